"""An alignment -> the entries of a redline: what a reader sees, block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from ..text.blocks import Kind
from ..text.document import Document
from ..text.read_blocks import ReadBlock
from ..text.tokens import Token
from ..text.words import BLOCK_MARK, CELL_MARK, MARKS, ROW_MARK
from .alignment import Alignment, Gap
from .clause_joins import ClauseJoins, Join
from .difference import form_change
from .headings import NAMES
from .items import MergedItem, items_of
from .model import EDITS, Cell, Entry, Operation, Span
from .sides import ReadWords


@dataclass(slots=True)
class _Draft:
    """An entry in the making."""

    old: int | None
    new: int | None
    items: list[MergedItem] = field(default_factory=list)


def entries(alignment: Alignment, old: Document, new: Document) -> Iterator[Entry]:
    """The entries of a redline in reading order. The alignment's sides must be the two documents."""
    builder = _Builder(alignment, old, new)
    gaps = {(gap.old_units[0], gap.new_units[0]): gap for gap in alignment.gaps}
    place = (0, 0)
    for run in (*alignment.anchors, None):
        if place in gaps:
            yield from builder.gap(gaps[place])
            place = gaps[place].old_units[1], gaps[place].new_units[1]
        if run is not None:
            for step in range(run.length):
                yield from builder.same(run.old + step, run.new + step)
            place = run.old + run.length, run.new + run.length


