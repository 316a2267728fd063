"""The picture of a policy's history: its size over time, and how much each revision added and removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .edition import Entry

WIDTH, HEIGHT = 640, 240
_LEFT, _RIGHT = 8, 8
_TOP, _MIDDLE = 36, 120
_BASE, _DEEPEST = 190, 34


@dataclass(frozen=True, slots=True)
class Point:
    """One revision in the picture; lengths are in the picture's own units."""

    entry: Entry
    x: float
    y: float
    added: float
    removed: float


@dataclass(frozen=True, slots=True)
class Picture:
    """The geometry the template draws. ``line`` is the path of the size."""

    points: tuple[Point, ...]
    line: str
    base: int = _BASE
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    width: int = WIDTH
    height: int = HEIGHT


def draw(entries: Sequence[Entry]) -> Picture | None:
    """The picture of these revisions, oldest first; None when there are fewer than two."""
    if len(entries) < 2:
        return None
    points = tuple(_points(entries))
    steps = [f"M{points[0].x:g} {points[0].y:g}"]
    steps += [f"H{point.x:g}V{point.y:g}" for point in points[1:]]
    return Picture(points, "".join(steps) + f"H{WIDTH - _RIGHT}")


def _points(entries: Sequence[Entry]) -> list[Point]:
    first, last = entries[0].revision.effective, entries[-1].revision.effective
    most = max(entry.words for entry in entries) or 1
    comparisons = [entry.comparison for entry in entries]
    largest = max((max(each.words_added, each.words_removed) for each in comparisons if each), default=0) or 1
    return [
        Point(
            entry,
            round(_across(entry.revision.effective, first, last), 1),
            round(_MIDDLE - (_MIDDLE - _TOP) * entry.words / most, 1),
            _length(comparison.words_added if comparison else 0, largest),
            _length(comparison.words_removed if comparison else 0, largest),
        )
        for entry, comparison in zip(entries, comparisons, strict=True)
    ]


def _across(day: date, first: date, last: date) -> float:
    """Where a day lies between the first and the last; the last keeps room behind it for its own step."""
    room = WIDTH - _LEFT - _RIGHT
    days = (last - first).days or 1
    return _LEFT + 0.86 * room * (day - first).days / days


def _length(words: int, largest: int) -> float:
    """The length of a bar: any change at all is visible."""
    return round(max(2.0, _DEEPEST * words / largest), 1) if words else 0.0
