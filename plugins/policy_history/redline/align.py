"""Two texts -> which word of the old one became which word of the new one.

Units that are the same to the letter anchor the alignment. What lies between is read, block by block the strongest
partners are found, and then words. Words kept in place never cross each other; words that do are moves, and are found
apart (``moves``). There is no clock and no chance in it: the same two texts always give the same alignment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..text.words import MARKS, ROW_MARK
from .chain import Matcher, Run, heaviest_chain, worth_keeping
from .sides import Reading, Side


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of both texts that is not the same to the letter: units of each side, and their words."""

    old_units: tuple[int, int]
    new_units: tuple[int, int]
    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(slots=True)
class Alignment:
    """What became of every word that lies in a gap; everything else is the same to the letter.

    ``old_partner[i]`` is the place of the i-th old word among the new ones, or -1. Words of a move, kept and changed
    ones, have its number in ``old_move`` and ``new_move``; all others 0.
    """

    old_side: Side
    new_side: Side
    anchors: list[Run]
    gaps: list[Gap]
    old: Reading
    new: Reading
    old_partner: list[int] = field(default_factory=list)
    new_partner: list[int] = field(default_factory=list)
    old_move: list[int] = field(default_factory=list)
    new_move: list[int] = field(default_factory=list)

    def keep(self, run: Run) -> None:
        """Make the words of a run partners."""
        self.old_partner[run.old : run.old + run.length] = range(run.new, run.new + run.length)
        self.new_partner[run.new : run.new + run.length] = range(run.old, run.old + run.length)

    def drop(self, run: Run) -> None:
        """Make the words of a run strangers again."""
        self.old_partner[run.old : run.old + run.length] = [-1] * run.length
        self.new_partner[run.new : run.new + run.length] = [-1] * run.length


def align(old: Side, new: Side) -> Alignment:
    """The alignment of two texts."""
    from .moves import find_moves  # moves are found in an alignment that stands

    alignment = _read_gaps(old, new)
    if len(alignment.old) and len(alignment.new):
        numbers = Numbers(alignment.old.words.keys, alignment.new.words.keys)
        pairs = pair_blocks(alignment, numbers)
        in_place = [_in_place(gap, pairs) for gap in alignment.gaps]
        settled = {pair for kept in in_place for pair in kept}
        gone = [pair for pair in pairs if pair not in settled and pair.likeness >= MOVED]
        for gap, kept in zip(alignment.gaps, in_place):
            for run in _align_gap(gap, kept, gone, numbers):
                alignment.keep(run)
        find_moves(alignment, numbers, pairs)
    return alignment


def _read_gaps(old: Side, new: Side) -> Alignment:
    anchors = anchor_units(old, new)
    readings = old.reading(), new.reading()
    gaps: list[Gap] = []
    at_old = at_new = 0
    for run in (*anchors, Run(len(old.bounds) - 1, len(new.bounds) - 1, 0)):
        if at_old < run.old or at_new < run.new:
            before = len(readings[0]), len(readings[1])
            old.read(at_old, run.old, readings[0])
            new.read(at_new, run.new, readings[1])
            words = (before[0], len(readings[0])), (before[1], len(readings[1]))
            gaps.append(Gap((at_old, run.old), (at_new, run.new), *words))
        at_old, at_new = run.old + run.length, run.new + run.length
    counts = len(readings[0]), len(readings[1])
    return Alignment(
        old, new, anchors, gaps, *readings, [-1] * counts[0], [-1] * counts[1], [0] * counts[0], [0] * counts[1]
    )


def anchor_units(old: Side, new: Side) -> list[Run]:
    """The units that are the same to the letter on both sides and keep their order, the heaviest such chain."""
    olds, news = _units(old), _units(new)
    start, end_old, end_new = 0, len(olds), len(news)
    while start < min(end_old, end_new) and olds[start] == news[start]:
        start += 1
    while end_old > start and end_new > start and olds[end_old - 1] == news[end_new - 1]:
        end_old, end_new = end_old - 1, end_new - 1
    middle = _unique_runs(olds, news, start, end_old, end_new)
    chain = heaviest_chain(middle, [sum(len(olds[run.old + step]) for step in range(run.length)) for run in middle])
    runs = [Run(0, 0, start), *chain, Run(end_old, end_new, len(olds) - end_old)]
    return [run for run in runs if run.length]


def _units(side: Side) -> list[str]:
    bounds, source = side.bounds, side.source
    return [source[start:end] for start, end in zip(bounds, bounds[1:])]