class _Builder:
    def __init__(self, alignment: Alignment, old: Document, new: Document) -> None:
        self._alignment = alignment
        self._old, self._new = old, new
        self._ranks = _ranks(alignment.old), _ranks(alignment.new)
        self._cell_numbers = _cell_numbers(alignment, 0), _cell_numbers(alignment, 1)
        self._alive = self._living()
        self._sources = _turned(self._alive)
        self._joins = ClauseJoins(alignment, old, new, self._alive, self._sources)

    def _living(self) -> dict[int, Counter[int]]:
        """For each old block that has words in place still: the new blocks that have them, and how many.

        The mark at the end of a heading, or of a row of a table with a partner, counts as a word.
        """
        alignment = self._alignment
        words, others = alignment.old.words, alignment.new.words
        alive: dict[int, Counter[int]] = {}
        for at, partner in enumerate(alignment.old_partner):
            if partner < 0 or alignment.old_move[at]:
                continue
            old, new = words.blocks[at], others.blocks[partner]
            is_row = words.keys[at] == ROW_MARK and old in alignment.columns_of[0]
            if words.keys[at] not in MARKS or is_row or self._are_headings(old, new):
                alive.setdefault(old, Counter())[new] += 1
        return alive

    def _are_headings(self, old: int, new: int) -> bool:
        """Whether a heading or a term was renamed to another: then its mark stayed, though no word may have."""
        return self._old.blocks[old].kind is self._new.blocks[new].kind in NAMES

    def same(self, old: int, new: int) -> Iterator[Entry]:
        """The entry for two blocks that are the same to the letter; two where the blocks around them make them read
        otherwise, as an item's paragraph becomes code when the item goes."""
        read = self._new.reads[new]
        if read is self._old.reads[old]:
            yield Entry(old, new, *read.once(_kept), is_same=True)
            return
        if self._new.blocks[new].kind is Kind.ROW:
            cells = zip(self._old.cells(old), self._new.cells(new), strict=True)
            yield Entry(old, new, cells=tuple(Cell((Span(Operation.EQUAL, a, b),) if b else ()) for a, b in cells))
            return
        olds, news = self._old.tokens(old), self._new.tokens(new)
        if [token.key for token in olds] == [token.key for token in news]:
            yield Entry(old, new, (Span(Operation.EQUAL, olds, news),) if news else ())
        else:
            yield Entry(old, None, (Span(Operation.DELETE, old=olds),) if olds else ())
            yield Entry(None, new, (Span(Operation.INSERT, new=news),) if news else ())

    def gap(self, gap: Gap) -> Iterator[Entry]:
        """The entries of a stretch that is not the same to the letter."""
        for draft in self._drafts(gap):
            yield self._entry(draft)

    # Which words make up which entry

    def _drafts(self, gap: Gap) -> list[_Draft]:
        drafts: list[_Draft] = []
        waiting: list[MergedItem] = []
        olds, news = self._alignment.old.words, self._alignment.new.words
        for item in items_of(self._alignment, gap):
            if not item.operation.is_old:
                block = news.blocks[item.new]
                if not drafts or drafts[-1].new != block:
                    # What left a block stands where the words are that stayed of it, which may be further on.
                    is_theirs = bool(waiting) and block in self._alive[olds.blocks[waiting[0].old]]
                    drafts.append(_Draft(None, block, waiting if is_theirs else []))
                    waiting = [] if is_theirs else waiting
                drafts[-1].items.append(item)
                continue
            block = olds.blocks[item.old]
            if block not in self._alive:
                if not drafts or drafts[-1].old != block or drafts[-1].new is not None:
                    drafts.append(_Draft(block, None))
                drafts[-1].items.append(item)
            elif drafts and drafts[-1].new in self._alive[block]:
                drafts[-1].items.append(item)
            else:
                waiting.append(item)
        if waiting:
            drafts.append(_Draft(olds.blocks[waiting[0].old], None, waiting))
        return drafts

    def _entry(self, draft: _Draft) -> Entry:
        source = draft.old if draft.old is not None else self._source_of(draft)
        block = self._new.blocks[draft.new] if draft.new is not None else self._old.blocks[source or 0]
        change = None
        if draft.new is not None and source is not None:
            change = form_change(self._old.blocks[source], self._new.blocks[draft.new])
        joins, other = self._joined(draft, source)
        if block.kind is Kind.ROW:
            laid_out = self._laid_out(draft, source)
            cells = self._cells(draft.items) if laid_out is None else laid_out
            return Entry(source, draft.new, cells=tuple(cells), form=change, joins=joins, other=other)
        if not (change or joins) and self._is_kept_whole(draft, source):
            return next(self.same(source or 0, draft.new or 0))
        return Entry(source, draft.new, tuple(self._spans(draft.items)), form=change, joins=joins, other=other)

    def _is_kept_whole(self, draft: _Draft, source: int | None) -> bool:
        """Whether a block within a gap is the very same in both texts, each of its words in its place."""
        if draft.new is None or source is None or self._new.reads[draft.new] is not self._old.reads[source]:
            return False
        blocks, ranks = self._alignment.old.words.blocks, self._ranks
        return len(draft.items) == len(self._new.reads[draft.new].words) and all(
            item.operation is Operation.EQUAL
            and blocks[item.old] == source
            and ranks[0][item.old] == ranks[1][item.new]
            for item in draft.items
        )

    def _source_of(self, draft: _Draft) -> int | None:
        """The old block that gave a new one most of its words."""
        shares = self._sources.get(draft.new, {}) if draft.new is not None else {}
        return max(shares, key=lambda block: (shares[block], -block), default=None)

    def _joined(self, draft: _Draft, source: int | None) -> Join:
        if any(item.move for item in draft.items):
            return self._joins.of_block(draft.new) if draft.new is not None else Join()
        olds, news = self._old.blocks, self._new.blocks
        old = source if source is not None and olds[source].kind is Kind.HEADING else None
        new = draft.new if draft.new is not None and news[draft.new].kind is Kind.HEADING else None
        if (old is not None and draft.new is None) or (new is not None and old is None):
            return self._joins.of_heading(old, new)
        return self._joins.of_block(draft.new) if draft.new is not None else Join()

    # Words as spans

    def _spans(self, items: list[MergedItem]) -> Iterator[Span]:
        words = [item for item in items if not self._is_mark(item)]
        for (operation, move), group in groupby(words, key=lambda item: (item.operation, item.move)):
            members = list(group)
            old = [self._old_token(item, words[0]) for item in members if item.old >= 0]
            new = [self._new_token(item.new) for item in members if item.new >= 0]
            yield Span(operation, old, new, move)

    def _cells(self, items: list[MergedItem]) -> Iterator[Cell]:
        waiting: list[MergedItem] = []
        for item in items:
            key = self._key(item)
            if key != CELL_MARK:
                waiting.append(item)
                continue
            only_old = all(each.operation.is_old for each in waiting)
            if item.operation.is_old and not only_old:
                continue
            yield Cell(tuple(self._spans(waiting)), not item.operation.is_new, not item.operation.is_old)
            waiting = []
        if any(not self._is_mark(item) for item in waiting):
            yield Cell(tuple(self._spans(waiting)))

    def _laid_out(self, draft: _Draft, source: int | None) -> list[Cell] | None:
        """The cells of a row under the columns of both its table and that table's partner; None where it has none."""
        side, block = (0, draft.old) if draft.new is None else (1, draft.new)
        number = self._alignment.columns_of[side].get(block, -1) if block is not None else -1
        if number < 0:
            return None
        columns = self._alignment.columns[number]
        slots = columns.merged()
        places = {(side, pair[side]): at for at, pair in enumerate(slots) for side in (0, 1)}
        held: list[list[MergedItem]] = [[] for _ in slots]
        for item in draft.items:
            side, at = (0, item.old) if item.operation.is_old else (1, item.new)
            if not self._is_mark(item):
                held[places[side, self._cell_numbers[side][at]]].append(item)
        in_old, in_new = source is not None, draft.new is not None
        is_one_sided = not (in_old and in_new)
        is_whole = is_one_sided and all(item.operation in EDITS for items in held for item in items)
        first = 1 + sum(each.old + each.new for each in self._alignment.columns[:number])
        cells = []
        for (i, j), items in zip(slots, held, strict=True):
            column = columns.number(i, j)
            is_moved = column == 0 and min(i, j) < 0
            cells.append(
                Cell(
                    tuple(self._spans(items)),
                    in_old and i >= 0,
                    in_new and j >= 0,
                    first + column if column and not is_whole else 0,
                    items[0].move if is_moved and items and not is_one_sided else 0,
                )
            )
        return cells

    def _key(self, item: MergedItem) -> str:
        if item.operation.is_old:
            return self._alignment.old.words.keys[item.old]
        return self._alignment.new.words.keys[item.new]

    def _is_mark(self, item: MergedItem) -> bool:
        return self._key(item) in MARKS

    def _old_token(self, item: MergedItem, first: MergedItem) -> Token:
        token = self._old.tokens(self._alignment.old.words.blocks[item.old])[self._ranks[0][item.old]]
        # The first word of a block or cell that was merged into another now has a space before it.
        begins = item.old == 0 or self._alignment.old.words.keys[item.old - 1] in MARKS
        return replace(token, gap=" ") if begins and item is not first else token

    def _new_token(self, place: int) -> Token:
        return self._new.tokens(self._alignment.new.words.blocks[place])[self._ranks[1][place]]


