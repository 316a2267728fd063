"""Markdown source -> blocks that together are the source, byte for byte.

The rules are Python-Markdown's (a list needs a blank line before it, nesting takes four spaces), because
that is what renders the pages; ``checks.reading`` compares the two readings in every build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from .html_blocks import html_block_length


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "list item"
    ROW = "table row"
    CODE = "code"
    HTML = "raw HTML"
    RULE = "rule"
    DEFINITION = "link definition"


class Piece(NamedTuple):
    """A stretch of the source: one line of a block's content, without the marks around it."""

    start: int
    end: int


@dataclass(slots=True)
class Block:
    """One leaf of the document.

    ``shape`` names the containers around it from the outside in (``ul``, ``ol``, ``quote``); ``start`` and
    ``end`` bound its source, marks and following blank lines included; ``pieces`` are the lines of its
    content; a table row has one such list a cell in ``cells``.
    """

    kind: Kind
    start: int
    pieces: list[Piece]
    shape: tuple[str, ...] = ()
    level: int = 0
    end: int = 0
    number: int = 1
    is_header: bool = False
    opens_table: bool = False
    cells: list[list[Piece]] = field(default_factory=list)
    alignments: tuple[str, ...] = ()
    explicit_id: str = ""


class _Line(NamedTuple):
    """A line without its end, and where the part that is left of it starts in the source."""

    start: int
    text: str
    begins: int  # where the whole line starts, container marks included


_ITEM = {
    "ul": re.compile(r" {0,3}[*+-][ \t]+(?=\S)"),
    "ol": re.compile(r" {0,3}(\d+)\.[ \t]+(?=\S)"),
}
_ATX = re.compile(r"(#{1,6})[ \t]*(.*?)[ \t]*#*[ \t]*$")
_HEADING_ID = re.compile(r"[ \t]*\{:?[ \t]*#([^\s{}#.]+)[ \t]*\}$")
_SETEXT = re.compile(r"(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:-+ {0,2}){3,}|(?:_+ {0,2}){3,}|(?:\*+ {0,2}){3,})[ \t]*$")
_QUOTE = re.compile(r" {0,3}>[ ]?")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_INDENT = re.compile(r" {4}|\t| {1,3}\t")
_DEFINITION = re.compile(r" {0,3}\[([^\[\]]+)\]:[ \t]*<?(\S+?)>?(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?[ \t]*$")
_SEPARATOR = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELL_EDGE = re.compile(r"\\.|`+|\|")


def parse_blocks(source: str) -> list[Block]:
    """The blocks of a Markdown text, in order; their sources joined are the text."""
    blocks: list[Block] = []
    _parse(_lines(source), (), blocks)
    for block, following in zip(blocks, blocks[1:]):
        block.end = following.start
    if blocks:
        blocks[0].start = 0
        blocks[-1].end = len(source)
    return blocks


def definitions(source: str, blocks: Sequence[Block]) -> dict[str, str]:
    """The link definitions of a document: label in lower case -> target."""
    found: dict[str, str] = {}
    for block in blocks:
        if block.kind is Kind.DEFINITION:
            match = _DEFINITION.match(source[block.pieces[0].start : block.pieces[0].end])
            if match:
                found.setdefault(" ".join(match[1].lower().split()), match[2])
    return found


def _lines(source: str) -> list[_Line]:
    lines = []
    start = 0
    for line in source.split("\n"):
        lines.append(_Line(start, line.rstrip("\r"), start))
        start += len(line) + 1
    return lines


def _parse(lines: Sequence[_Line], shape: tuple[str, ...], blocks: list[Block]) -> None:
    position = 0
    while position < len(lines):
        line = lines[position]
        if not line.text.strip():
            position += 1
            continue
        for read in _READERS:
            length = read(lines, position, shape, blocks)
            if length:
                position += length
                break


def _add(blocks: list[Block], kind: Kind, line: _Line, pieces: list[Piece], shape: tuple[str, ...]) -> Block:
    block = Block(kind, line.begins, pieces, shape)
    blocks.append(block)
    return block


def _whole(line: _Line) -> Piece:
    return _trimmed(line.start, line.text)


def _trimmed(start: int, text: str) -> Piece:
    left = len(text) - len(text.lstrip())
    return Piece(start + left, start + max(left, len(text.rstrip())))


def _fence(lines: Sequence[_Line], at: int, shape: tuple[str, ...], blocks: list[Block]) -> int:
    line = lines[at]
    mark = _FENCE.match(line.text) if line.start == line.begins else None
    if mark is None:
        return 0
    for after in range(at + 1, len(lines)):
        if lines[after].text.rstrip() == mark[1]:
            inner = lines[at + 1 : after]
            pieces = [Piece(each.start, each.start + len(each.text)) for each in inner]
            _add(blocks, Kind.CODE, line, pieces, shape)
            return after - at + 1
    return 0


