"""The figures of a redline: its changes by section and class, in words removed, added and moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..text.document import Clause
from ..wording import N_, _, interface_language, ngettext, translated
from ..wording.cldr import list_of
from .model import Change, ChangeKind, Redline
from .sameness import only_difference

_BEFORE_THE_FIRST = N_("Before the first heading")
"""The name of what stands before the first clause."""


def counted_by_kind(kind: ChangeKind, count: int) -> str:
    """What is counted of a clause in which no word came or went."""
    match kind:
        case ChangeKind.LINK:
            return ngettext("%(num)s link", "%(num)s links", count)
        case ChangeKind.FORMATTING:
            return ngettext("%(num)s style", "%(num)s styles", count)
        case ChangeKind.TYPOGRAPHY:
            return ngettext(
                "%(num)s in punctuation, capitals or spaces", "%(num)s in punctuation, capitals or spaces", count
            )
        case ChangeKind.UNSEEN:
            return ngettext("%(num)s hidden difference", "%(num)s hidden differences", count)
        case ChangeKind.NUMBERING:
            return ngettext("%(num)s renumbered", "%(num)s renumbered", count)
        case ChangeKind.STRUCTURE:
            return ngettext("%(num)s moved or split", "%(num)s moved or split", count)
    return str(count)


STEPS = 10
"""In how many steps a bar grows."""


def title_of(clause: Clause | None) -> str:
    """The title of a clause, or what stands for that before the first heading."""
    return clause.title if clause else translated(_BEFORE_THE_FIRST)


@dataclass(frozen=True, slots=True)
class SectionSummary:
    """What changed in one clause, or before the first one, and its changes."""

    clause: Clause | None
    members: tuple[Change, ...]
    kinds: tuple[tuple[ChangeKind, int], ...]
    words_removed: int
    words_added: int
    words_moved: int

    @property
    def title(self) -> str:
        """The title of the clause."""
        return title_of(self.clause)

    @property
    def first(self) -> int:
        """The number of its first change."""
        return self.members[0].number

    @property
    def changes(self) -> int:
        """How many changes there are."""
        return sum(count for _, count in self.kinds)

    @property
    def figures(self) -> str:
        """Its size as a map says it: “−3 +6”; of a clause in which no word came or went “2 links, 8 moved or split”."""
        signs = (("−", self.words_removed), ("+", self.words_added))
        if words := " ".join(f"{sign}{count}" for sign, count in signs if count):
            return words
        return ", ".join(counted_by_kind(kind, count) for kind, count in self.kinds)

    def bars(self, most: int) -> tuple[int, int]:
        """The lengths of its bars (``bars``)."""
        return bars(self.words_removed, self.words_added, most)


def bars(removed: int, added: int, most: int) -> tuple[int, int]:
    """The lengths of bars of so many removed and added words, in steps, where ``most`` words are all the room."""
    old, new = (-(-count * STEPS // most) if most else 0 for count in (removed, added))
    return old, new


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
        tuple(changes),
        tuple((kind, counts[kind]) for kind in ChangeKind if counts[kind]),
        sum(change.words_removed for change in changes),
        sum(change.words_added for change in changes),
        sum(change.words_moved for change in changes),
    )


def summary_sentence(redline: Redline, found: Sequence[Change]) -> str:
    """The figures of a whole redline in words; without a change, in what the two sources differ."""
    if not found:
        said = _("No word, link or layout changed between these two versions.")
        return " ".join((said, only_difference(redline)))
    words = ngettext(
        "%(num)s word added, %(removed)s removed, %(moved)s moved.",
        "%(num)s words added, %(removed)s removed, %(moved)s moved.",
        redline.words_added(),
        removed=redline.words_removed(),
        moved=redline.words_moved(),
    )
    return " ".join((_changes_in_words(found), words))


def _changes_in_words(found: Sequence[Change]) -> str:
    """How many changes there are, and of which kinds where they are of several."""
    kinds = [
        ngettext("%(num)s of wording", "%(num)s of wording", number)
        if kind is ChangeKind.WORDING
        else counted_by_kind(kind, number)
        for kind, number in summary_of(found).kinds
    ]
    if len(kinds) == 1:
        return ngettext("%(num)s change.", "%(num)s changes.", len(found))
    listed = list_of(kinds, interface_language())
    return ngettext("%(num)s change: %(kinds)s.", "%(num)s changes: %(kinds)s.", len(found), kinds=listed)
