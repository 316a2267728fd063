"""The figures of a redline: its changes by section and class, in words removed, added and moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..text.document import Clause
from .model import Change, ChangeKind


@dataclass(frozen=True, slots=True)
class SectionSummary:
    """What changed in one clause, or before the first one. ``first`` is the number of its first change."""

    clause: Clause | None
    first: int
    kinds: tuple[tuple[ChangeKind, int], ...]
    words_removed: int
    words_added: int
    words_moved: int

    @property
    def changes(self) -> int:
        """How many changes there are."""
        return sum(count for _, count in self.kinds)


def by_section(changes: Sequence[Change]) -> list[SectionSummary]:
    """The changes of each clause that has any, in the order in which the clauses are first met."""
    sections: dict[str, list[Change]] = {}
    for change in changes:
        sections.setdefault(change.clause.id if change.clause else "", []).append(change)
    return [summary_of(found) for found in sections.values()]


def summary_of(changes: Sequence[Change]) -> SectionSummary:
    """The figures of these changes, taken together; there must be one at least."""
    counts = Counter(change.kind for change in changes)
    return SectionSummary(
        changes[0].clause,
        changes[0].number,
        tuple((kind, counts[kind]) for kind in ChangeKind if counts[kind]),
        sum(change.words_removed for change in changes),
        sum(change.words_added for change in changes),
        sum(change.words_moved for change in changes),
    )
