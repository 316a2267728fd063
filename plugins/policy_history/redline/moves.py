"""Words that stand elsewhere now: whole blocks, edited or not, and what went to another paragraph (``stretches``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..text.blocks import Block, Kind
from .alignment import Alignment
from .chain import Run
from .matching import Matcher
from .pairing import MOVED, BlockPair, Numbers
from .sides import ReadWords
from .sliding import slide
from .stretches import by_sentences, find_stretches

# A block this light may move without our saying so: one word that left here and came there proves nothing, but for an
# item that has another place in its list.
_LIGHT_BLOCK = 2.4


def find_moves(alignment: Alignment, numbers: Numbers, pairs: Sequence[BlockPair]) -> None:
    """Mark what moved in an alignment whose words in place are settled."""
    matcher = numbers.matcher
    moved = [pair for pair in pairs if _has_moved(alignment, pair)]
    gaps = _Gaps(alignment)
    moved.extend(_neighbours(alignment, numbers, moved, gaps))
    number = 0
    last: BlockPair | None = None
    under_heading = False
    for pair in sorted(moved, key=lambda pair: pair.old):
        kind = _kind(alignment, pair)
        goes_on = last is not None and last.old[1] == pair.old[0] and last.new[1] == pair.new[0]
        goes_on = goes_on and not gaps.begin_at(pair.old[0], pair.new[0])
        is_next = goes_on and last is not None and kind is _kind(alignment, last) and kind in (Kind.ITEM, Kind.ROW)
        if kind is Kind.HEADING or not goes_on or not (under_heading or is_next):
            number += 1
            under_heading = kind is Kind.HEADING
        last = pair
        _mark(alignment, pair, number)
        for run in _runs(alignment, matcher, pair):
            alignment.keep(run)
    number = _move_columns(alignment, matcher, pairs, number)
    slide(alignment)
    find_stretches(alignment, numbers, number)


def _runs(alignment: Alignment, matcher: Matcher, pair: BlockPair) -> Iterator[Run]:
    """What two blocks share one of which is the other, moved; of rows, cell by cell."""
    if not pair.cells:
        runs = matcher.match(*pair.old, *pair.new)
        yield from by_sentences(alignment, runs) if runs else ()
        return
    for start, end, new_start, new_end in (*pair.cells, *pair.moved_cells):
        yield from matcher.match(start, end + 1, new_start, new_end + 1)
    yield Run(pair.old[1] - 1, pair.new[1] - 1, 1)


def _move_columns(alignment: Alignment, matcher: Matcher, pairs: Sequence[BlockPair], number: int) -> int:
    """Mark the columns that moved, in the rows that did not, each as a move; returns the last move's number."""
    numbers: dict[tuple[int, int], int] = {}
    for pair in pairs:
        table = alignment.columns_of[0].get(alignment.old.words.blocks[pair.old[0]], -1)
        is_in_place = alignment.old_partner[pair.old[1] - 1] >= 0 and not alignment.old_move[pair.old[1] - 1]
        for column, (start, end, new_start, new_end) in enumerate(pair.moved_cells if is_in_place else ()):
            if (table, column) not in numbers:
                number += 1
                numbers[table, column] = number
            move = numbers[table, column]
            alignment.old_move[start : end + 1] = [move] * (end + 1 - start)
            alignment.new_move[new_start : new_end + 1] = [move] * (new_end + 1 - new_start)
            for run in matcher.match(start, end + 1, new_start, new_end + 1):
                alignment.keep(run)
    return number


class _Gaps:
    """Where gaps begin: between the words before and behind such a place is text of both sides that was not read."""

    def __init__(self, alignment: Alignment) -> None:
        self._old = {gap.old[0] for gap in alignment.gaps}
        self._new = {gap.new[0] for gap in alignment.gaps}

    def begin_at(self, old: int, new: int) -> bool:
        """Whether one begins at either of these words."""
        return old in self._old or new in self._new


def _kind(alignment: Alignment, pair: BlockPair) -> Kind:
    """What moved: what stands under a heading up to the next one moves with it, as one move, and so does a list."""
    return alignment.old.blocks[alignment.old.words.blocks[pair.old[0]]].kind