def _turned(alive: Mapping[int, Counter[int]]) -> dict[int, dict[int, int]]:
    """For each new block the old ones that have words in it still, and how many."""
    sources: dict[int, dict[int, int]] = {}
    for old, counts in alive.items():
        for new, count in counts.items():
            sources.setdefault(new, {})[old] = count
    return sources


def _kept(read: ReadBlock) -> tuple[tuple[Span, ...], tuple[Cell, ...]]:
    """The spans of a block that both texts have, or its cells."""
    if read.block.kind is Kind.ROW:
        return (), tuple(Cell((Span(Operation.EQUAL, cell, cell),) if cell else ()) for cell in read.cells)
    return ((Span(Operation.EQUAL, read.tokens, read.tokens),) if read.tokens else ()), ()


def _ranks(reading: ReadWords) -> list[int]:
    """For each word its number within its block, marks not counted."""
    ranks = []
    rank = 0
    for key in reading.words.keys:
        ranks.append(rank)
        rank = 0 if key in (BLOCK_MARK, ROW_MARK) else rank if key == CELL_MARK else rank + 1
    return ranks


def _cell_numbers(alignment: Alignment, side: int) -> list[int]:
    """For each word the number of its cell in its row; empty where no table has a partner."""
    numbers: list[int] = []
    number = 0
    for key in (alignment.old, alignment.new)[side].words.keys if alignment.columns else ():
        numbers.append(number)
        number = 0 if key in (BLOCK_MARK, ROW_MARK) else number + (key == CELL_MARK)
    return numbers
