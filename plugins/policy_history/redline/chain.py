"""Runs that two sequences share: the best of them that keep their order, and which help a reader."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import repeat
from math import log2
from operator import itemgetter
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
    if _is_chain(runs, gains):
        return list(runs)
    old_ends = [old + length for old, _, length in runs]
    new_ends = [new + length for _, new, length in runs]
    finished = sorted((end, run.new, at) for at, (end, run) in enumerate(zip(old_ends, runs, strict=True)))
    places = sorted(set(new_ends))
    ranks = {place: rank for rank, place in enumerate(places, start=1)}
    # The greatest sum up to each place, and whose it is.
    size, count = len(places) + 1, len(runs)
    sums, owners = [0.0] * size, [-1] * size
    best, before = [0.0] * count, [-1] * count
    entered = 0
    for at in sorted(range(count), key=runs.__getitem__):
        start, other, _ = runs[at]
        while entered < count and finished[entered][0] <= start:
            done = finished[entered][2]
            rank, value = ranks[new_ends[done]], best[done]
            while rank < size:
                if value > sums[rank]:
                    sums[rank], owners[rank] = value, done
                rank += rank & -rank
            entered += 1
        rank = bisect_right(places, other)
        value, owner = 0.0, -1
        while rank:
            if sums[rank] > value:
                value, owner = sums[rank], owners[rank]
            rank &= rank - 1
        best[at], before[at] = value + gains[at], owner
    return _trace(runs, best, before)


def _is_chain(runs: Sequence[Run], gains: Iterable[float]) -> bool:
    """Whether all runs together, in this order, are a chain to which each adds something: then none is heavier."""
    reached = there = 0
    total = 0.0
    for (old, new, length), gain in zip(runs, gains, strict=False):
        if old < reached or new < there or total + gain <= total:
            return False
        reached, there, total = old + length, new + length, total + gain
    return True


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
    if len(runs) < 2 or _is_chain(runs, repeat(1.0)):
        return list(runs)
    found = dict.fromkeys(runs)
    ordered = sorted(runs)
    for side in (0, 1):
        reaching: list[Run] = []
        farthest = -1
        ordered = sorted(ordered, key=itemgetter(side))
        for run in ordered:
            start, there, length = run
            place = run[side]
            if farthest <= place:
                reaching, farthest = [run], place + length
                continue
            reaching = [each for each in reaching if each[side] + each[2] > place]
            for old, new, size in reaching[-_NEAREST:]:
                if old < start and new < there:
                    cut = max(old + size - start, new + size - there)
                    if cut < length:
                        found[Run(start + cut, there + cut, length - cut)] = None
            reaching.append(run)
            farthest = max(farthest, place + length)
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
