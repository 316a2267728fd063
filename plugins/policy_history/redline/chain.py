"""Matching runs of two sequences, and the best of them that keep their order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, compress, repeat
from math import log2
from operator import add, mul
from typing import NamedTuple


class Run(NamedTuple):
    """``length`` items that are the same on both sides, from ``old`` and from ``new`` on."""

    old: int
    new: int
    length: int


# What one more kept run costs, in words: below this a common word between two changes is not worth a break.
_BREAK = 1.1
# How often a word, a pair or a triple of words may occur and still be a seed: what is everywhere anchors nothing.
_FREQUENT = {1: 48, 2: 12, 3: 5}
# Up to this many comparisons every word is a seed; above, only pairs and then triples of words are.
_SMALL, _MIDDLING = 2_500, 250_000


def heaviest_chain(runs: Sequence[Run], gains: Sequence[float]) -> list[Run]:
    """The runs, increasing on both sides and not overlapping, with the greatest sum of gains.

    A Fenwick tree over the ends on the new side makes it n log n (Gusfield 1997, section 12.5.1, for two-dimensional
    chaining). Equal sums are decided by the order of the runs, so the answer never varies.
    """
    order = sorted(range(len(runs)), key=lambda at: runs[at])
    finished = sorted(range(len(runs)), key=lambda at: (runs[at].old + runs[at].length, runs[at].new))
    ends = sorted({run.new + run.length for run in runs})
    rank = {end: place for place, end in enumerate(ends, start=1)}
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(ends) + 1)
    best = [0.0] * len(runs)
    before = [-1] * len(runs)
    entered = 0
    for at in order:
        run = runs[at]
        while entered < len(finished) and runs[finished[entered]].old + runs[finished[entered]].length <= run.old:
            done = finished[entered]
            _enter(tree, rank[runs[done].new + runs[done].length], (best[done], done))
            entered += 1
        found = _best_up_to(tree, _rank_at(ends, run.new))
        best[at], before[at] = found[0] + gains[at], found[1]
    return _trace(runs, best, before)


def _rank_at(ends: Sequence[int], place: int) -> int:
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high) // 2
        if ends[middle] <= place:
            low = middle + 1
        else:
            high = middle
    return low


def _enter(tree: list[tuple[float, int]], place: int, value: tuple[float, int]) -> None:
    while place < len(tree):
        if value[0] > tree[place][0]:
            tree[place] = value
        place += place & -place


def _best_up_to(tree: list[tuple[float, int]], place: int) -> tuple[float, int]:
    found = (0.0, -1)
    while place:
        if tree[place][0] > found[0]:
            found = tree[place]
        place -= place & -place
    return found


def _trace(runs: Sequence[Run], best: Sequence[float], before: Sequence[int]) -> list[Run]:
    at = max(range(len(runs)), key=lambda each: best[each], default=-1)
    chain: list[Run] = []
    while at >= 0 and best[at] > 0:
        chain.append(runs[at])
        at = before[at]
    return chain[::-1]


class Matcher:
    """Finds the kept runs of stretches of two sequences of word numbers.

    ``weights`` gives what keeping a word is worth, by its number.
    """

    def __init__(self, old: Sequence[int], new: Sequence[int], weights: Sequence[float]) -> None:
        self.old = old
        self.new = new
        self._sums = [list(accumulate(map(weights.__getitem__, words), initial=0.0)) for words in (old, new)]
        self._base = len(weights)

    def chain(self, a: int, a_end: int, b: int, b_end: int) -> list[Run]:
        """The best kept runs of two stretches at a first look: words at their edges are no surer than others."""
        runs = self._candidates(a, a_end, b, b_end)
        return heaviest_chain(runs, [self.weight(run) - _BREAK for run in runs])

    def match(self, a: int, a_end: int, b: int, b_end: int) -> list[Run]:
        """The kept runs of ``old[a:a_end]`` and ``new[b:b_end]``, in order."""
        found: list[Run] = []
        waiting = [(a, a_end, b, b_end)]
        while waiting:
            waiting.extend(self._match(*waiting.pop(), found))
        found.sort()
        return joined(found)

    def _match(self, a: int, a_end: int, b: int, b_end: int, found: list[Run]) -> list[tuple[int, int, int, int]]:
        """Match what can be matched at once; returns the stretches between, to be looked at more closely."""
        old, new = self.old, self.new
        start = a
        while a < a_end and b < b_end and old[a] == new[b]:
            a, b = a + 1, b + 1
        if a > start:
            found.append(Run(start, b - (a - start), a - start))
        end = a_end
        while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
        if a_end < end:
            found.append(Run(a_end, b_end, end - a_end))
        if a == a_end or b == b_end:
            return []
        chain = self.chain(a, a_end, b, b_end)
        found.extend(chain)
        return _between(chain, a, a_end, b, b_end) if chain else []

    def long_runs(self, old_partner: Sequence[int], new_partner: Sequence[int]) -> list[Run]:
        """Every maximal run of words without partners that begins with an uncommon triple of such words, in any order."""
        old, new = self.old, self.new
        places = self.places
        runs: list[Run] = []
        reached: dict[int, int] = {}
        for at, triple in self.shared_triples[0]:
            if max(old_partner[at : at + 3]) >= 0:
                continue
            there = [place for place in places[triple] if max(new_partner[place : place + 3]) < 0]
            for place in there if len(there) <= _FREQUENT[3] else ():
                if reached.get(place - at, -1) >= at:
                    continue
                start, other = at, place
                while start and other and old[start - 1] == new[other - 1]:
                    if old_partner[start - 1] >= 0 or new_partner[other - 1] >= 0:
                        break
                    start, other = start - 1, other - 1
                end, last = at + 3, place + 3
                while end < len(old) and last < len(new) and old[end] == new[last]:
                    if old_partner[end] >= 0 or new_partner[last] >= 0:
                        break
                    end, last = end + 1, last + 1
                reached[place - at] = end - 1
                runs.append(Run(start, other, end - start))
        return runs

    @cached_property
    def pairs(self) -> tuple[list[int], list[int]]:
        """A number for each two words in succession, the same for the same words, on both sides."""
        base = repeat(self._base)
        return list(map(add, map(mul, self.old, base), self.old[1:])), list(
            map(add, map(mul, self.new, base), self.new[1:])
        )

    @cached_property
    def triples(self) -> tuple[list[int], list[int]]:
        """A number for each three words in succession, on both sides."""
        base = repeat(self._base)
        return list(map(add, map(mul, self.pairs[0], base), self.old[2:])), list(
            map(add, map(mul, self.pairs[1], base), self.new[2:])
        )

    @cached_property
    def shared_triples(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """The triples that both sides have, each with its place before it, in order; on both sides."""
        olds, news = self.triples
        shared = set(olds).intersection(news) if len(olds) < len(news) else set(news).intersection(olds)
        is_shared = shared.__contains__
        return (
            list(compress(enumerate(olds), map(is_shared, olds))),
            list(compress(enumerate(news), map(is_shared, news))),
        )

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """Where in the new text the triples stand that both sides have."""
        places: dict[int, list[int]] = {}
        for place, triple in self.shared_triples[1]:
            if triple in places:
                places[triple].append(place)
            else:
                places[triple] = [place]
        return places

    def weight(self, run: Run) -> float:
        """What keeping that run is worth, in words."""
        return self.weight_of_old(run.old, run.old + run.length)

    def weight_of_old(self, start: int, end: int) -> float:
        """What the old words from ``start`` to ``end`` are worth; words that match nothing are worth nothing."""
        return self._sums[0][end] - self._sums[0][start]

    def weight_of_new(self, start: int, end: int) -> float:
        """What the new words from ``start`` to ``end`` are worth."""
        return self._sums[1][end] - self._sums[1][start]

    def _candidates(self, a: int, a_end: int, b: int, b_end: int) -> list[Run]:
        size = (a_end - a) * (b_end - b)
        width = 1 if size <= _SMALL else 2 if size <= _MIDDLING else 3
        while True:
            runs = self._runs(a, a_end, b, b_end, width)
            if runs or width == 1 or size > _MIDDLING:
                return runs
            width -= 1

    def _runs(self, a: int, a_end: int, b: int, b_end: int, width: int) -> list[Run]:
        """The maximal runs that begin with a seed of that many words, those worth their break."""
        old, new, sums = self.old, self.new, self._sums[0]
        runs: list[Run] = []
        reached: dict[int, int] = {}
        for at, places in self._seeds(a, a_end - width + 1, b, b_end - width + 1, width):
            for place in places:
                if reached.get(place - at, -1) >= at:
                    continue
                start, other = at, place
                while start > a and other > b and old[start - 1] == new[other - 1]:
                    start, other = start - 1, other - 1
                end, last = at + width, place + width
                while end < a_end and last < b_end and old[end] == new[last]:
                    end, last = end + 1, last + 1
                reached[place - at] = end - 1
                if sums[end] - sums[start] > _BREAK:
                    runs.append(Run(start, other, end - start))
        return runs

    def _seeds(self, a: int, a_end: int, b: int, b_end: int, width: int) -> Iterator[tuple[int, list[int]]]:
        """Where in the old stretch a seed stands, and where in the new one; those that are too frequent there left out."""
        limit = _FREQUENT[width]
        if width == 3:
            found, everywhere = self.shared_triples[0], self.places
            for at, triple in found[bisect_left(found, (a,)) : bisect_left(found, (a_end,))]:
                places = [place for place in everywhere[triple] if b <= place < b_end]
                if len(places) <= limit:
                    yield at, places
            return
        olds, news = self.pairs if width == 2 else (self.old, self.new)
        seeds, others = olds[a:a_end], news[b:b_end]
        shared = set(seeds).intersection(others)
        there: dict[int, list[int]] = {seed: [] for seed in shared}
        for place, seed in enumerate(others, start=b):
            if seed in there:
                there[seed].append(place)
        for at, seed in enumerate(seeds, start=a):
            if seed in there and len(there[seed]) <= limit:
                yield at, there[seed]


def _between(chain: Sequence[Run], a: int, a_end: int, b: int, b_end: int) -> list[tuple[int, int, int, int]]:
    """The stretches between the runs of a chain that have words on both sides."""
    stretches = []
    for run in (*chain, Run(a_end, b_end, 0)):
        if a < run.old and b < run.new:
            stretches.append((a, run.old, b, run.new))
        a, b = run.old + run.length, run.new + run.length
    return stretches


def joined(runs: Sequence[Run]) -> list[Run]:
    """Runs that touch on both sides made one."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and last.old + last.length == run.old and last.new + last.length == run.new:
            joined[-1] = Run(last.old, last.new, last.length + run.length)
        elif run.length:
            joined.append(run)
    return joined


def worth_keeping(weight: float, change: float) -> bool:
    """Whether a kept run between two changes helps the reader, ``change`` being the smaller of them in words.

    The more is rewritten around a few common words, the more they mislead.
    """
    return weight > 0.6 + 0.75 * log2(1 + change)
