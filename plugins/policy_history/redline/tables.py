"""Tables of two texts that are one table: which of them, and with which columns and rows.

Columns come first, then rows, then words: a cell is compared with the cell of its row's partner in its column's
partner, and with no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from ..text.blocks import Block, Kind
from ..text.words import CELL_MARK
from .alignment import Alignment
from .chain import Run
from .columns import Columns, pair_columns
from .pairing import BlockPair, Numbers
from .rows import Row, Weighing, likeness, pair_rows, weighing
from .sides import ReadWords, Side


class Table(NamedTuple):
    """A table: its first block, and of its rows those that were read, its head first if that was."""

    head: int
    rows: list[Row]


def pair_tables(alignment: Alignment, numbers: Numbers) -> list[BlockPair]:
    """The rows of partners among the tables, as pairs of blocks in the order of the old text.

    Leaves in the alignment, for each row of such a table, the columns of both.
    """
    olds = _tables(alignment.old, alignment.old_side.heads, numbers.old)
    news = _tables(alignment.new, alignment.new_side.heads, numbers.new)
    found: list[BlockPair] = []
    for a, b, is_same in _partners(alignment, numbers, olds, news) if olds and news else ():
        found += _rows(alignment, numbers, olds[a], news[b], is_same=is_same)
    return sorted(found, key=lambda pair: pair.old)


def _tables(reading: ReadWords, head_of: Mapping[int, int], numbers: Sequence[int]) -> list[Table]:
    """The tables of which any row was read, in order."""
    found: dict[int, Table] = {}
    for start, end in reading.spans() if head_of else ():
        block = reading.words.blocks[start]
        if block in head_of:
            table = found.setdefault(head_of[block], Table(head_of[block], []))
            table.rows.append(_row(reading, numbers, start, end, block))
    return list(found.values())


def _row(reading: ReadWords, numbers: Sequence[int], start: int, end: int, block: int) -> Row:
    marks = [at for at in range(start, end) if reading.words.keys[at] == CELL_MARK]
    edges = zip([start, *(mark + 1 for mark in marks)], marks, strict=False)
    cells = [(first, mark) for first, mark in edges]
    return Row(block, start, end, cells, [tuple(numbers[first:mark]) for first, mark in cells])


# Two tables are partners from this likeness on. So much is added where their heads are the same.
_LEAST, _SAME_HEAD = 0.3, 0.5


def _partners(
    alignment: Alignment, numbers: Numbers, olds: Sequence[Table], news: Sequence[Table]
) -> Iterator[tuple[int, int, bool]]:
    """Tables that are partners, by their numbers, and whether their heads are the same to the letter.

    Where a head was not read its table is known by it; others are known by the words they share.
    """
    places = {table.head: b for b, table in enumerate(news)}
    done: tuple[set[int], set[int]] = (set(), set())
    for a, table in enumerate(olds):
        there = _anchored(alignment.anchors, table.head)
        if there in places:
            done[0].add(a)
            done[1].add(places[there])
            yield a, places[there], True
    scores = _likenesses(numbers, olds, news)
    for (a, b), score in sorted(scores.items(), key=lambda item: (-item[1], abs(item[0][0] - item[0][1]), item[0])):
        is_free = a not in done[0] and b not in done[1]
        if is_free and score >= _LEAST and _are_whole(olds[a], news[b]) and not _is_turned(olds[a], news[b]):
            done[0].add(a)
            done[1].add(b)
            yield a, b, False


def _are_whole(old: Table, new: Table) -> bool:
    """Whether the heads of both tables were read."""
    return old.rows[0].block == old.head and new.rows[0].block == new.head


def _is_turned(old: Table, new: Table) -> bool:
    """Whether the names of the rows of either are the headings of the other: of such tables no cell stayed in place."""
    sides = ((old, new), (new, old))
    return all(_named_by(one.rows[1:], set(filter(None, other.rows[0].words[1:]))) for one, other in sides)


def _named_by(rows: Sequence[Row], headings: Set[tuple[int, ...]]) -> bool:
    """Whether most rows, and several, have one of these headings as their names."""
    count = sum(row.words[0] in headings for row in rows)
    return count > 1 and 2 * count > len(rows)


def _anchored(anchors: Sequence[Run], block: int) -> int:
    """The new block that is the same to the letter; -1 where there is none."""
    return next((run.new + block - run.old for run in anchors if run.old <= block < run.old + run.length), -1)


def _likenesses(numbers: Numbers, olds: Sequence[Table], news: Sequence[Table]) -> dict[tuple[int, int], float]:
    """How alike tables are that share a word: the Dice coefficient of their words by weight, and their heads."""
    bags = [_bag(table) for table in olds], [_bag(table) for table in news]
    sizes = [[_weight(numbers, bag) for bag in side] for side in bags]
    places: dict[int, list[int]] = {}
    for b, bag in enumerate(bags[1]):
        for word in bag:
            places.setdefault(word, []).append(b)
    shared: dict[tuple[int, int], float] = {}
    for a, bag in enumerate(bags[0]):
        for word, count in bag.items():
            for b in places.get(word, ()):
                gain = numbers.weights[word] * min(count, bags[1][b][word])
                shared[a, b] = shared.get((a, b), 0.0) + gain
    return {
        (a, b): max(2 * weight / (sizes[0][a] + sizes[1][b]), _same_names(numbers, olds[a], news[b]))
        + (_SAME_HEAD if olds[a].rows[0].words == news[b].rows[0].words else 0.0)
        for (a, b), weight in shared.items()
    }


def _same_names(numbers: Numbers, old: Table, new: Table) -> float:
    """How alike what stands in the first columns of two tables is, which name their rows."""
    names = [[word for row in table.rows[1:] for word in row.words[0]] for table in (old, new)]
    return likeness(names[0], names[1], numbers.weights)


def _bag(table: Table) -> dict[int, int]:
    """How often each word stands in the rows of a table that were read."""
    found: dict[int, int] = {}
    for row in table.rows:
        for cell in row.words:
            for word in cell:
                found[word] = found.get(word, 0) + 1
    return found


def _weight(numbers: Numbers, bag: Mapping[int, int]) -> float:
    return sum(numbers.weights[word] * count for word, count in bag.items())


def _rows(alignment: Alignment, numbers: Numbers, old: Table, new: Table, *, is_same: bool) -> Iterator[BlockPair]:
    """The rows of two tables that are partners, cell beside cell, when their columns are settled."""
    sources = _sources(alignment.old_side, old), _sources(alignment.new_side, new)
    if is_same:
        columns = [(at, at) for at in range(len(sources[0][0]))]
        crossing: list[tuple[int, int]] = []
        pairs = _paired(numbers, old, new, weighing(*sources, columns))
    else:
        columns, crossing, pairs = _settled(numbers, old, new, sources)
    if not columns:
        return
    counts = len(old.rows[0].cells), len(new.rows[0].cells)
    number = len(alignment.columns)
    alignment.columns.append(Columns(*counts, tuple(columns), tuple(crossing)))
    for side, table in enumerate((old, new)):
        alignment.columns_of[side].update((row.block, number) for row in table.rows)
    for one, other, score in pairs:
        cells, moved = (tuple((*one.cells[i], *other.cells[j]) for i, j in each) for each in (columns, crossing))
        weight = sum(numbers.weights[word] for word in numbers.old[one.start : one.end])
        yield BlockPair((one.start, one.end), (other.start, other.end), score, weight, True, cells, moved)


_Sources = tuple[list[list[str]], list[list[str]]]
_Pairs = list[tuple[Row, Row, float]]


def _settled(
    numbers: Numbers, old: Table, new: Table, sources: _Sources
) -> tuple[list[tuple[int, int]], list[tuple[int, int]], _Pairs]:
    """Columns by the words in them, rows by these columns; then both anew, cell by cell, now that rows are known."""
    pairs: _Pairs = []
    columns: list[tuple[int, int]] = []
    crossing: list[tuple[int, int]] = []
    for _ in range(2):
        columns, crossing = pair_columns(old.rows, new.rows, [pair[:2] for pair in pairs], numbers.weights)
        pairs = _paired(numbers, old, new, weighing(*sources, sorted((*columns, *crossing))))
    return columns, crossing, pairs


def _paired(numbers: Numbers, old: Table, new: Table, weights: Sequence[Weighing]) -> _Pairs:
    """The rows that are partners; the heads always are."""
    firsts: _Pairs = []
    olds, news = old.rows, new.rows
    if _are_whole(old, new):
        firsts, olds, news = [(olds[0], news[0], 1.0)], olds[1:], news[1:]
    return [*firsts, *pair_rows(olds, news, weights, numbers.weights)]


def _sources(side: Side, table: Table) -> list[list[str]]:
    """The cells of all rows of a table as they are written, the head's first; also of rows that were not read."""
    found = []
    block = table.head
    while block == table.head or (block < len(side.blocks) and _goes_on(side.blocks[block])):
        source, cells = side.blocks[block].source, side.blocks[block].cells
        found.append([source[cell[0].start : cell[0].end] if cell else "" for cell in cells])
        block += 1
    return found


def _goes_on(block: Block) -> bool:
    return block.kind is Kind.ROW and not block.opens_table
