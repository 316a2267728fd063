"""Linked runs that lie in different changes of a redline: words that moved, with what was edited in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .comparison import Comparison
from .weighing import WORD

# What moved must weigh so much: one or two words that left here and came there prove nothing.
_LIGHT = 3 * WORD


class Move(NamedTuple):
    """What a run has to do with a move: its number, and whether it is kept or was edited on the way."""

    number: int
    is_kept: bool


NOT_MOVED = Move(0, False)


class _Piece(NamedTuple):
    """Runs that stand together on both sides: in which changes, and at which places there."""

    old_change: int
    old: int
    new_change: int
    new: int
    length: int
    weight: int


def find_moves(comparison: Comparison) -> dict[int, Move]:
    """What each run of the changes has to do with a move; new runs are counted -1, -2 and so on."""
    moves: dict[int, Move] = {}
    number = 0
    for group in _groups(comparison):
        if sum(piece.weight for piece in group) >= _LIGHT:
            number += 1
            _mark(comparison, group, number, moves)
    return moves


def _mark(comparison: Comparison, group: list[_Piece], number: int, moves: dict[int, Move]) -> None:
    first, last = group[0], group[-1]
    olds = comparison.changes[first.old_change].old
    news = comparison.changes[first.new_change].new
    for run in olds[first.old : last.old + last.length]:
        moves.setdefault(run, Move(number, False))
    for run in news[first.new : last.new + last.length]:
        moves.setdefault(~run, Move(number, False))
    for piece in group:
        for step in range(piece.length):
            moves[olds[piece.old + step]] = moves[~news[piece.new + step]] = Move(number, True)


def _pieces(comparison: Comparison) -> Iterator[_Piece]:
    """What stands in changes on both sides, in the order of the old text."""
    store, dropped = comparison.store, comparison.dropped
    there: dict[int, tuple[int, int]] = {}
    for number, change in enumerate(comparison.changes):
        for at, run in enumerate(change.new):
            if store.links[run] and run not in dropped:
                there[store.links[run]] = number, at
    waiting: _Piece | None = None
    for number, change in enumerate(comparison.changes) if there else ():
        for at, run in enumerate(change.old):
            if store.links[run] not in there or run in dropped:
                continue
            piece = _Piece(number, at, *there[store.links[run]], 1, store.scale.weight(run))
            if waiting and _touch(waiting, piece):
                waiting = waiting._replace(length=waiting.length + 1, weight=waiting.weight + piece.weight)
                continue
            if waiting:
                yield waiting
            waiting = piece
    if waiting:
        yield waiting


def _touch(one: _Piece, other: _Piece) -> bool:
    same = one.old_change == other.old_change and one.new_change == other.new_change
    return same and one.old + one.length == other.old and one.new + one.length == other.new


def _groups(comparison: Comparison) -> list[list[_Piece]]:
    """Pieces that went together: next to each other on both sides but for edits no heavier than they are."""
    groups: list[list[_Piece]] = []
    for piece in _pieces(comparison):
        if groups and _goes_on(comparison, groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _goes_on(comparison: Comparison, group: list[_Piece], piece: _Piece) -> bool:
    last = group[-1]
    if last.old_change != piece.old_change or last.new_change != piece.new_change or last.new >= piece.new:
        return False
    olds = comparison.changes[piece.old_change].old[last.old + last.length : piece.old]
    news = comparison.changes[piece.new_change].new[last.new + last.length : piece.new]
    edited = max(comparison.store.scale.total(olds), comparison.store.scale.total(news))
    return edited <= sum(each.weight for each in group) + piece.weight
