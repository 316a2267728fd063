"""The redline of any two revisions, in one walk over the store.

Runs that stand in both revisions are kept; what lies between is a change, with old runs and new ones. Within
a change, runs that are the same words (by their links) are kept too; then stray kept runs between two changes
are dropped, and linked runs that lie in different changes are moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress, groupby

from ..redline.model import ChangeKind
from ..redline.segments import Segment
from .comparison import BOTH, NEW, OLD, Comparison, Pair, Stay
from .differing import difference
from .moving import NOT_MOVED, Move, find_moves
from .store import Store
from .tidying import tidy


def segments(store: Store, old: int, new: int) -> list[Segment]:
    """The redline that leads from one revision to another, both by number; joined, its sides are their
    sources.

    The redline of neighbours is as it was found when the later one was added; others are composed, and
    tidied.
    """
    comparison = Comparison(store, old, new)
    if abs(new - old) > 1:
        tidy(comparison)
    return list(_told(comparison, find_moves(comparison)))


def _told(comparison: Comparison, moves: Mapping[int, Move]) -> Iterator[Segment]:
    """Everything in reading order, deletions before insertions; neighbours of one fate as one segment."""
    for at, stretch in enumerate(comparison.kept):
        if at:
            change = comparison.changes[at - 1]
            yield from _one_side(comparison.store, change.old, OLD, moves)
            yield from _one_side(comparison.store, change.new, NEW, moves)
        told = (_kept(comparison, kept) for kept in stretch)
        for kind, members in groupby((each for each in told if each[0] or each[1]), key=lambda each: each[2]):
            pieces = list(members)
            old, new = ("".join([each[side] for each in pieces]) for side in (0, 1))
            yield Segment("equal", old, new, kind)


def _kept(comparison: Comparison, kept: Pair | Stay) -> tuple[str, str, ChangeKind | None]:
    """Both sources of what is kept, and in what they differ."""
    texts = comparison.store.texts
    if isinstance(kept, Pair):
        return texts[kept.old], texts[kept.new], difference(comparison.store, *kept)
    part = slice(*kept)
    text = "".join(compress(texts[part], [flag == BOTH for flag in comparison.flags[part]]))
    return text, text, None


def _one_side(store: Store, runs: Sequence[int], side: int, moves: Mapping[int, Move]) -> Iterator[Segment]:
    """The runs of one side of a change."""
    if not runs:
        return
    fates = [moves.get(run if side == OLD else ~run, NOT_MOVED) for run in runs]
    for move, members in groupby(zip(fates, runs), key=lambda each: each[0]):
        found = [run for _, run in members]
        text = "".join([store.texts[run] for run in found])
        operation = "move" if move.is_kept else "delete" if side == OLD else "insert"
        kind = ChangeKind.STRUCTURE if move.is_kept else _kind_alone(store, found)
        if text:
            sources = (text, "") if side == OLD else ("", text)
            yield Segment(operation, *sources, kind, move.number)


# What a change of several words is, as soon as one of them is it.
_STRONGEST_FIRST = (ChangeKind.WORDING, ChangeKind.STRUCTURE, ChangeKind.TYPOGRAPHY, ChangeKind.UNSEEN)


def _kind_alone(store: Store, runs: Sequence[int]) -> ChangeKind:
    found = {store.style(run).alone for run in runs}
    return next(kind for kind in _STRONGEST_FIRST if kind in found)
