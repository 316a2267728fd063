"""Where among the words of a text something is so, as stretches: found in one go, and not word by word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from operator import and_, ge, gt, not_

from .alignment import Alignment, Gap
from .chain import Run

_SO = re.compile(b"\x01+")


def stretches(flags: Iterable[bool], start: int = 0) -> list[tuple[int, int]]:
    """Where each stretch of words begins and ends of which all are so; the first word is at ``start``."""
    return [(start + match.start(), start + match.end()) for match in _SO.finditer(bytes(flags))]


def strangers(partner: Sequence[int], start: int = 0) -> list[tuple[int, int]]:
    """The stretches of words without partners; the first word is at ``start``."""
    return stretches(map(gt, repeat(0), partner), start)


def strangers_in_place(partner: Sequence[int], move: Sequence[int], start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between two places of words without partners that have not moved."""
    moves = move[start:end]
    flags = map(gt, repeat(0), partner[start:end])
    return stretches(map(and_, flags, map(not_, moves)) if any(moves) else flags, start)


def kept_runs(alignment: Alignment, gap: Gap) -> Iterator[Run]:
    """The runs of words of a gap that are kept in place, in order; they never cross one another."""
    olds = stays(alignment.old_partner, alignment.old_move, *gap.old)
    news = stays(alignment.new_partner, alignment.new_move, *gap.new)
    at, there = olds.find(1), news.find(1)
    while at >= 0 and there >= 0:
        ends = olds.find(0, at), news.find(0, there)
        length = min((ends[0] if ends[0] >= 0 else len(olds)) - at, (ends[1] if ends[1] >= 0 else len(news)) - there)
        yield Run(gap.old[0] + at, gap.new[0] + there, length)
        at, there = olds.find(1, at + length), news.find(1, there + length)


def changes_in_place(alignment: Alignment, gap: Gap) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """What stands on both sides of a gap before, between and behind the words that are kept in place."""
    at, there = gap.old[0], gap.new[0]
    for run in (*kept_runs(alignment, gap), Run(gap.old[1], gap.new[1], 0)):
        if at < run.old or there < run.new:
            yield (at, run.old), (there, run.new)
        at, there = run.old + run.length, run.new + run.length


def stays(partner: Sequence[int], move: Sequence[int], start: int, end: int) -> bytes:
    """For each word between two places whether it is kept in place."""
    moves = move[start:end]
    flags = map(ge, partner[start:end], repeat(0))
    return bytes(map(and_, flags, map(not_, moves)) if any(moves) else flags)


def _begin(gap: Gap) -> int:
    return gap.old[0]


def keeps_order(alignment: Alignment, run: Run) -> bool:
    """Whether nothing kept in place crosses a run that is to be kept, nor what is the same to the letter."""
    partner, move = alignment.old_partner, alignment.old_move
    gap = alignment.gaps[bisect_right(alignment.gaps, run.old, key=_begin) - 1]
    if not gap.new[0] <= run.new < gap.new[1]:
        return False
    before = next((partner[at] for at in range(run.old - 1, -1, -1) if partner[at] >= 0 and not move[at]), -1)
    behind = range(run.old + run.length, len(partner))
    after = next((partner[at] for at in behind if partner[at] >= 0 and not move[at]), len(alignment.new_partner))
    return before < run.new and run.new + run.length <= after