def _unique_runs(olds: Sequence[str], news: Sequence[str], start: int, end_old: int, end_new: int) -> list[Run]:
    """Runs of equal units that begin with one that is unique on both sides."""
    places = _unique_places(news, start, end_new)
    unique = _unique_places(olds, start, end_old)
    runs: list[Run] = []
    for unit, at in unique.items():
        there = places.get(unit, -1) if at >= 0 else -1
        if there < 0:
            continue
        last = runs[-1] if runs else None
        if last and last.old + last.length == at and last.new + last.length == there:
            runs[-1] = Run(last.old, last.new, last.length + 1)
        else:
            runs.append(Run(at, there, 1))
    return runs


def _unique_places(units: Sequence[str], start: int, end: int) -> dict[str, int]:
    """Where each unit stands; -1 for one that stands in several places."""
    places: dict[str, int] = {}
    for at in range(start, end):
        places[units[at]] = -1 if units[at] in places else at
    return places


class Numbers:
    """The words of both sides as numbers, and what keeping each is worth."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        codes: dict[str, int] = {}
        self.old = [codes.setdefault(key, len(codes)) for key in old]
        self.new = [codes.setdefault(key, len(codes)) for key in new]
        self.weights = [_worth(key) for key in codes]

    def matcher(self) -> Matcher:
        """A matcher of these words."""
        return Matcher(self.old, self.new, self.weights)


# Short words that decide what a sentence permits weigh like long ones.
_DECISIVE = frozenset("no not nor may any all can un ne pas non nie kein".split())


def _worth(key: str) -> float:
    if key in MARKS:
        return 0.3
    if len(key) > 3 or key in _DECISIVE or key[0].isdigit():
        return 1.0
    if not key[0].isalnum():
        return 0.25
    return 0.5


@dataclass(frozen=True, slots=True)
class BlockPair:
    """Two blocks that are the same text or nearly: stretches of words, and how alike they are (0 to 1)."""

    old: tuple[int, int]
    new: tuple[int, int]
    likeness: float
    weight: float
    is_row: bool = False


def pair_blocks(alignment: Alignment, numbers: Numbers) -> list[BlockPair]:
    """The blocks of the gaps that are each other's best partners, in the order of the old text."""
    olds, news = alignment.old.spans(), alignment.new.spans()
    if len(olds) < 2 and len(news) < 2:
        return []
    votes = _votes(numbers, olds, news)
    best_old = _best(votes)
    best_new = _best({(b, a): score for (a, b), score in votes.items()})
    pairs = []
    for a, (b, likeness) in sorted(best_old.items()):
        if best_new[b][0] == a and likeness >= 0.3:
            weight = sum(numbers.weights[word] for word in numbers.old[slice(*olds[a])])
            is_row = alignment.old.words.keys[olds[a][1] - 1] == ROW_MARK == alignment.new.words.keys[news[b][1] - 1]
            pairs.append(BlockPair(olds[a], news[b], likeness, weight, is_row))
    return pairs


def _best(votes: dict[tuple[int, int], float]) -> dict[int, tuple[int, float]]:
    """For each first block the second one it is most like; of equals the first."""
    best: dict[int, tuple[int, float]] = {}
    for (one, other), score in sorted(votes.items()):
        if one not in best or score > best[one][1]:
            best[one] = (other, score)
    return best


# A triple of words that stands in more blocks than this says nothing about which belong together.
_COMMON = 8


def _votes(
    numbers: Numbers, olds: Sequence[tuple[int, int]], news: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], float]:
    """How alike blocks of both sides are: the Dice coefficient of their triples of words."""
    there: dict[tuple[int, int, int], list[int]] = {}
    sizes_new = []
    for b, (start, end) in enumerate(news):
        triples = _triples(numbers.new, start, end)
        sizes_new.append(len(triples))
        for triple in triples:
            there.setdefault(triple, []).append(b)
    shared: dict[tuple[int, int], int] = {}
    sizes_old = []
    for a, (start, end) in enumerate(olds):
        triples = _triples(numbers.old, start, end)
        sizes_old.append(len(triples))
        for triple in triples:
            blocks = there.get(triple, ())
            if len(blocks) <= _COMMON:
                for b in blocks:
                    shared[a, b] = shared.get((a, b), 0) + 1
    return {(a, b): 2 * count / (sizes_old[a] + sizes_new[b]) for (a, b), count in shared.items()}


def _triples(words: Sequence[int], start: int, end: int) -> set[tuple[int, int, int]]:
    """The triples of words in a block; its edges count as words, so that the shortest block has one too."""
    stretch = [-1, *words[start : end - 1], -1]
    return set(zip(stretch, stretch[1:], stretch[2:]))


