"""Lines of Markdown, and the marks they begin with.

The patterns are those of Python-Markdown's block processors, because that is what renders the pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of the source: one line of a block's content, without the marks around it."""

    start: int
    end: int


class Line(NamedTuple):
    """A line without its end, and where the part that is left of it starts in the source."""

    start: int
    text: str
    begins: int  # where the whole line starts, container marks included

    @property
    def whole(self) -> Piece:
        """The line's text without the blanks around it."""
        return trimmed(self.start, self.text)


# What ``Line(*parts)`` makes, in a third of the time: a text has as many lines as anything.
_line: Callable[[tuple[int, str, int]], Line] = partial(tuple.__new__, Line)


def lines_of(source: str) -> list[Line]:
    """The lines of a text; a byte order mark is no part of the first."""
    texts = source.split("\n")
    starts = list(accumulate([len(text) + 1 for text in texts[:-1]], initial=0))
    texts = [text.rstrip("\r") for text in texts] if "\r" in source else texts
    lines = list(map(_line, zip(starts, texts, starts, strict=True)))
    if source.startswith("\ufeff"):
        lines[0] = Line(1, lines[0].text[1:], 0)
    return lines


ITEM = {
    "ul": re.compile(r" {0,3}[*+-][ \t]+"),
    "ol": re.compile(r" {0,3}(\d+)\.[ \t]+"),
}
ATX = re.compile(r"(#{1,6})((?:\\.|[^\\#]|#+(?=[^#]))*?)#*$")
SETEXT = re.compile(r"(=+|-+)[ \t]*$")
RULE = re.compile(r" {0,3}(?:-(?: {0,2}-){2,}|_(?: {0,2}_){2,}|\*(?: {0,2}\*){2,})[ \t]*$")
QUOTE = re.compile(r" {0,3}>[ ]?")
INDENT = re.compile(r" {4}|\t| {1,3}\t")
# Label, target and title may stand on a line each (Python-Markdown's ReferenceProcessor).
_DEFINITION = re.compile(
    r" {0,3}\[(?!\^)([^\[\]]*)\]:[ \t]*(?:\n[ \t]*)?(\S+)[ \t]*"
    r"(?:\n?[ \t]*(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ \t]*)?$",
    re.MULTILINE,
)


def trimmed(start: int, text: str) -> Piece:
    """Where a text that starts at that place stands without the blanks around it."""
    left = len(text) - len(text.lstrip())
    return Piece(start + left, start + max(left, len(text.rstrip())))


def content_of(source: str, pieces: Sequence[Piece]) -> str:
    """A block's content: its lines without the marks around them."""
    return "\n".join(source[piece.start : piece.end] for piece in pieces)


def places(pieces: Sequence[Piece]) -> list[int]:
    """For each character of the joined content, its place in the source."""
    found: list[int] = []
    for piece in pieces:
        found.extend(range(piece.start, piece.end))
        found.append(piece.end)
    return found


def without_indent(line: Line) -> Line:
    """The line without its first level of indentation, if it has one."""
    mark = INDENT.match(line.text)
    return Line(line.start + mark.end(), line.text[mark.end() :], line.begins) if mark else line


def splits(text: str) -> bool:
    """Whether that line is a heading or a rule wherever it stands, also in the middle of other lines."""
    return ATX.match(text) is not None or RULE.match(text) is not None


def definition_length(lines: Sequence[Line], at: int) -> int:
    """How many lines the link definition takes that begins there; 0 when none begins."""
    if "[" not in lines[at].text:
        return 0
    match = _DEFINITION.match("\n".join(line.text for line in lines[at : at + 3]))
    return match[0].count("\n") + 1 if match else 0


def label_and_target(text: str) -> tuple[str, str]:
    """The label in lower case and the target of a link definition. Raises ValueError for a text that is none."""
    match = _DEFINITION.match(text)
    if match is None:
        raise ValueError("This text is no link definition.")
    return match[1].strip().lower(), match[2].lstrip("<").rstrip(">")
