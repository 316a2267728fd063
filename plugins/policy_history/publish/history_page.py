"""The page of a policy's history: a sentence, the strip, and a line a version, by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from math import sqrt

from ..model import State
from ..redline.summary import bars
from ..text.document import Clause
from ..wording import _
from . import addresses
from .edition import PolicyEdition, PublishedRevision
from .page import Page, Shown, page_of


@dataclass(frozen=True, slots=True)
class VersionRun:
    """Versions that follow each other, the newest first; ``is_folded`` where none of them changed a word."""

    entries: tuple[PublishedRevision, ...]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class Year:
    """The versions that took effect in a year, the newest first."""

    number: int
    runs: tuple[VersionRun, ...]


def history_page(policy: PolicyEdition) -> Page:
    """The page with every version of a policy."""
    years = years_of(policy.entries)
    page = page_of(
        Shown(
            "history.html",
            policy,
            policy.entries[-1],
            late=lambda: {"strip": strip_of(policy.entries), "most": _most(policy.entries)},
            values={"years": years, "bars": bars},
        ),
        addresses.history(policy.policy),
        _("%(title)s: history", **policy.names),
        _("Every version of the %(title)s of %(publisher)s, with days, notes and changes.", **policy.names),
        contents=[Clause(f"year-{year.number}", str(year.number), 2, -1) for year in years],
        parent=addresses.in_force(policy.policy),
    )
    return replace(page, searchable=True)


def _most(entries: Sequence[PublishedRevision]) -> int:
    """The most words that any of these versions removed, or added."""
    found = (each.step.figures for each in entries)
    return max((max(each.words_removed, each.words_added) for each in found if each), default=0)


def years_of(entries: Sequence[PublishedRevision]) -> list[Year]:
    """These versions, oldest first, by the year in which they took effect, the newest first."""
    newest_first = reversed(entries)
    return [
        Year(number, tuple(_runs(list(members))))
        for number, members in groupby(newest_first, key=lambda entry: entry.revision.effective.year)
    ]


def _runs(entries: Sequence[PublishedRevision]) -> Iterator[VersionRun]:
    for is_quiet, members in groupby(entries, key=_is_quiet):
        found = tuple(members)
        yield VersionRun(found, is_quiet and len(found) > 1)


def _is_quiet(entry: PublishedRevision) -> bool:
    """Whether a version changed no word, and is neither the one in force nor one to come."""
    changed = entry.step.figures
    return (
        entry.state is State.SUPERSEDED
        and changed is not None
        and not (changed.words_added or changed.words_removed or changed.words_moved or changed.numbering)
    )


HEIGHT, BASE = 64, 40
"""Pixels: of the strip, and down to its axis."""

_TALLEST, _LEAST = 36.0, 3.0
SCALED, _BREAK = 70.0, 84.0
_MOST_TICKS = 5
_NEAREST = 1.4
"""Per cent of the width, so that four pixels at 288: two versions nearer to each other are drawn so far apart."""


@dataclass(frozen=True, slots=True)
class Point:
    """A version: where it stands, how high its bars of words are, and where a click belongs to it.

    Places and widths are per cent of the width, heights are pixels.
    """

    entry: PublishedRevision
    x: float
    added: float
    removed: float
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Tick:
    """The first of January of a year."""

    year: int
    x: float


@dataclass(frozen=True, slots=True)
class Strip:
    """What the template draws. ``in_force`` is where the stretch in force begins and ends; None where nothing is."""

    points: tuple[Point, ...]
    ticks: tuple[Tick, ...]
    in_force: tuple[float, float] | None
    is_open: bool
    breaks_at: float = _BREAK
    height: int = HEIGHT
    base: int = BASE


def strip_of(entries: Sequence[PublishedRevision]) -> Strip | None:
    """The strip of these versions, oldest first; None of fewer than two."""
    if len(entries) < 2:
        return None
    first, last = entries[0].revision.effective, entries[-1].revision.effective
    places = _apart([_place(entry.revision.effective, first, last) for entry in entries])
    in_force = None
    is_open = entries[-1].state is State.IN_FORCE
    for entry, x, behind in zip(entries, places, [*places[1:], 100.0], strict=True):
        if entry.state is State.IN_FORCE:
            in_force = x, round(behind - x, 2)
    return Strip(tuple(_points(entries, places)), tuple(_ticks(first, last)), in_force, is_open)


def _place(day: date, first: date, last: date) -> float:
    return SCALED * (day - first).days / ((last - first).days or 1)


def _apart(places: Sequence[float]) -> list[float]:
    """These places in their order, each so far from the one before that both can be seen, and none off the scale.

    Where there are so many that this would draw them evenly, they stand nearer: a scale of time must stay one.
    """
    gap = min(_NEAREST, SCALED / (4 * len(places)))
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + gap) if found else place)
    limit = SCALED
    for at in range(len(found) - 1, -1, -1):
        found[at] = round(max(0.0, min(found[at], limit)), 2)
        limit = found[at] - gap
    return found


def _points(entries: Sequence[PublishedRevision], places: Sequence[float]) -> Iterator[Point]:
    figures = [entry.step.figures for entry in entries]
    largest = max((each.words_added + each.words_removed for each in figures if each), default=0) or 1
    middles = [(a + b) / 2 for a, b in pairwise(places)]
    for entry, figure, x, left, right in zip(entries, figures, places, [0.0, *middles], [*middles, 100.0], strict=True):
        added, removed = (figure.words_added, figure.words_removed) if figure else (0, 0)
        height = max(_LEAST, _TALLEST * sqrt((added + removed) / largest)) if added + removed else 0.0
        share = added / (added + removed) if added + removed else 0.0
        start, end = max(left, x - 4), min(right, x + 4)
        yield Point(
            entry, x, round(height * share, 1), round(height * (1 - share), 1), round(start, 2), round(end - start, 2)
        )


def _ticks(first: date, last: date) -> Iterator[Tick]:
    """Years whose beginning is on the scale, every so many that their numbers have room."""
    years = range(first.year + 1, last.year + 1)
    step = -(-len(years) // _MOST_TICKS) or 1
    for year in years[::step]:
        yield Tick(year, round(_place(date(year, 1, 1), first, last), 2))
