"""Two revisions on their way to a redline: changes, and kept stretches before, between and behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..redline.chain import Run, heaviest_chain
from .places import stands
from .store import Store

OLD, NEW, BOTH = 1, 2, 3
_CHANGE = re.compile(b"[\x01\x02][\x00-\x02]*")


class Pair(NamedTuple):
    """An old and a new run that are the same words; one number twice for a run that stands in both."""

    old: int
    new: int


class Stay(NamedTuple):
    """The runs from ``start`` up to but without ``end`` that stand in both revisions."""

    start: int
    end: int


Stretch = list[Pair | Stay]
"""What is kept, without a change in it."""


@dataclass(slots=True)
class Change:
    """Runs of the old revision that gave way to runs of the new one; either may be none."""

    old: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)


class Comparison:
    """The walk over a store for two revisions. There is always one kept stretch more than there are changes.

    ``dropped`` are runs that are no longer kept although they could be.
    """

    def __init__(self, store: Store, old: int, new: int) -> None:
        self.store = store
        fates = [stands(turns, old) | stands(turns, new) << 1 for turns in store.turns]
        self.flags = bytes(map(fates.__getitem__, store.sets))
        self.kept: list[Stretch] = [[]]
        self.changes: list[Change] = []
        self.dropped: set[int] = set()
        at = 0
        for match in _CHANGE.finditer(self.flags):
            self.kept[-1].append(Stay(at, match.start()))
            self._add(range(*match.span()))
            at = match.end()
        self.kept[-1].append(Stay(at, len(self.flags)))

    def _add(self, runs: range) -> None:
        olds, news = ([run for run in runs if self.flags[run] == side] for side in (OLD, NEW))
        changes, stretches = self._settled(Change(olds, news))
        self.kept[-1] += stretches[0]
        self.kept += stretches[1:]
        self.changes += changes

    def drop(self, at: int) -> None:
        """Make the kept stretch between two changes part of them: its words are removed and added again."""
        before, after = self.changes[at - 1 : at + 1]
        pairs = list(self.pairs(self.kept[at]))
        for pair in pairs:
            self.dropped.update(pair)
        merged = Change(
            [*before.old, *(pair.old for pair in pairs), *after.old],
            [*before.new, *(pair.new for pair in pairs), *after.new],
        )
        changes, stretches = self._settled(merged)
        stretches[0] = self.kept[at - 1] + stretches[0]
        stretches[-1] = stretches[-1] + self.kept[at + 1]
        self.changes[at - 1 : at + 1] = changes
        self.kept[at - 1 : at + 2] = stretches

    def pairs(self, stretch: Stretch) -> Iterator[Pair]:
        """The runs of a kept stretch, pair by pair."""
        for kept in stretch:
            if isinstance(kept, Pair):
                yield kept
            else:
                yield from (Pair(run, run) for run in range(*kept) if self.flags[run] == BOTH)

    def _settled(self, change: Change) -> tuple[list[Change], list[Stretch]]:
        """A change as changes between kept stretches: words both sides have in the same order are kept."""
        same_words = self._same_words(change) if change.old and change.new else ()
        if not same_words:
            return [change], [[], []]
        changes: list[Change] = []
        stretches: list[Stretch] = [[]]
        at_old = at_new = 0
        for run in (*same_words, Run(len(change.old), len(change.new), 0)):
            part = Change(change.old[at_old : run.old], change.new[at_new : run.new])
            if part.old or part.new:
                changes.append(part)
                stretches.append([])
            at_old, at_new = run.old + run.length, run.new + run.length
            stretches[-1] += map(Pair, change.old[run.old : at_old], change.new[run.new : at_new])
        return changes, stretches

    def _same_words(self, change: Change) -> Sequence[Run]:
        """Stretches of both sides of a change with the same links, the heaviest that keep their order."""
        links, dropped = self.store.links, self.dropped
        there = {links[run]: at for at, run in enumerate(change.new) if links[run] and run not in dropped}
        found: list[Run] = []
        for at, run in enumerate(change.old) if there else ():
            if links[run] in there and run not in dropped:
                found.append(Run(at, there[links[run]], 1))
        stretches = joined(found)
        if len(stretches) < 2:
            return stretches
        total = self.store.scale.total
        weights = [float(total(change.old[run.old : run.old + run.length])) for run in stretches]
        return heaviest_chain(stretches, weights)


def joined(runs: Sequence[Run]) -> list[Run]:
    """Runs in the order of the old side, those that go on on both sides made one."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and last.old + last.length == run.old and last.new + last.length == run.new:
            found[-1] = Run(last.old, last.new, last.length + run.length)
        else:
            found.append(run)
    return found