def _raw_html(lines: Sequence[_Line], at: int, shape: tuple[str, ...], blocks: list[Block]) -> int:
    length = html_block_length([line.text for line in lines[at:]]) if lines[at].text.startswith("<") else 0
    if length:
        pieces = [Piece(each.start, each.start + len(each.text)) for each in lines[at : at + length]]
        _add(blocks, Kind.HTML, lines[at], pieces, shape)
    return length


def _indented_code(lines: Sequence[_Line], at: int, shape: tuple[str, ...], blocks: list[Block]) -> int:
    if not _INDENT.match(lines[at].text):
        return 0
    last = at
    for position in range(at, len(lines)):
        if _INDENT.match(lines[position].text):
            last = position
        elif lines[position].text.strip():
            break
    inner = [_without_indent(line) for line in lines[at : last + 1]]
    pieces = [Piece(each.start, each.start + len(each.text)) for each in inner]
    _add(blocks, Kind.CODE, lines[at], pieces, shape)
    return last - at + 1


def _without_indent(line: _Line) -> _Line:
    mark = _INDENT.match(line.text)
    return _Line(line.start + mark.end(), line.text[mark.end() :], line.begins) if mark else line


def _quote(lines: Sequence[_Line], at: int, shape: tuple[str, ...], blocks: list[Block]) -> int:
    if not _QUOTE.match(lines[at].text):
        return 0
    inner: list[_Line] = []
    position = at
    while position < len(lines) and (lines[position].text.strip() or _quote_goes_on(lines, position)):
        line = lines[position]
        mark = _QUOTE.match(line.text)
        cut = mark.end() if mark else 0
        inner.append(_Line(line.start + cut, line.text[cut:], line.begins))
        position += 1
    _parse(inner, (*shape, "quote"), blocks)
    return position - at


def _quote_goes_on(lines: Sequence[_Line], blank: int) -> bool:
    following = next((line for line in lines[blank:] if line.text.strip()), None)
    return following is not None and _QUOTE.match(following.text) is not None


def _heading(lines: Sequence[_Line], at: int, shape: tuple[str, ...], blocks: list[Block]) -> int:
    line = lines[at]
    atx = _ATX.match(line.text)
    if atx:
        _add_heading(blocks, line, _trimmed(line.start + atx.start(2), atx[2]), len(atx[1]), shape)
        return 1
    underline = _SETEXT.match(lines[at + 1].text) if at + 1 < len(lines) else None
    if underline:
        _add_heading(blocks, line, _whole(line), 1 if underline[1][0] == "=" else 2, shape)
        return 2
    return 0


def _add_heading(blocks: list[Block], line: _Line, piece: Piece, level: int, shape: tuple[str, ...]) -> None:
    text = line.text[piece.start - line.start : piece.end - line.start]
    mark = _HEADING_ID.search(text)
    if mark:
        piece = Piece(piece.start, piece.start + mark.start())
    block = _add(blocks, Kind.HEADING, line, [piece], shape)
    block.level = level
    block.explicit_id = mark[1] if mark else ""


def _rule(lines: Sequence[_Line], at: int, shape: tuple[str, ...], blocks: list[Block]) -> int:
    if not _RULE.match(lines[at].text):
        return 0
    _add(blocks, Kind.RULE, lines[at], [], shape)
    return 1


def _definition(lines: Sequence[_Line], at: int, shape: tuple[str, ...], blocks: list[Block]) -> int:
    if not _DEFINITION.match(lines[at].text):
        return 0
    _add(blocks, Kind.DEFINITION, lines[at], [_whole(lines[at])], shape)
    return 1


def _table(lines: Sequence[_Line], at: int, shape: tuple[str, ...], blocks: list[Block]) -> int:
    if "|" not in lines[at].text or at + 1 >= len(lines) or not _SEPARATOR.match(lines[at + 1].text):
        return 0
    separator = lines[at + 1].text
    columns = _cells(lines[at])
    if "|" not in separator or len(_cells(lines[at + 1])) != len(columns):
        return 0
    alignments = tuple(_alignment(separator, piece, lines[at + 1].start) for piece in _cells(lines[at + 1]))
    position = at
    while position < len(lines) and lines[position].text.strip():
        if position != at + 1:
            row = _add(blocks, Kind.ROW, lines[position], [], shape)
            cells = _cells(lines[position])[: len(columns)]
            row.cells = [[cell] for cell in cells] + [[] for _ in columns[len(cells) :]]
            row.is_header = row.opens_table = position == at
            row.alignments = alignments
        position += 1
    return position - at


