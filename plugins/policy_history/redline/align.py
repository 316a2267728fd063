"""Two texts -> which word of the old one became which word of the new one.

Units that are the same to the letter anchor the alignment. What lies between is read, block by block the strongest
partners are found, and then words. Words kept in place never cross each other; words that do are moves, and are found
apart (``moves``). There is no clock and no chance in it: the same two texts always give the same alignment.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from .alignment import Alignment, Gap, read_gaps
from .amounts import keep_amounts_whole
from .apart import Apart, Rest, parts
from .borrowing import SURE, borrows
from .capital_passages import keep_case
from .capitals import keep_capitals
from .chain import Run, heaviest_chain, joined
from .headings import keep_headings
from .labels import keep_labels
from .matching import Matcher
from .moves import find_moves
from .pairing import MOVED, SAME_TERM, BlockPair, Numbers, pair_blocks
from .picture_words import drop_picture_words
from .respelling import keep_respelled
from .sentence_ends import keep_sentence_ends
from .sides import Side
from .tables import pair_tables
from .tidy import tidy

__all__ = ["Alignment", "Gap", "align"]


def align(old: Side, new: Side) -> Alignment:
    """The alignment of two texts."""
    alignment = read_gaps(old, new)
    if len(alignment.old) and len(alignment.new):
        numbers = Numbers(alignment.old, alignment.new)
        pairs = pair_blocks(alignment, numbers, pair_tables(alignment, numbers))
        in_place = [_in_place(gap, pairs) for gap in alignment.gaps]
        settled = {pair for kept in in_place for pair in kept}
        gone = [pair for pair in pairs if pair not in settled and pair.likeness >= MOVED]
        apart = Apart(alignment, gone, settled)
        for gap, kept in zip(alignment.gaps, in_place, strict=True):
            for run in _align_gap(gap, kept, apart, numbers):
                alignment.keep(run)
        find_moves(alignment, numbers, pairs)
        keep_sentence_ends(alignment, numbers.matcher)
        keep_respelled(alignment)
        keep_amounts_whole(alignment)
        keep_headings(alignment, numbers.matcher)
        keep_case(alignment, numbers.capitals)
        keep_capitals(alignment)
        keep_labels(alignment)
        drop_picture_words(alignment)
    return alignment


def _begin(pair: BlockPair) -> int:
    return pair.old[0]


def _in_place(gap: Gap, pairs: Sequence[BlockPair]) -> list[BlockPair]:
    """The pairs within a gap that keep their order, the heaviest such chain."""
    first, last = (bisect_left(pairs, place, key=_begin) for place in gap.old)
    inside = [pair for pair in pairs[first:last] if _within(pair.old, gap.old) and _within(pair.new, gap.new)]
    # A row that is in another table now has moved, also where it comes before and behind the same.
    inside = [pair for pair in inside if pair.cells or not pair.is_row]
    blocks = [Run(pair.old[0], pair.new[0], 1) for pair in inside]
    chain = set(heaviest_chain(blocks, list(map(_worth_in_place, inside))))
    return [pair for pair, run in zip(inside, blocks, strict=True) if run in chain]


def _worth_in_place(pair: BlockPair) -> float:
    """What it is worth that a pair of blocks stays where it is: its words, and half of those that were edited again.

    What moves is told at two places, and so is every edit in it: of two that pass each other the edited one stays.
    """
    return pair.weight * (1.5 - pair.likeness / 2 if pair.likeness >= MOVED else pair.likeness)


def _align_gap(gap: Gap, kept: Sequence[BlockPair], apart: Apart, numbers: Numbers) -> list[Run]:
    """The runs kept in place within a gap: those of its rows, then what matches between them."""
    runs: list[Run] = []
    blocks: list[BlockPair] = []
    at = gap.old[0], gap.new[0]
    for pair in kept:
        if not pair.is_row:
            blocks.append(pair)
            continue
        runs += _align_stretch((at[0], pair.old[0]), (at[1], pair.new[0]), blocks, apart, numbers)
        runs += _row_runs(numbers.matcher, pair)
        at, blocks = (pair.old[1], pair.new[1]), []
    return [*runs, *_align_stretch((at[0], gap.old[1]), (at[1], gap.new[1]), blocks, apart, numbers)]


def _align_stretch(
    old: tuple[int, int], new: tuple[int, int], kept: Sequence[BlockPair], apart: Apart, numbers: Numbers
) -> list[Run]:
    """The runs kept in place within a stretch of both texts: those of its pairs of blocks, and what else matches."""
    matcher = numbers.matcher
    if old[0] == old[1] or new[0] == new[1]:
        return []
    olds, news = apart.within(0, old), apart.within(1, new)
    if not olds and not news:
        return _match_pairs(matcher, kept, old, new)
    # What is out of order has moved, and what is in a table belongs to its row. It is taken out, so that it matches
    # nothing where it does not belong and what stands around it can meet.
    rests = Rest(old, olds), Rest(new, news)
    left = rests[0].words(numbers.old), rests[1].words(numbers.new)
    lines = rests[0].ranks(matcher.lines[0]), rests[1].ranks(matcher.lines[1])
    matcher = Matcher(*left, numbers.weights, numbers.ends, numbers.brackets, lines)
    pairs = [replace(pair, old=rests[0].span(pair.old), new=rests[1].span(pair.new)) for pair in kept]
    runs = _match_pairs(matcher, pairs, (0, len(rests[0].places)), (0, len(rests[1].places)))
    return joined([part for run in runs for part in parts(run, rests[0].places, rests[1].places)])


def _match_pairs(matcher: Matcher, pairs: Sequence[BlockPair], old: tuple[int, int], new: tuple[int, int]) -> list[Run]:
    """The runs kept in place within a stretch of words, which has these pairs of blocks."""
    found = [_match_words(matcher, pair) for pair in pairs]
    runs = fill(matcher, [run for own in found for run in own], old, new)
    borrow = [borrows(matcher, runs, pair) for pair in pairs]
    if any(borrow):
        alone = zip(pairs, found, borrow, strict=True)
        found = [matcher.match(*pair.old, *pair.new) if is_alone else own for pair, own, is_alone in alone]
        runs = fill(matcher, [run for own in found for run in own], old, new)
    return tidy(runs, matcher, old, new)


def _row_runs(matcher: Matcher, pair: BlockPair) -> list[Run]:
    """The runs that two rows share in place: cell by cell, and what ends cells and rows, however little is left."""
    runs: list[Run] = []
    for start, end, new_start, new_end in pair.cells:
        old, new = (start, end), (new_start, new_end)
        runs += tidy(matcher.match(*old, *new), matcher, old, new)
        runs.append(Run(end, new_end, 1))
    return [*runs, Run(pair.old[1] - 1, pair.new[1] - 1, 1)]


def _match_words(matcher: Matcher, pair: BlockPair) -> list[Run]:
    """The heavy runs that a pair of blocks shares, without their marks: a split block's mark is its last part's.

    Of two that have their term in common all stay, marks too: nothing in them meets another definition.
    """
    if pair.likeness == SAME_TERM:
        return matcher.match(*pair.old, *pair.new)
    runs = matcher.chain(pair.old[0], pair.old[1] - 1, pair.new[0], pair.new[1] - 1)
    # Lighter ones are left to the stretch they stand in: where a block was split or merged, a word at its edge may
    # belong to the block next to it. Of short blocks that are alike all are kept.
    is_short = pair.weight < 2 * SURE and pair.likeness >= MOVED
    least = 0.0 if is_short else min(SURE, 0.5 * pair.weight)
    runs = [run for run in runs if matcher.weight(run) >= least]
    return [*_opening(matcher, pair, runs), *runs]


def _opening(matcher: Matcher, pair: BlockPair, runs: Sequence[Run]) -> list[Run]:
    """The words both blocks of a pair begin with, when little was changed between them and the first of the runs."""
    old, new = matcher.body_of_old(pair.old[0]), matcher.body_of_new(pair.new[0])
    if not runs or runs[0].old == old or runs[0].new == new:
        return []
    most = min(runs[0].old - old, runs[0].new - new)
    length = next((at for at in range(most) if matcher.old[old + at] != matcher.new[new + at]), most)
    opening = Run(old, new, length)
    return [opening] if length and matcher.change(opening, runs[0]) < SURE else []


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def fill(matcher: Matcher, runs: Sequence[Run], old: tuple[int, int], new: tuple[int, int]) -> list[Run]:
    """These runs, and whatever else matches between them."""
    filled: list[Run] = []
    a, b = old[0], new[0]
    for run in (*runs, Run(old[1], new[1], 0)):
        if a < run.old and b < run.new:
            filled.extend(matcher.match(a, run.old, b, run.new))
        filled.append(run)
        a, b = run.old + run.length, run.new + run.length
    return joined(filled)
