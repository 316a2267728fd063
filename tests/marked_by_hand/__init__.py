"""Sentences of policies with the marks that a person made, and how near a program's redline comes to them.

``sentences.md`` has the sentences. ``held_against`` counts, over the words of both sides, those that stayed by the person's
marks and are kept, and the sentences marked exactly alike. ``plainest`` is the rival: a
longest common subsequence of words, without any further thought.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policy_history.redline.model import ChangeKind
from policy_history.redline.segments import segments

_SENTENCES = Path(__file__).with_name("sentences.md")
_MARK = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}")
_WORD = re.compile(r"[^\W_]+(?:['’.,@/\-][^\W_]+)*")

Flags = tuple[bool, ...]
"""For each word of a side, whether it is shown as changed."""


@dataclass(frozen=True)
class Marked:
    """A sentence: both texts, and for each word of them whether it changed."""

    old: str
    new: str
    changed: tuple[Flags, Flags]


@dataclass(frozen=True)
class Agreement:
    """What a program kept and showed, of what a person did."""

    kept: int = 0
    exactly: int = 0


def read_marked() -> list[Marked]:
    """All sentences of the file."""
    lines = _SENTENCES.read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("## "))
    return [
        _marked(number, line) for number, line in enumerate(lines, 1) if number > first and line and line[:3] != "## "
    ]


def _marked(number: int, line: str) -> Marked:
    sides = []
    for kept, struck in ((1, 2), (2, 1)):
        text, flags = "", []
        for part, changed in _parts(line, struck):
            flags += [changed] * len(_WORD.findall(part))
            text += part
        tidy = re.sub(r"\s+([,.;)])", r"\1", re.sub(r"\s+", " ", text)).strip() + "\n"
        if len(_WORD.findall(tidy)) != len(flags):
            raise ValueError(f"{_SENTENCES.name}:{number}: a mark ends inside a word on side {kept}.")
        sides.append((tidy, tuple(flags)))
    (old, gone), (new, added) = sides
    return Marked(old, new, (gone, added))


def _parts(line: str, left_out: int) -> Iterator[tuple[str, bool]]:
    """The stretches of one side, each with whether it is marked.

    A word that differs from the one at the end of the mark beside it by a capital alone has stayed.
    """
    place = 0
    marks = list(_MARK.finditer(line))
    for mark, last, following in zip(marks, [None, *marks], [*marks[1:], None], strict=False):
        yield line[place : mark.start()], False
        place = mark.end()
        if mark[left_out] is not None:
            continue
        text = mark[3 - left_out]
        beside = last if last and last.end() == mark.start() else following
        other = beside[left_out] if beside and beside.start() in (mark.end(), last and last.start()) else None
        words = _WORD.findall(text), _WORD.findall(other or "")
        if all(words) and words[0][-1] != words[1][-1] and words[0][-1].lower() == words[1][-1].lower():
            end = text.rindex(words[0][-1])
            yield text[:end], True
            yield text[end:], False
        else:
            yield text, True
    yield line[place:], False


def ours(old: str, new: str) -> tuple[Flags, Flags]:
    """What our redline shows as changed wording or as moved."""
    found = segments(old, new)
    is_changed = [bool(each.move) or each.kind is ChangeKind.WORDING for each in found]
    return (
        _flags(old, [(each.old, mark) for each, mark in zip(found, is_changed, strict=True)]),
        _flags(new, [(each.new, mark) for each, mark in zip(found, is_changed, strict=True)]),
    )


def _flags(text: str, parts: Sequence[tuple[str, bool]]) -> Flags:
    marks = [mark for part, mark in parts for _ in part]
    return tuple(any(marks[word.start() : word.end()]) for word in _WORD.finditer(text))


def plainest(old: str, new: str) -> tuple[Flags, Flags]:
    """What a longest common subsequence of words leaves over."""
    a, b = _WORD.findall(old), _WORD.findall(new)
    longest = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            longest[i][j] = longest[i + 1][j + 1] + 1 if a[i] == b[j] else max(longest[i + 1][j], longest[i][j + 1])
    gone, added = [True] * len(a), [True] * len(b)
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            gone[i] = added[j] = False
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return tuple(gone), tuple(added)


def held_against(sentences: Sequence[Marked], program: Callable[[str, str], tuple[Flags, Flags]]) -> Agreement:
    """How a program agrees with the marks."""
    answers = [(each.changed, program(each.old, each.new)) for each in sentences]
    sides = [side for true, shown in answers for side in zip(true, shown, strict=True)]
    kept = sum(not (t or s) for true, shown in sides for t, s in zip(true, shown, strict=True))
    return Agreement(kept, sum(true == shown for true, shown in answers))
