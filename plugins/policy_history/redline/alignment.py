"""Which word of the old text became which word of the new one, and what is the same to the letter anyway."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from operator import ge, itemgetter

from ..text.block_kinds import Kind
from ..text.words import MARKS
from .chain import Run, heaviest_chain
from .columns import Columns
from .sides import ReadWords, Side
from .unread import without_rows


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
    ones, have its number in ``old_move`` and ``new_move``; all others 0. ``columns`` are those of tables that are
    partners, and ``columns_of`` tells, for both sides, which of them the rows have that were read, by their blocks.
    """

    old_side: Side
    new_side: Side
    anchors: list[Run]
    gaps: list[Gap]
    old: ReadWords
    new: ReadWords
    old_partner: list[int] = field(default_factory=list)
    new_partner: list[int] = field(default_factory=list)
    old_move: list[int] = field(default_factory=list)
    new_move: list[int] = field(default_factory=list)
    columns: list[Columns] = field(default_factory=list)
    columns_of: tuple[dict[int, int], dict[int, int]] = field(default_factory=lambda: ({}, {}))

    def keep(self, run: Run) -> None:
        """Make the words of a run partners."""
        self.old_partner[run.old : run.old + run.length] = range(run.new, run.new + run.length)
        self.new_partner[run.new : run.new + run.length] = range(run.old, run.old + run.length)

    def drop(self, run: Run) -> None:
        """Make the words of a run strangers again."""
        self.old_partner[run.old : run.old + run.length] = [-1] * run.length
        self.new_partner[run.new : run.new + run.length] = [-1] * run.length


def read_gaps(old: Side, new: Side) -> Alignment:
    anchors = without_rows(anchor_units(old, new), old.heads, new.heads)
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
    olds, news = old.units(), new.units()
    start, end_old, end_new = 0, len(olds), len(news)
    while start < min(end_old, end_new) and olds[start] == news[start]:
        start += 1
    while end_old > start and end_new > start and olds[end_old - 1] == news[end_new - 1]:
        end_old, end_new = end_old - 1, end_new - 1
    middle = _unique_runs(olds, news, start, end_old, end_new)
    sizes = {run: old.bounds[run.old + run.length] - old.bounds[run.old] for run in middle}
    chain = heaviest_chain(middle, [sizes[run] for run in middle])
    edges = Run(0, 0, start), Run(end_old, end_new, 0)
    headings = _instead_of_bodies((old, new), chain, sizes)
    contested = _contested(old, new, [edges[0], *chain, edges[1]], sizes) - headings
    runs = [edges[0], *(run for run in chain if run not in contested), Run(end_old, end_new, len(olds) - end_old)]
    return [run for run in runs if run.length]


def _instead_of_bodies(sides: tuple[Side, Side], chain: list[Run], sizes: Mapping[Run, int]) -> set[Run]:
    """The runs with headings that take the place in the chain of those without any that they cross: what passes a
    heading has gone to another clause, however long it is, unless as much other text is between them."""
    kept = set(chain)
    found: set[Run] = set()
    for run in [each for each in sizes if each not in kept]:
        first, last = sorted(bisect_right(chain, run[side], key=itemgetter(side)) for side in (0, 1))
        crossed = chain[first:last]
        if _has_heading(sides[0], run) and crossed and not any(_has_heading(sides[0], each) for each in crossed):
            apart = sum(_apart(side, run, crossed, which) for which, side in enumerate(sides))
            if 2 * apart < sum(sizes[each] for each in crossed):
                chain[first:last] = [run]
                found.add(run)
    return found


def _has_heading(side: Side, run: Run) -> bool:
    return any(block.kind is Kind.HEADING for block in side.blocks[run.old : run.old + run.length])


def _apart(side: Side, run: Run, crossed: Sequence[Run], which: int) -> int:
    """How much text of one side is neither a run nor those it crosses, from the first to the last of them."""
    each = [*crossed, run]
    places = [one[which] for one in each] + [one[which] + one.length for one in each]
    inner = sum(side.bounds[one[which] + one.length] - side.bounds[one[which]] for one in each)
    return side.bounds[max(places)] - side.bounds[min(places)] - inner


def _contested(old: Side, new: Side, chain: Sequence[Run], sizes: Mapping[Run, int]) -> set[Run]:
    """The runs of a chain that may have moved themselves, past something of which less is the same to the letter.

    A run that is not in the chain crosses some that are. What stands around it up to the next run of the chain may have
    moved with it, edited. Where that is more than what it crosses, only words can tell which of both moved.
    """
    kept = set(chain)
    found: set[Run] = set()
    for run in sizes:
        if run not in kept:
            ends = [bisect_right(chain, run[side], key=itemgetter(side)) for side in (0, 1)]
            crossed = chain[min(ends) : max(ends)]
            around = min(
                side.bounds[chain[at][which]] - side.bounds[chain[at - 1][which] + chain[at - 1].length]
                for which, (side, at) in enumerate(zip((old, new), ends, strict=True))
            )
            if sum(sizes[each] for each in crossed) < around:
                found.update(crossed)
    return found


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


def block_pairs(alignment: Alignment) -> dict[int, int]:
    """For each old block the new one that has most of its words, if it has most of that one's."""
    words, others = alignment.old.words, alignment.new.words
    are_kept = list(map(ge, alignment.old_partner, repeat(0)))
    theirs = map(others.blocks.__getitem__, compress(alignment.old_partner, are_kept))
    of_both = list(zip(compress(words.blocks, are_kept), theirs, strict=True))
    marks = Counter(compress(of_both, map(MARKS.__contains__, compress(words.keys, are_kept))))
    shares = {pair: 4 * count - 3 * marks[pair] for pair, count in Counter(of_both).items()}
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for (old, new), _ in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)
    return pairs
