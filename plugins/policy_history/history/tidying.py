"""Stray kept words between two changes, which mislead more than they help, are dropped."""

from __future__ import annotations

from .comparison import Change, Comparison
from .weighing import WORD

# More than two words say something by themselves.
_ISLAND = 2 * WORD


def tidy(comparison: Comparison) -> None:
    """Drop the islands from the first change on: up to two kept words between two changes that are bigger."""
    at = 1
    while at < len(comparison.changes):
        weight = _weight(comparison, at)
        before, after = comparison.changes[at - 1 : at + 1]
        if weight <= _ISLAND and weight < _size(comparison, before) and weight < _size(comparison, after):
            comparison.drop(at)
            at = max(1, at - 1)
        else:
            at += 1


def _weight(comparison: Comparison, at: int) -> int:
    """The weight of a kept stretch, or of so much of it that it is no island."""
    weight = 0
    for pair in comparison.pairs(comparison.kept[at]):
        weight += comparison.store.scale.weight(pair.new)
        if weight > _ISLAND:
            break
    return weight


def _size(comparison: Comparison, change: Change) -> int:
    return max(comparison.store.scale.total(change.old), comparison.store.scale.total(change.new))
