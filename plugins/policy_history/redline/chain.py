"""Runs that two sequences share: the best of them that keep their order, and which help a reader."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import log2
from typing import NamedTuple


class Run(NamedTuple):
    """``length`` items that are the same on both sides, from ``old`` and from ``new`` on."""

    old: int
    new: int
    length: int


def heaviest_chain(runs: Sequence[Run], gains: Sequence[float]) -> list[Run]:
    """The runs, increasing on both sides and not overlapping, with the greatest sum of gains.

    A Fenwick tree over the ends on the new side makes it n log n (Gusfield 1997, section 12.5.1, for two-dimensional
    chaining). Equal sums are decided by the order of the runs, so the answer never varies.
    """
    if len(runs) < 2:
        return [run for run, gain in zip(runs, gains, strict=True) if gain > 0]
    old_ends = [run.old + run.length for run in runs]
    new_ends = [run.new + run.length for run in runs]
    finished = sorted(range(len(runs)), key=lambda at: (old_ends[at], runs[at].new))
    ends = sorted(set(new_ends))
    tree = _Tree(ends)
    best = [0.0] * len(runs)
    before = [-1] * len(runs)
    entered = 0
    for at in sorted(range(len(runs)), key=runs.__getitem__):
        start = runs[at].old
        while entered < len(finished) and old_ends[done := finished[entered]] <= start:
            tree.enter(new_ends[done], best[done], done)
            entered += 1
        sum_before, before[at] = tree.best_up_to(runs[at].new)
        best[at] = sum_before + gains[at]
    return _trace(runs, best, before)


class _Tree:
    """The greatest sum up to each place, and whose it is: a Fenwick tree of maxima."""

    def __init__(self, places: Sequence[int]) -> None:
        self._places = places
        self._ranks = {place: rank for rank, place in enumerate(places, start=1)}
        self._sums = [0.0] * (len(places) + 1)
        self._owners = [-1] * (len(places) + 1)

    def enter(self, place: int, value: float, owner: int) -> None:
        rank, sums = self._ranks[place], self._sums
        while rank < len(sums):
            if value > sums[rank]:
                sums[rank] = value
                self._owners[rank] = owner
            rank += rank & -rank

    def best_up_to(self, place: int) -> tuple[float, int]:
        rank, sums = bisect_right(self._places, place), self._sums
        value, owner = 0.0, -1
        while rank:
            if sums[rank] > value:
                value, owner = sums[rank], self._owners[rank]
            rank &= rank - 1
        return value, owner


def _trace(runs: Sequence[Run], best: Sequence[float], before: Sequence[int]) -> list[Run]:
    at = max(range(len(runs)), key=best.__getitem__, default=-1)
    chain: list[Run] = []
    while at >= 0 and best[at] > 0:
        chain.append(runs[at])
        at = before[at]
    return chain[::-1]


# Of the runs that reach into another one, so many are tried: those that begin nearest to it.
_NEAREST = 8


def with_trimmed(runs: Sequence[Run]) -> list[Run]:
    """The runs, and what is left of each behind those that reach into it, so that both may be kept.

    "terms, the terms" became "terms and the terms, the": both runs have "the terms", and only one of them may keep it.
    """
    found = dict.fromkeys(runs)
    for side in (0, 1):
        reaching: list[Run] = []
        for run in sorted(runs, key=lambda run: (run[side], run)):
            reaching = [each for each in reaching if each[side] + each.length > run[side]]
            for other in reaching[-_NEAREST:]:
                cut = max(other.old + other.length - run.old, other.new + other.length - run.new)
                if other.old < run.old and other.new < run.new and cut < run.length:
                    found[Run(run.old + cut, run.new + cut, run.length - cut)] = None
            reaching.append(run)
    return list(found)


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
