"""Tables in Markdown: where one begins, and the cells of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from .lines import QUOTE, Line, Piece, splits, trimmed

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


def cells(line: Line, has_border: bool) -> list[Piece]:
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