def _has_moved(alignment: Alignment, pair: BlockPair) -> bool:
    if pair.likeness < MOVED or (pair.weight < _LIGHT_BLOCK and not _stays_in_list(alignment, pair)):
        return False
    settled, others = alignment.old_partner[slice(*pair.old)], alignment.new_partner[slice(*pair.new)]
    return len(settled) - settled.count(-1) <= 1 and len(others) - others.count(-1) <= 1


def _stays_in_list(alignment: Alignment, pair: BlockPair) -> bool:
    """Whether a pair is the same item of one list, before which the same text stands."""
    sides = (alignment.old, pair.old[0]), (alignment.new, pair.new[0])
    if pair.likeness < 1 or any(reading.kind_at(at) is not Kind.ITEM for reading, at in sides):
        return False
    before = [_before_list(reading.blocks, reading.words.blocks[at]) for reading, at in sides]
    return before == [-1, -1] or any(
        run.old <= before[0] < run.old + run.length and before[0] - run.old == before[1] - run.new
        for run in alignment.anchors
    )


def _before_list(blocks: Sequence[Block], at: int) -> int:
    """The block before the list of an item; -1 where there is none."""
    return next((place for place in range(at, -1, -1) if blocks[place].kind is not Kind.ITEM), -1)


def _mark(alignment: Alignment, pair: BlockPair, number: int) -> None:
    for partner, other, span in (
        (alignment.old_partner, alignment.new_partner, pair.old),
        (alignment.new_partner, alignment.old_partner, pair.new),
    ):
        for at in range(*span):
            if partner[at] >= 0:
                other[partner[at]] = -1
                partner[at] = -1
    alignment.old_move[slice(*pair.old)] = [number] * (pair.old[1] - pair.old[0])
    alignment.new_move[slice(*pair.new)] = [number] * (pair.new[1] - pair.new[0])


def _neighbours(alignment: Alignment, numbers: Numbers, moved: Sequence[BlockPair], gaps: _Gaps) -> list[BlockPair]:
    """Blocks too light to prove a move by themselves that stand, the same, next to one on both sides: headings."""
    before_old = {span[1]: span for span in alignment.old.spans()}
    before_new = {span[1]: span for span in alignment.new.spans()}
    after_old = {span[0]: span for span in before_old.values()}
    after_new = {span[0]: span for span in before_new.values()}
    taken = {pair.old for pair in moved}
    found: list[BlockPair] = []
    for edge, olds, news in ((0, before_old, before_new), (1, after_old, after_new)):
        for pair in moved:
            places = pair.old[edge], pair.new[edge]
            while not gaps.begin_at(*places):
                old, new = olds.get(places[0]), news.get(places[1])
                if not old or not new or old in taken or not _same_and_free(alignment, numbers, old, new):
                    break
                taken.add(old)
                found.append(BlockPair(old, new, 1.0, 0.0))
                places = old[edge], new[edge]
    return found


def _same_and_free(alignment: Alignment, numbers: Numbers, old: tuple[int, int], new: tuple[int, int]) -> bool:
    """Whether two blocks are the same and neither is taken.

    A heading that met a block of another kind, as in a table of contents, is not.
    """
    bodies = alignment.old.body(*old), alignment.new.body(*new)
    if numbers.old[bodies[0] : old[1]] != numbers.new[bodies[1] : new[1]]:
        return False
    if any(alignment.old_move[slice(*old)]) or any(alignment.new_move[slice(*new)]):
        return False
    olds, news = alignment.old, alignment.new
    return _is_free(olds, old, alignment.old_partner, news) and _is_free(news, new, alignment.new_partner, olds)


def _is_free(reading: ReadWords, span: tuple[int, int], partner: Sequence[int], other: ReadWords) -> bool:
    partners = [place for place in partner[span[0] : span[1] - 1] if place >= 0]
    if not partners:
        return True
    is_heading = reading.blocks[reading.words.blocks[span[0]]].kind is Kind.HEADING
    return is_heading and all(other.blocks[other.words.blocks[place]].kind is not Kind.HEADING for place in partners)
