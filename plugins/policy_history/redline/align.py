"""Two texts -> which word of the old one became which word of the new one.

Units that are the same to the letter anchor the alignment. What lies between is read, block by block the strongest
partners are found, and then words. Words kept in place never cross each other; words that do are moves, and are found
apart (``moves``). There is no clock and no chance in it: the same two texts always give the same alignment.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import pairwise

from .alignment import Alignment, Gap, read_gaps
from .apart import Apart, Rest, parts
from .capital_passages import keep_case
from .capitals import keep_capitals
from .chain import Run, heaviest_chain, joined, worth_keeping
from .headings import keep_headings
from .labels import keep_labels
from .matching import Matcher
from .moves import find_moves
from .pairing import MOVED, SAME_TERM, BlockPair, Numbers, pair_blocks
from .picture_words import drop_picture_words
from .sides import Side
from .tables import pair_tables

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
    runs = [run for pair in kept for run in _match_words(matcher, pair)]
    olds, news = apart.within(0, old), apart.within(1, new)
    if not olds and not news:
        return tidy(fill(matcher, runs, old, new), matcher, old, new)
    # What is out of order has moved, and what is in a table belongs to its row. It is taken out, so that it matches
    # nothing where it does not belong and what stands around it can meet.
    rests = Rest(old, olds), Rest(new, news)
    left = rests[0].words(numbers.old), rests[1].words(numbers.new)
    matcher = Matcher(*left, numbers.weights, numbers.ends, numbers.brackets)
    ends = (0, len(rests[0].places)), (0, len(rests[1].places))
    filled = fill(matcher, [Run(rests[0].rank(a), rests[1].rank(b), n) for a, b, n in runs], *ends)
    runs = tidy(filled, matcher, *ends)
    return joined([part for run in runs for part in parts(run, rests[0].places, rests[1].places)])


def _row_runs(matcher: Matcher, pair: BlockPair) -> list[Run]:
    """The runs that two rows share in place: cell by cell, and what ends cells and rows, however little is left."""
    runs: list[Run] = []
    for start, end, new_start, new_end in pair.cells:
        old, new = (start, end), (new_start, new_end)
        runs += tidy(matcher.match(*old, *new), matcher, old, new)
        runs.append(Run(end, new_end, 1))
    return [*runs, Run(pair.old[1] - 1, pair.new[1] - 1, 1)]


# Runs within a pair of blocks that are lighter than this are left to the stretch they stand in: where a block was
# split or merged, a word at its edge may belong to the block next to it. Of short blocks that are alike all are kept.
_SURE = 3.5


def _match_words(matcher: Matcher, pair: BlockPair) -> list[Run]:
    """The heavy runs that a pair of blocks shares, without their marks: a split block's mark is its last part's.

    Of two that have their term in common all stay, marks too: nothing in them meets another definition.
    """
    if pair.likeness == SAME_TERM:
        return matcher.match(*pair.old, *pair.new)
    runs = matcher.chain(pair.old[0], pair.old[1] - 1, pair.new[0], pair.new[1] - 1)
    is_short = pair.weight < 2 * _SURE and pair.likeness >= MOVED
    least = 0.0 if is_short else min(_SURE, 0.5 * pair.weight)
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
    return [opening] if length and matcher.change(opening, runs[0]) < _SURE else []


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


def tidy(runs: Sequence[Run], matcher: Matcher, old: tuple[int, int], new: tuple[int, int]) -> list[Run]:
    """The runs without the stray words that a rewrite happens to share with the text it replaces."""
    kept = list(runs)
    at = 0
    before: float | None = None
    while at < len(kept):
        run = kept[at]
        last = kept[at - 1] if at else Run(old[0], new[0], 0)
        following = kept[at + 1] if at + 1 < len(kept) else Run(old[1], new[1], 0)
        before = matcher.change(last, run) if before is None else before
        after = matcher.change(run, following)
        is_stray = before and after and not worth_keeping(matcher.weight(run), min(before, after))
        is_stray = is_stray or _is_island(last, run, following, matcher)
        is_stray = is_stray and not _means_something(run, max(before, after), matcher)
        is_stray = is_stray and not _has_block(run, matcher) and not _begins_kept_block(run, following, matcher)
        is_stray = is_stray and not _is_among_signs(last, run, following, matcher)
        if is_stray and not _is_renaming(last, run, following, matcher):
            del kept[at]
            at, before = max(0, at - 1), None
        else:
            at, before = at + 1, after
    return list(_with_brackets(kept, matcher, old, new))


_IN_BRACKETS = 4  # words at most, removed or added, in which the bracket is looked for that opens a kept one


def _with_brackets(runs: Sequence[Run], matcher: Matcher, old: tuple[int, int], new: tuple[int, int]) -> Iterator[Run]:
    """The runs, and each bracket that opens one that is kept: "fourteen (14)", now "thirty (30)", keeps both."""
    last = Run(old[0], new[0], 0)
    for run in runs:
        a, b = last.old + last.length, last.new + last.length
        opening = matcher.brackets.get(matcher.old[run.old])
        if opening is not None:
            counts = matcher.words_of_old(a, run.old), matcher.words_of_new(b, run.new)
            places = _last(matcher.old, opening, a, run.old), _last(matcher.new, opening, b, run.new)
            if min(counts) > 0 and max(counts) <= _IN_BRACKETS and min(places) >= 0:
                yield Run(*places, 1)
        yield run
        last = run


def _last(words: Sequence[int], word: int, start: int, end: int) -> int:
    """Where that word stands last in a stretch; -1 where it does not."""
    return next((at for at in range(end - 1, start - 1, -1) if words[at] == word), -1)


# Between changes of at most so many words each, a single word that means something is kept; and any two words, or one
# that decides what is permitted, between changes of at most so many.
_REWRITTEN, _REPLACED = 10.0, 2.0
_FUNCTION_WORD = 0.85


def _means_something(run: Run, change: float, matcher: Matcher) -> bool:
    """Whether a run between changes helps the reader, of which the larger has the weight ``change``."""
    if change <= _REPLACED and matcher.weight(run) > _FUNCTION_WORD:
        return True
    return change <= _REWRITTEN and matcher.has_content(run)


# So few words between two changes of more words each are no help to a reader, whatever signs stand with them.
_ISLAND = 2
_HEAVIEST_ISLAND = 4.0  # a run that weighs more is not looked at: it has more words


def _is_island(last: Run, run: Run, following: Run, matcher: Matcher) -> bool:
    """Whether a run has very few words, and what was changed before and behind it has more of them each."""
    if matcher.weight(run) > _HEAVIEST_ISLAND:
        return False
    words = matcher.words_of_old(run.old, run.old + run.length)
    return 0 < words <= _ISLAND and all(
        words
        < max(
            matcher.words_of_old(before.old + before.length, after.old),
            matcher.words_of_new(before.new + before.length, after.new),
        )
        for before, after in ((last, run), (run, following))
    )


def _begins_block(run: Run, matcher: Matcher) -> bool:
    """Whether a run begins a block on both sides, or begins behind its label."""
    return _begins(matcher.old, run.old, matcher.body_of_old, matcher.ends) and _begins(
        matcher.new, run.new, matcher.body_of_new, matcher.ends
    )


def _begins(words: Sequence[int], place: int, body: Callable[[int], int], ends: Set[int]) -> bool:
    start = place
    while start and words[start - 1] not in ends and body(start - 1) == place:
        start -= 1
    return not start or words[start - 1] in ends


def _has_block(run: Run, matcher: Matcher) -> bool:
    """Whether a whole block lies in a run, from its first word to its end mark: a heading or an item that stayed."""
    ends = [at for at in range(run.old, run.old + run.length) if matcher.old[at] in matcher.ends]
    starts = [run.old - 1, *ends] if _begins_block(run, matcher) else ends
    return any(end - start > 1 for start, end in pairwise(starts))


def _begins_kept_block(run: Run, following: Run, matcher: Matcher) -> bool:
    """Whether a run begins a block on both sides that goes on in the next run, with less between them than is kept.

    What came or went before it is then another block, and no change of the sentence that the run begins.
    """
    between = matcher.old[run.old : following.old], matcher.new[run.new : following.new]
    if not _begins_block(run, matcher) or any(not matcher.ends.isdisjoint(words) for words in between):
        return False
    # At the end of a stretch that does not end a block, the rest of the block was not read, because it is the same.
    return not following.length or matcher.weight(following) > matcher.change(run, following)


def _is_among_signs(last: Run, run: Run, following: Run, matcher: Matcher) -> bool:
    """Whether a run has words, and only signs changed before and behind it: those of quotation marks put around them."""
    changed = (
        matcher.words_of_old(before.old + before.length, after.old)
        + matcher.words_of_new(before.new + before.length, after.new)
        for before, after in ((last, run), (run, following))
    )
    return not any(changed) and matcher.words_of_old(run.old, run.old + run.length) > 0


def _is_renaming(last: Run, run: Run, following: Run, matcher: Matcher) -> bool:
    """Whether the same words were replaced by the same before and behind a run: a term got another name."""
    replaced = [
        (
            matcher.old[before.old + before.length : after.old],
            matcher.new[before.new + before.length : after.new],
        )
        for before, after in ((last, run), (run, following))
    ]
    return replaced[0] == replaced[1] and all(replaced[0])
