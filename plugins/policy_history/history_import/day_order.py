"""Which of a record's days can be right: texts follow one another, so their days do; a clock that is wrong is told."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta


def settled_days(days: Sequence[date], today: date) -> list[date]:
    """A day for each text, in order. The most that can all be right stay; each other takes that of the text before it.

    Days that lie ahead of ``today`` (of UTC; east of it the next one has begun) are wrong. A text before the first that
    is right takes that one's day.
    """
    right = _most_in_order([None if day > today + timedelta(days=1) else day for day in days])
    first = days[right[0]] if right else today
    kept = set(right)
    found: list[date] = []
    for at, day in enumerate(days):
        found.append(day if at in kept else found[-1] if found else first)
    return found


def _most_in_order(days: Sequence[date | None]) -> list[int]:
    """The places of the longest sequence of days that never goes back; of several the one with the earlier texts."""
    tails: list[int] = []  # of a sequence of each length, read from the end, where it stops
    keys: list[int] = []
    before: dict[int, int | None] = {}
    for at in range(len(days) - 1, -1, -1):
        day = days[at]
        if day is None:
            continue
        key = -day.toordinal()
        place = bisect_right(keys, key)
        before[at] = tails[place - 1] if place else None
        tails[place : place + 1] = [at]
        keys[place : place + 1] = [key]
    found: list[int] = []
    at_end: int | None = tails[-1] if tails else None
    while at_end is not None:
        found.append(at_end)
        at_end = before[at_end]
    return found
