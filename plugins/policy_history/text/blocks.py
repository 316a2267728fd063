"""Markdown source -> blocks that together are the source, byte for byte.

The rules are Python-Markdown's (a list needs a blank line before it, nesting takes four spaces), because
that is what renders the pages; ``checks.reading`` compares the two readings in every build.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from .block_kinds import Block, BlockDraft, Kind
from .lines import (
    ATX,
    INDENT,
    QUOTE,
    RULE,
    SETEXT,
    Line,
    SourceSpan,
    alignments,
    cells,
    definition_length,
    has_edge,
    item_lines,
    lines_of,
    list_type,
    next_item,
    splits,
    table_length,
    trimmed,
    without_indent,
)
from .note_lines import begins_note, explained_at, note_at
from .raw_blocks import raw_stretches

__all__ = ["Block", "Kind"]

DEEPEST = 20
"""How deep lists and quotations nest; marks deeper down are text."""

_HEADING_ID = re.compile(r"[ \t]*\{:?[ \t]*#([^\s{}#.]+)[ \t]*\}$")


def parse_blocks(source: str) -> list[Block]:
    """The blocks of a Markdown text, in order; their sources joined are the text, unless it has none."""
    if source[:1].isalpha() and "\n" not in (line := source.rstrip()):  # as most parts of texts are
        return [Block(Kind.PARAGRAPH, source, (SourceSpan(0, len(line)),))]
    blocks: list[BlockDraft] = []
    lines = lines_of(source)
    first = 0
    parse = _parse_with_notes if "[^" in source else _parse_without_notes
    for raw in raw_stretches(source, lines):
        parse(lines[first : raw.first], blocks)
        pieces = [_uncut(line) for line in raw.inner]
        _add(blocks, Kind.CODE if raw.is_fence else Kind.HTML, raw.opening, pieces, ())
        first = raw.behind
    parse(lines[first:], blocks)
    for block, following_block in itertools.pairwise(blocks):
        block.end = following_block.start
    if blocks:
        blocks[0].start = 0
        blocks[-1].end = len(source)
    return [block.block(source) for block in blocks]


def _uncut(line: Line) -> SourceSpan:
    return SourceSpan(line.start, line.start + len(line.text))


def _parse_with_notes(lines: Sequence[Line], blocks: list[BlockDraft]) -> None:
    """Read lines of the text itself, in which a footnote ends whatever it follows."""
    first = position = 0
    while position < len(lines):
        if not begins_note(lines[position].text):
            position += 1
            continue
        _parse(lines[first:position], (), blocks)
        first = position = _note(lines, position, blocks)
    _parse(lines[first:], (), blocks)


def _parse_without_notes(lines: Sequence[Line], blocks: list[BlockDraft]) -> None:
    _parse(lines, (), blocks)


def _note(lines: Sequence[Line], at: int, blocks: list[BlockDraft]) -> int:
    """Read a footnote. Its mark is a part of its first paragraph, or a block of its own where it has none."""
    inner, end = note_at(lines, at)
    found: list[BlockDraft] = []
    _parse(inner, ("note",), found)
    mark = Line(lines[at].start, lines[at].text[: inner[0].start - lines[at].start], lines[at].begins).whole
    if found and found[0].kind is Kind.PARAGRAPH and found[0].shape == ("note",):
        found[0].kind = Kind.NOTE
        found[0].start = lines[at].begins
        if found[0].pieces[0].start == inner[0].whole.start:
            found[0].pieces[0] = SourceSpan(mark.start, found[0].pieces[0].end)
        else:
            found[0].pieces.insert(0, mark)
    else:
        _add(blocks, Kind.NOTE, lines[at], [mark], ("note",))
    blocks += found
    return end


def _parse(lines: Sequence[Line], shape: tuple[str, ...], blocks: list[BlockDraft]) -> None:
    position = 0
    while position < len(lines):
        text = lines[position].text
        if not text or text.isspace():
            position += 1
            continue
        for read in _WORD_READERS if text[0].isalpha() else _READERS:
            length = read(lines, position, shape, blocks)
            if length:
                position += length
                break


def _add(
    blocks: list[BlockDraft], kind: Kind, line: Line, pieces: list[SourceSpan], shape: tuple[str, ...]
) -> BlockDraft:
    block = BlockDraft(kind, line.begins, pieces, shape)
    blocks.append(block)
    return block


def _indented_code(lines: Sequence[Line], at: int, shape: tuple[str, ...], blocks: list[BlockDraft]) -> int:
    if not INDENT.match(lines[at].text):
        return 0
    last = at
    for position in range(at, len(lines)):
        if INDENT.match(lines[position].text):
            last = position
        elif lines[position].text.strip():
            break
    pieces = [_uncut(without_indent(line)) for line in lines[at : last + 1]]
    _add(blocks, Kind.CODE, lines[at], pieces, shape)
    return last - at + 1


def _table(lines: Sequence[Line], at: int, shape: tuple[str, ...], blocks: list[BlockDraft]) -> int:
    length = table_length(lines, at)
    if not length:
        return 0
    has_border = has_edge(lines[at])
    columns = alignments(lines[at + 1], has_border)
    for position in (at, *range(at + 2, at + length)):
        row = _add(blocks, Kind.ROW, lines[position], [], shape)
        found = cells(lines[position], has_border)[: len(columns)]
        row.cells = [[cell] for cell in found] + [[] for _ in columns[len(found) :]]
        row.is_header = row.opens_table = position == at
        row.alignments = columns
    return length


def _heading(lines: Sequence[Line], at: int, shape: tuple[str, ...], blocks: list[BlockDraft]) -> int:
    line = lines[at]
    atx = ATX.match(line.text)
    if atx:
        _add_heading(blocks, line, trimmed(line.start + atx.start(2), atx[2]), len(atx[1]), shape)
        return 1
    underline = SETEXT.match(lines[at + 1].text) if at + 1 < len(lines) else None
    if underline:
        _add_heading(blocks, line, line.whole, 1 if underline[1][0] == "=" else 2, shape)
        return 2
    return 0


def _add_heading(blocks: list[BlockDraft], line: Line, piece: SourceSpan, level: int, shape: tuple[str, ...]) -> None:
    text = line.text[piece.start - line.start : piece.end - line.start]
    mark = _HEADING_ID.search(text)
    if mark:
        piece = SourceSpan(piece.start, piece.start + mark.start())
    block = _add(blocks, Kind.HEADING, line, [piece], shape)
    block.level = level
    block.explicit_id = mark[1] if mark else ""


def _rule(lines: Sequence[Line], at: int, shape: tuple[str, ...], blocks: list[BlockDraft]) -> int:
    if not RULE.match(lines[at].text):
        return 0
    _add(blocks, Kind.RULE, lines[at], [], shape)
    return 1


def _list(lines: Sequence[Line], at: int, shape: tuple[str, ...], blocks: list[BlockDraft]) -> int:
    name, number = list_type(lines[at].text)
    if not name or len(shape) >= DEEPEST:
        return 0
    item: int | None = at
    position = at
    while item is not None:
        inner, position = item_lines(lines, item, name)
        first = len(blocks)
        _parse(inner, (*shape, name), blocks)
        if first < len(blocks):
            _mark_item(blocks[first], lines[item], number)
        number += 1
        item = next_item(lines, position, name)
    return position - at


def _mark_item(block: BlockDraft, line: Line, number: int) -> None:
    block.start = line.begins
    block.number = number
    if block.kind is Kind.PARAGRAPH:
        block.kind = Kind.ITEM


def _quote(lines: Sequence[Line], at: int, shape: tuple[str, ...], blocks: list[BlockDraft]) -> int:
    if not QUOTE.match(lines[at].text) or len(shape) >= DEEPEST:
        return 0
    inner: list[Line] = []
    position = at
    while position < len(lines) and not splits(lines[position].text):
        line = lines[position]
        if not line.text.strip() and not _quote_goes_on(lines, position):
            break
        mark = QUOTE.match(line.text)
        cut = mark.end() if mark else 0
        inner.append(Line(line.start + cut, line.text[cut:], line.begins))
        position += 1
    _parse(inner, (*shape, "quote"), blocks)
    return position - at


def _quote_goes_on(lines: Sequence[Line], blank: int) -> bool:
    following = next((line for line in lines[blank:] if line.text.strip()), None)
    return following is not None and QUOTE.match(following.text) is not None


def _explained(lines: Sequence[Line], at: int, shape: tuple[str, ...], blocks: list[BlockDraft]) -> int:
    found = None if shape else explained_at(lines, at)
    if found is None:
        return 0
    for term in found.terms:
        _add(blocks, Kind.TERM, term, [term.whole], ("dl",))
    for place, inner in found.meanings:
        first = len(blocks)
        _parse(inner, ("dl",), blocks)
        if first < len(blocks):
            blocks[first].start = lines[place].begins
            if blocks[first].kind is Kind.PARAGRAPH and blocks[first].shape == ("dl",):
                blocks[first].kind = Kind.DESCRIPTION
    return found.end - at


def _definition(lines: Sequence[Line], at: int, shape: tuple[str, ...], blocks: list[BlockDraft]) -> int:
    length = definition_length(lines, at)
    if length:
        _add(blocks, Kind.DEFINITION, lines[at], [line.whole for line in lines[at : at + length]], shape)
    return length


def _paragraph(lines: Sequence[Line], at: int, shape: tuple[str, ...], blocks: list[BlockDraft]) -> int:
    position = at + 1
    while position < len(lines) and not _interrupts(lines, position):
        position += 1
    pieces = [line.whole for line in lines[at:position]]
    _add(blocks, Kind.PARAGRAPH, lines[at], pieces, shape)
    return position - at


def _interrupts(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text
    if text[:1].isalpha():
        return False
    if not text.strip() or splits(text) or QUOTE.match(text):
        return True
    return definition_length(lines, at) > 0


# In the order of Python-Markdown's block processors.
_READERS = (
    _indented_code,
    _table,
    _heading,
    _rule,
    _list,
    _quote,
    _definition,
    _explained,
    _paragraph,
)
# What a line that begins with a letter can be: most lines do.
_WORD_READERS = (_table, _heading, _explained, _paragraph)