def _in_place(gap: Gap, pairs: Sequence[BlockPair]) -> list[BlockPair]:
    """The pairs within a gap that keep their order, the heaviest such chain."""
    inside = [pair for pair in pairs if _within(pair.old, gap.old) and _within(pair.new, gap.new)]
    blocks = [Run(pair.old[0], pair.new[0], 1) for pair in inside]
    chain = set(heaviest_chain(blocks, [pair.likeness * pair.weight for pair in inside]))
    return [pair for pair, run in zip(inside, blocks) if run in chain]


def _align_gap(gap: Gap, kept: Sequence[BlockPair], gone: Sequence[BlockPair], numbers: Numbers) -> list[Run]:
    """The runs kept in place within a gap: those of its pairs of blocks, then whatever matches between them."""
    matcher = numbers.matcher()
    runs = [run for pair in kept for run in _match_words(matcher, pair)]
    olds = [pair.old for pair in gone if _within(pair.old, gap.old)]
    news = [pair.new for pair in gone if _within(pair.new, gap.new)]
    if not olds and not news:
        return tidy(fill(matcher, runs, gap.old, gap.new), matcher, gap.old, gap.new)
    # What is out of order has moved. It is taken out, so that it matches nothing where it does not belong and
    # what stands around it can meet.
    old, new = _Rest(gap.old, olds), _Rest(gap.new, news)
    matcher = Matcher([numbers.old[at] for at in old.places], [numbers.new[at] for at in new.places], numbers.weights)
    ends = (0, len(old.places)), (0, len(new.places))
    runs = tidy(fill(matcher, [Run(old.rank(a), new.rank(b), n) for a, b, n in runs], *ends), matcher, *ends)
    steps = ((old.places[a + step], new.places[b + step]) for a, b, n in runs for step in range(n))
    return _join([Run(a, b, 1) for a, b in steps])


class _Rest:
    """A stretch of words without some stretches within it."""

    def __init__(self, whole: tuple[int, int], without: Sequence[tuple[int, int]]) -> None:
        left_out = {at for span in without for at in range(*span)}
        self.places = [at for at in range(*whole) if at not in left_out]
        self._ranks = {at: rank for rank, at in enumerate(self.places)}

    def rank(self, place: int) -> int:
        """The how-manieth of the rest that word is."""
        return self._ranks[place]


# Runs within a pair of blocks that are lighter than this are left to the stretch they stand in: where a block was
# split or merged, a word at its edge may belong to the block next to it.
_SURE = 3.5


def _match_words(matcher: Matcher, pair: BlockPair) -> list[Run]:
    """The heavy runs that a pair of blocks shares, without their marks: a split block's mark is its last part's.

    Rows are not split: their words belong to no other row, however light.
    """
    if pair.is_row:
        return matcher.match(*pair.old, *pair.new)
    runs = matcher.chain(pair.old[0], pair.old[1] - 1, pair.new[0], pair.new[1] - 1)
    least = min(_SURE, 0.5 * pair.weight)
    return [run for run in runs if matcher.weight(run) >= least]


MOVED = 0.5
"""How alike two blocks must be to be called one that moved (the research's threshold, at which no move was false)."""


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
    return _join(filled)


def _join(runs: Sequence[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and last.old + last.length == run.old and last.new + last.length == run.new:
            joined[-1] = Run(last.old, last.new, last.length + run.length)
        elif run.length:
            joined.append(run)
    return joined


def tidy(
    runs: Sequence[Run], matcher: Matcher, old: tuple[int, int], new: tuple[int, int]
) -> list[Run]:
    """The runs without the stray words that a rewrite happens to share with the text it replaces."""
    kept = list(runs)
    at = 0
    while at < len(kept):
        run = kept[at]
        before = _change(kept[at - 1] if at else Run(old[0], new[0], 0), run, matcher)
        after = _change(run, kept[at + 1] if at + 1 < len(kept) else Run(old[1], new[1], 0), matcher)
        if before and after and not worth_keeping(matcher.weight(run), min(before, after)):
            del kept[at]
            at = max(0, at - 1)
        else:
            at += 1
    return kept


def _change(before: Run, after: Run, matcher: Matcher) -> float:
    """The weight of what was changed between two kept runs: the larger of what was removed and what was added."""
    return max(
        matcher.weight_of_old(before.old + before.length, after.old),
        matcher.weight_of_new(before.new + before.length, after.new),
    )
