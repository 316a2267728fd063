"""The words and marks of a gap in the order in which a redline has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..text.words import BLOCK_MARK, ROW_MARK
from .alignment import Alignment, Gap
from .chain import Run
from .in_place import kept_runs
from .model import Operation
from .sides import ReadWords


class MergedItem(NamedTuple):
    """One word or mark of the merged text. ``old`` and ``new`` are its places among the words of the gaps."""

    operation: Operation
    old: int
    new: int
    move: int


def items_of(alignment: Alignment, gap: Gap) -> Iterator[MergedItem]:
    """The words of both sides of a gap in one order: what left, then what came, then what stayed.

    The rest of a block of which words stayed stands together, before other blocks that left at the same place.
    """
    at, there = gap.old[0], gap.new[0]
    for stop, end, length in (*kept_runs(alignment, gap), Run(gap.old[1], gap.new[1], 0)):
        is_behind_kept = at > gap.old[0] and there > gap.new[0]
        rests = (_rest(alignment.old, at, stop), _rest(alignment.new, there, end)) if is_behind_kept else (at, there)
        if rests[0] > at and rests[1] > there:
            yield from _gone(alignment, at, rests[0])
            yield from _come(alignment, there, rests[1])
            at, there = rests
        yield from _gone(alignment, at, stop)
        yield from _come(alignment, there, end)
        yield from (MergedItem(Operation.EQUAL, stop + step, end + step, 0) for step in range(length))
        at, there = stop + length, end + length


def _rest(reading: ReadWords, start: int, end: int) -> int:
    """Where the block ends, behind its mark, whose words go on before ``start``; ``start`` where that is not within."""
    blocks, keys = reading.words.blocks, reading.words.keys
    behind = next((at + 1 for at in range(start, end) if keys[at] in (BLOCK_MARK, ROW_MARK)), start)
    return behind if blocks[start - 1] == blocks[behind - 1] else start


def _gone(alignment: Alignment, start: int, end: int) -> Iterator[MergedItem]:
    for at in range(start, end):
        operation = Operation.MOVE_AWAY if alignment.old_partner[at] >= 0 else Operation.DELETE
        yield MergedItem(operation, at, -1, alignment.old_move[at])


def _come(alignment: Alignment, start: int, end: int) -> Iterator[MergedItem]:
    for at in range(start, end):
        operation = Operation.MOVE_HERE if alignment.new_partner[at] >= 0 else Operation.INSERT
        yield MergedItem(operation, -1, at, alignment.new_move[at])