def _alignment(separator: str, piece: Piece, start: int) -> str:
    mark = separator[piece.start - start : piece.end - start]
    sides = (mark.startswith(":"), mark.endswith(":"))
    return {(True, True): "center", (True, False): "left", (False, True): "right"}.get(sides, "")


def _cells(line: _Line) -> list[Piece]:
    """The cells of a table line: split at bars that are neither escaped nor inside code."""
    bars = list(_bars(line.text))
    text = line.text.rstrip()
    left = len(text) - len(text.lstrip())
    edges = [left - 1, *bars, len(text)]
    if bars and bars[0] == left:
        edges.pop(0)
    if bars and bars[-1] == len(text) - 1 and len(edges) > 2:
        edges.pop()
    return [_trimmed(line.start + a + 1, line.text[a + 1 : b]) for a, b in zip(edges, edges[1:])]


def _bars(text: str) -> Iterator[int]:
    position = 0
    while match := _CELL_EDGE.search(text, position):
        position = match.end()
        if match[0] == "|":
            yield match.start()
        elif match[0][0] == "`":
            closing = re.compile(rf"(?<!`){match[0]}(?!`)").search(text, position)
            position = closing.end() if closing else position


def _list(lines: Sequence[_Line], at: int, shape: tuple[str, ...], blocks: list[Block]) -> int:
    name = next((name for name, mark in _ITEM.items() if mark.match(lines[at].text)), None)
    if name is None:
        return 0
    position = at
    number = None
    while position < len(lines) and (mark := _ITEM[name].match(lines[position].text)):
        number = int(mark[1]) if name == "ol" and number is None else (number or 0) + 1
        inner, length = _item(lines, position, name)
        first = len(blocks)
        _parse(inner, (*shape, name), blocks)
        if first < len(blocks):
            _mark_item(blocks[first], lines[position], number)
        position += length
    return position - at


def _mark_item(block: Block, line: _Line, number: int) -> None:
    block.start = line.begins
    block.number = number
    if block.kind is Kind.PARAGRAPH:
        block.kind = Kind.ITEM


def _item(lines: Sequence[_Line], at: int, name: str) -> tuple[list[_Line], int]:
    """The lines of one list item with its marks taken off, and how many lines of the source it takes."""
    mark = _ITEM[name].match(lines[at].text)
    assert mark is not None
    first = lines[at]
    inner = [_Line(first.start + mark.end(), first.text[mark.end() :], first.begins)]
    position = at + 1
    after_blank = False
    while position < len(lines):
        line = lines[position]
        if not line.text.strip():
            after_blank = True
            inner.append(line)
        elif _INDENT.match(line.text):
            deeper = _without_indent(line)
            if not after_blank and any(each.match(deeper.text) for each in _ITEM.values()):
                inner.append(_Line(deeper.begins, "", deeper.begins))
            elif not after_blank and not _inside_list(inner):
                deeper = _Line(line.start + len(line.text) - len(line.text.lstrip()), line.text.lstrip(), line.begins)
            inner.append(deeper)
            after_blank = False
        elif _ITEM[name].match(line.text) or after_blank:
            break
        else:
            inner.append(line)
        position += 1
    return inner, _without_trailing_blanks(lines, at, position) - at


def _inside_list(inner: Sequence[_Line]) -> bool:
    last_blank = max((index for index, line in enumerate(inner) if not line.text.strip()), default=-1)
    block = inner[last_blank + 1 :]
    return bool(block) and any(mark.match(block[0].text) for mark in _ITEM.values()) and last_blank >= 0


def _without_trailing_blanks(lines: Sequence[_Line], at: int, end: int) -> int:
    """Where an item ends: blank lines are its own only when the list goes on behind them."""
    following = lines[end].text if end < len(lines) else ""
    if any(mark.match(following) for mark in _ITEM.values()):
        return end
    while end > at + 1 and not lines[end - 1].text.strip():
        end -= 1
    return end


def _paragraph(lines: Sequence[_Line], at: int, shape: tuple[str, ...], blocks: list[Block]) -> int:
    position = at + 1
    while position < len(lines) and not _interrupts(lines[position].text):
        position += 1
    pieces = [_whole(line) for line in lines[at:position]]
    _add(blocks, Kind.PARAGRAPH, lines[at], pieces, shape)
    return position - at


def _interrupts(text: str) -> bool:
    return not text.strip() or any(mark.match(text) for mark in (_ATX, _RULE, _QUOTE))


_READERS = (
    _fence,
    _raw_html,
    _indented_code,
    _quote,
    _heading,
    _rule,
    _definition,
    _table,
    _list,
    _paragraph,
)
