"""A redline -> words and table rows in one order, each kept, removed or added: what a Word document can hold.

Word tracks words, paragraph marks, whole table rows and cells. What a redline knows besides (a word kept from a table
cell to a paragraph, a row split in two, a paragraph torn apart by a row) is told as removed here and added there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..redline.model import Cell, Entry, Operation, Redline, Span
from ..text.blocks import Kind
from ..text.document import Document
from ..text.tokens import Token


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """A token, and the index of its block."""

    block: int
    token: Token


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the old text, of the new one, or of both; ``move`` is the move's number when it is elsewhere too."""

    operation: Operation
    old: TokenPlace | None
    new: TokenPlace | None
    move: int = 0


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table row that only one text has, whole, or that both have; ``marks`` tells of each cell what became of it."""

    old: int | None
    new: int | None
    cells: tuple[tuple[Word, ...], ...]
    marks: tuple[Operation, ...] = ()

    @property
    def operation(self) -> Operation:
        """What became of the row."""
        if self.old is None:
            return Operation.INSERT
        return Operation.DELETE if self.new is None else Operation.EQUAL


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """A line across the page."""

    operation: Operation


@dataclass(frozen=True, slots=True)
class NotePlace:
    """The place at which a footnote stands in the text, by its block in either."""

    old: int | None
    new: int | None


Event = Word | TableRow | HorizontalRule | NotePlace


def events(redline: Redline) -> list[Event]:
    """The redline's words and rows in reading order; each side's are all there, in the order of its text."""
    return list(_EventReader(redline).events())


class _EventReader:
    def __init__(self, redline: Redline) -> None:
        self._redline = redline
        self._starts = redline.old.starts, redline.new.starts
        self._entries = list(redline.placed())
        self._done: tuple[set[int], set[int]] = (set(), set())

    def events(self) -> Iterator[Event]:
        whole = [self._is_whole(entry) for entry in self._entries]
        for entry, is_whole in zip(self._entries, whole, strict=True):
            if is_whole:
                self._done[0].add(entry.old or 0)
                self._done[1].add(entry.new or 0)
        for entry, is_whole in zip(self._entries, whole, strict=True):
            if self._is_rule(entry):
                is_old, is_new = entry.old is not None, entry.new is not None
                yield HorizontalRule(
                    Operation.EQUAL if is_old and is_new else Operation.DELETE if is_old else Operation.INSERT
                )
            elif is_whole:
                cells = tuple(tuple(self._words(cell.spans)) for cell in entry.cells)
                yield TableRow(entry.old, entry.new, cells, tuple(map(_mark, entry.cells)))
            elif self._touches_row(entry):
                yield from self._apart(entry)
            else:
                yield from self._words(entry.spans)

    def _place(self, side: int, token: Token) -> TokenPlace:
        return TokenPlace(bisect_right(self._starts[side], token.start) - 1, token)

    def _words(self, spans: Sequence[Span]) -> Iterator[Word]:
        for span in spans:
            if span.operation is Operation.EQUAL:
                for old, new in zip(span.old, span.new, strict=True):
                    yield Word(span.operation, self._place(0, old), self._place(1, new))
            elif span.operation.is_old:
                yield from (Word(span.operation, self._place(0, token), None, span.move) for token in span.old)
            else:
                yield from (Word(span.operation, None, self._place(1, token), span.move) for token in span.new)

    def _document(self, side: int) -> Document:
        return self._redline.new if side else self._redline.old

    def _is_row(self, side: int, block: int | None) -> bool:
        return block is not None and self._document(side).blocks[block].kind is Kind.ROW

    def _is_rule(self, entry: Entry) -> bool:
        sides = ((0, entry.old), (1, entry.new))
        kinds = {self._document(side).blocks[index].kind for side, index in sides if index is not None}
        return kinds == {Kind.RULE}

    def _is_whole(self, entry: Entry) -> bool:
        """Whether the entry is one row of each text, with all the cells and words of both."""
        if entry.old is None or entry.new is None:
            return False
        if not (self._is_row(0, entry.old) and self._is_row(1, entry.new)):
            return False
        ours = (
            [_starts(cell.spans, 0) for cell in entry.cells if cell.in_old],
            [_starts(cell.spans, 1) for cell in entry.cells if cell.in_new],
        )
        theirs = self._redline.old.cells(entry.old), self._redline.new.cells(entry.new)
        return all(
            found == [[token.start for token in cell] for cell in cells]
            for found, cells in zip(ours, theirs, strict=True)
        )

    def _touches_row(self, entry: Entry) -> bool:
        if self._is_row(0, entry.old) or self._is_row(1, entry.new):
            return True
        return any(self._is_row(0, self._place(0, token).block) for span in entry.spans for token in span.old)

    def _apart(self, entry: Entry) -> Iterator[Event]:
        """All that the entry has of the old text as removed, then all that it has of the new one as added."""
        for side, operation, own in ((0, Operation.DELETE, entry.old), (1, Operation.INSERT, entry.new)):
            tokens = [token for span in entry.all_spans() for token in (span.new if side else span.old)]
            for token in tokens:
                place = self._place(side, token)
                if self._is_row(side, place.block):
                    yield from self._row(side, place.block)
                else:
                    yield Word(operation, None if side else place, place if side else None)
            if not tokens and self._is_row(side, own):
                yield from self._row(side, own or 0)

    def _row(self, side: int, block: int) -> Iterator[TableRow]:
        if block in self._done[side]:
            return
        self._done[side].add(block)
        operation = Operation.INSERT if side else Operation.DELETE
        cells = tuple(
            tuple(
                Word(operation, None if side else TokenPlace(block, token), TokenPlace(block, token) if side else None)
                for token in cell
            )
            for cell in self._document(side).cells(block)
        )
        yield TableRow(None if side else block, block if side else None, cells)


def _mark(cell: Cell) -> Operation:
    """What became of a cell."""
    if cell.in_old and cell.in_new:
        return Operation.EQUAL
    return Operation.DELETE if cell.in_old else Operation.INSERT


def _starts(spans: Sequence[Span], side: int) -> list[int]:
    return [token.start for span in spans for token in (span.new if side else span.old)]


def unbroken(found: Sequence[Event], redline: Redline) -> list[Event]:
    """The events with every paragraph in one piece: one that stands on both sides of a row is told apart."""
    broken = _straddling(found)
    moves = _halved_moves(found, broken)
    told: tuple[set[int], set[int]] = (set(), set())
    result: list[Event] = []
    for event in found:
        if isinstance(event, TableRow):
            cells = tuple(tuple(_without(word, moves) for word in cell) for cell in event.cells)
            result.append(replace(event, cells=cells))
        elif not isinstance(event, Word):
            result.append(event)
        elif any(place and place.block in broken[side] for side, place in enumerate((event.old, event.new))):
            result.extend(_told_apart(event, broken, told, redline))
        else:
            result.append(_without(event, moves))
    return result


def _straddling(found: Sequence[Event]) -> tuple[set[int], set[int]]:
    seen: tuple[dict[int, int], dict[int, int]] = ({}, {})
    broken: tuple[set[int], set[int]] = (set(), set())
    stretch = 0
    for event in found:
        if not isinstance(event, Word):
            stretch += 1
            continue
        for side, place in enumerate((event.old, event.new)):
            if place and seen[side].setdefault(place.block, stretch) != stretch:
                broken[side].add(place.block)
    return broken


def _halved_moves(found: Sequence[Event], broken: tuple[set[int], set[int]]) -> set[int]:
    """The moves of which Word can be shown one end only, or none."""
    ends: dict[int, set[Operation]] = {}
    halved: set[int] = set()
    for event in found:
        words = [word for cell in event.cells for word in cell] if isinstance(event, TableRow) else [event]
        for word in [word for word in words if isinstance(word, Word)]:
            if word.operation in (Operation.MOVE_AWAY, Operation.MOVE_HERE):
                ends.setdefault(word.move, set()).add(word.operation)
                place = word.old or word.new
                if isinstance(event, TableRow) or (place and place.block in broken[word.old is None]):
                    halved.add(word.move)
    return halved | {move for move, operations in ends.items() if len(operations) < 2}


def _without(word: Word, moves: set[int]) -> Word:
    if word.move not in moves and (word.move == 0 or word.operation not in (Operation.DELETE, Operation.INSERT)):
        return word
    operation = Operation.DELETE if word.new is None else Operation.INSERT
    return word if word.operation is Operation.EQUAL else Word(operation, word.old, word.new)


def _told_apart(
    word: Word, broken: tuple[set[int], set[int]], told: tuple[set[int], set[int]], redline: Redline
) -> Iterator[Word]:
    for side, place in enumerate((word.old, word.new)):
        operation = Operation.INSERT if side else Operation.DELETE
        if place is None:
            continue
        tokens: Sequence[Token] = [place.token]
        if place.block in broken[side]:
            document = redline.new if side else redline.old
            tokens = [] if place.block in told[side] else document.tokens(place.block)
            told[side].add(place.block)
        for token in tokens:
            there = TokenPlace(place.block, token)
            yield Word(operation, None if side else there, there if side else None)
