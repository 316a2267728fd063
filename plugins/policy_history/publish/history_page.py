"""The page of a policy's history: a sentence, the strip, and a line a version, by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..model import State
from ..redline.summary import bars
from ..text.document import Clause
from ..wording import _
from . import addresses
from .edition import PolicyEdition, PublishedRevision
from .page import Page, page_of
from .strip import strip_of


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
    return page_of(
        addresses.history(policy.policy),
        _("%(title)s: history", **policy.names),
        _("Every version of the %(title)s of %(publisher)s, with days, notes and changes.", **policy.names),
        "history.html",
        policy,
        policy.entries[-1],
        parent=addresses.in_force(policy.policy),
        contents=[Clause(f"year-{year.number}", str(year.number), 2, -1) for year in years],
        years=years,
        bars=bars,
        late=lambda: {"strip": strip_of(policy.entries), "most": _most(policy.entries)},
    )


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
