"""Runs of ``*`` and ``_``: which open and close emphasis.

They follow CommonMark's delimiter runs (section 6.2), which Python-Markdown agrees with on well-formed text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .styles import Marks

_RUN = re.compile(r"\*+|_+")


@dataclass(slots=True)
class DelimiterRun:
    """A run of ``*`` or ``_`` that may open or close emphasis."""

    start: int
    length: int
    mark: str
    opens: bool
    closes: bool
    end: int = 0


def run_at(content: str, at: int, before: str, end: int) -> DelimiterRun:
    """The run there. Python-Markdown looks for white space only, and around ``_`` for the end of a word."""
    match = _RUN.match(content, at, end)
    behind = match.end() if match else at + 1
    after = content[behind] if behind < end else ""
    opens, closes = bool(after.strip()), bool(before.strip())
    if content[at] == "_":
        opens, closes = opens and not _is_letter(before), closes and not _is_letter(after)
    return DelimiterRun(at, behind - at, content[at], opens, closes, behind)


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def pair(runs: list[DelimiterRun], marks: Marks) -> None:
    """Match closing runs with opening ones, the nearest first (CommonMark, "process emphasis")."""
    openers: list[DelimiterRun] = []
    for run in runs:
        if run.closes:
            _close(run, openers, marks)
        if run.length and run.opens:
            openers.append(run)


def _close(run: DelimiterRun, openers: list[DelimiterRun], marks: Marks) -> None:
    position = len(openers) - 1
    while run.length and position >= 0:
        opener = openers[position]
        if opener.mark != run.mark or not opener.length or _odd_match(opener, run):
            position -= 1
            continue
        width = 2 if opener.length >= 2 and run.length >= 2 else 1
        opener.end -= width
        marks.hidden[opener.end] = opener.end + width
        marks.hidden[run.start] = run.start + width
        style = "strong" if width == 2 else "emphasis"
        marks.styled.append((opener.end + width, run.start, {style: True}))
        opener.length -= width
        run.start += width
        run.length -= width
        del openers[position + 1 :]
        if not opener.length:
            openers.pop()
            position -= 1


def _odd_match(opener: DelimiterRun, closer: DelimiterRun) -> bool:
    both = opener.closes or closer.opens
    total = opener.length + closer.length
    return both and total % 3 == 0 and (opener.length % 3 != 0 or closer.length % 3 != 0)
