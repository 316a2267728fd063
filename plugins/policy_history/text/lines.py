"""Lines of Markdown: the marks they begin with, and what they belong to, an item of a list or a table.

The patterns are those of Python-Markdown's block processors, because that is what renders the pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate, pairwise, takewhile
from typing import NamedTuple


class SourceSpan(NamedTuple):
    """A stretch of the source: one line of a block's content, without the marks around it."""

    start: int
    end: int


class Line(NamedTuple):
    """A line without its end, and where the part that is left of it starts in the source."""

    start: int
    text: str
    begins: int  # where the whole line starts, container marks included

    @property
    def whole(self) -> SourceSpan:
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


def trimmed(start: int, text: str) -> SourceSpan:
    """Where a text that starts at that place stands without the blanks around it."""
    left = len(text) - len(text.lstrip())
    return SourceSpan(start + left, start + max(left, len(text.rstrip())))


def content_of(source: str, pieces: Sequence[SourceSpan]) -> str:
    """A block's content: its lines without the marks around them."""
    return "\n".join(source[piece.start : piece.end] for piece in pieces)


def places(pieces: Sequence[SourceSpan]) -> list[int]:
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


_NESTED = re.compile(r"(?: {4,7}|\t {0,3}| {1,3}\t {0,3})(?:\d+\.|[*+-])[ \t]")


def list_type(line: str) -> tuple[str, int]:
    """``ul`` or ``ol`` when an item begins on that line, otherwise nothing; and the number it begins with."""
    if not splits(line):
        for name, mark in ITEM.items():
            if match := mark.match(line):
                return name, int(match[1][:9]) if name == "ol" else 1
    return "", 0


def next_item(lines: Sequence[Line], at: int, name: str) -> int | None:
    """Where the next item of a list of that type begins, blank lines apart; None when the list ends."""
    following = next_text(lines, at)
    if following == len(lines) or list_type(lines[following].text)[0] != name:
        return None
    is_heading = following > at and following + 1 < len(lines) and SETEXT.match(lines[following + 1].text)
    return None if is_heading else following


def item_lines(lines: Sequence[Line], at: int, name: str) -> tuple[list[Line], int]:
    """The lines of the item that begins there, without its marks, and where in the list they end.

    Raises ValueError when no item begins there.
    """
    mark = ITEM[name].match(lines[at].text)
    if mark is None:
        raise ValueError("No list item begins on this line.")
    first = lines[at]
    inner = [Line(first.start + mark.end(), first.text[mark.end() :], first.begins)]
    position = _tight_lines(lines, at + 1, name, inner)
    while (following := next_text(lines, position)) < len(lines) and INDENT.match(lines[following].text):
        inner.extend(lines[position:following])
        position = following
        while position < len(lines) and lines[position].text.strip():
            inner.append(without_indent(lines[position]))
            position += 1
    return inner, position


def _tight_lines(lines: Sequence[Line], position: int, name: str, inner: list[Line]) -> int:
    """Add the lines up to a blank one or the next item; here a nested list needs no blank line before it."""
    is_nested = False
    while position < len(lines):
        line = lines[position]
        if not line.text.strip() or splits(line.text) or ITEM[name].match(line.text):
            break
        if not is_nested and _NESTED.match(line.text):
            inner.append(Line(line.begins, "", line.begins))
            is_nested = True
        begins_block = not inner[-1].text.strip() or ATX.match(inner[-1].text)
        inner.append(without_indent(line) if is_nested or begins_block else line)
        position += 1
    return position


def next_text(lines: Sequence[Line], at: int) -> int:
    """The next line from there on that is not blank, or how many lines there are."""
    return next((place for place in range(at, len(lines)) if lines[place].text.strip()), len(lines))


_SEPARATOR = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELL_EDGE = re.compile(r"\\.|`+|\|")
_EDGE = re.compile(r"^[ \t]*\||(?<!\\)(?:\\\\)*\|[ \t]*$")


def table_length(lines: Sequence[Line], at: int) -> int:
    """How many lines the table takes that begins there: heads, then a line of dashes; 0 when none begins."""
    if "|" not in lines[at].text or at + 1 >= len(lines) or not _SEPARATOR.match(lines[at + 1].text):
        return 0
    separator, has_border = lines[at + 1], has_edge(lines[at])
    columns = len(cells(lines[at], has_border))
    if "|" not in separator.text or len(cells(separator, has_border)) != columns:
        return 0
    block = takewhile(lambda line: line.text.strip(), lines[at:])
    if columns > 1:
        return len(list(block))
    rows = list(takewhile(lambda line: not splits(line.text) and not QUOTE.match(line.text), block))
    return len(rows) if all(map(has_edge, rows)) else 0


def has_edge(line: Line) -> bool:
    """Whether a table line has a bar at its beginning or its end."""
    return _EDGE.search(line.text) is not None


def alignments(separator: Line, has_border: bool) -> tuple[str, ...]:
    """How each column is aligned: left, center, right or nothing."""
    start = separator.start
    return tuple(_alignment(separator.text[a - start : b - start]) for a, b in cells(separator, has_border))


def _alignment(mark: str) -> str:
    sides = (mark.startswith(":"), mark.endswith(":"))
    return {(True, True): "center", (True, False): "left", (False, True): "right"}.get(sides, "")


def cells(line: Line, has_border: bool) -> list[SourceSpan]:
    """The cells of a table line: split at bars that are neither escaped nor inside code.

    A bar at the line's edge is its border where the row of heads has one, else the edge of an empty cell.
    """
    bars = list(_bars(line.text))
    text = line.text.rstrip()
    left = len(text) - len(text.lstrip())
    edges = [left - 1, *bars, len(text)]
    if has_border and bars and bars[0] == left:
        edges.pop(0)
    if has_border and bars and bars[-1] == len(text) - 1 and len(edges) > 2:
        edges.pop()
    return [trimmed(line.start + a + 1, line.text[a + 1 : b]) for a, b in pairwise(edges)]


def _bars(text: str) -> Iterator[int]:
    position = 0
    while match := _CELL_EDGE.search(text, position):
        position = match.end()
        if match[0] == "|":
            yield match.start()
        elif match[0][0] == "`":
            closing = re.compile(rf"(?<!`){match[0]}(?!`)").search(text, position)
            position = closing.end() if closing else position
