"""Policies, their revisions, and the state of each on a given day. No input, no output."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from .wording import N_

_ID = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.([1-9]\d*))?", re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class RevisionId:
    """A revision's permanent name: a day, and a number from 2 up when the day has more than one."""

    day: date
    number: int = 1

    @classmethod
    def parse(cls, text: str) -> RevisionId:
        """Read ``2014-09-24`` or ``2014-09-24.2``; ValueError for anything else."""
        match = _ID.fullmatch(text)
        if match is None:
            raise ValueError(f"“{text}” is not a revision id such as 2014-09-24 or 2014-09-24.2")
        number = int(match[2] or 1)
        if match[2] and number < 2:
            raise ValueError(f"“{text}”: the first revision of a day carries no number, the next is .2")
        return cls(date.fromisoformat(match[1]), number)

    @classmethod
    def is_id(cls, text: str) -> bool:
        """Whether ``parse`` reads that."""
        try:
            cls.parse(text)
        except ValueError:
            return False
        return True

    def __str__(self) -> str:
        return self.day.isoformat() if self.number == 1 else f"{self.day.isoformat()}.{self.number}"


class State(StrEnum):
    """Where a revision stands on a given day; always computed, never declared."""

    DRAFT = N_("draft")
    UPCOMING = N_("upcoming")
    IN_FORCE = N_("in force")
    SUPERSEDED = N_("superseded")
    WITHDRAWN = N_("withdrawn")


class ChangeClass(StrEnum):
    """What kind of change a revision makes, as its editor declares it. Only material ones notify."""

    MATERIAL = N_("material")
    EDITORIAL = N_("editorial")
    CORRECTION = N_("correction")


class Wording(StrEnum):
    """Whether the words are the ones that were published, or were put together afterwards."""

    ORIGINAL = N_("original")
    RECONSTRUCTED = N_("reconstructed")


class PolicyKind(StrEnum):
    """What a policy is about, as far as the web has a name for it."""

    PRIVACY = "privacy"
    TERMS = "terms"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Erratum:
    """A recorded change to what had been published: the file of ``revision`` itself, and not by a new revision.

    ``was`` and ``now`` are the hexadecimal SHA-256 of its file before and after; ``was`` is empty when the revision
    was added although a later one had been published. ``line`` is where policy.yml records it.
    """

    revision: str
    day: date
    was: str
    now: str
    reason: str
    line: int = 1


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """An editor's recorded decision to keep a finding of one rule, for one quoted text."""

    rule: str
    text: str
    reason: str


@dataclass(frozen=True)
class Revision:
    """One wording of a policy.

    ``source`` is the file as it is in the repository, byte for byte; ``text`` is the Markdown after the
    front matter, with LF line ends; ``text_line`` is the line of the file on which that text begins.
    ``origin`` says where an imported text was kept.
    ``path`` is relative to the folder the site is built from, with forward slashes.
    """

    id: RevisionId
    published: date
    effective: date
    change_class: ChangeClass
    note: str
    text: str
    source: bytes = field(repr=False)
    path: str
    text_line: int = 1
    wording: Wording = Wording.ORIGINAL
    basis: str = ""
    link_basis: str = ""
    origin: str = ""
    acknowledgements: tuple[Acknowledgement, ...] = ()

    @property
    def is_reconstructed(self) -> bool:
        return self.wording is Wording.RECONSTRUCTED

    @cached_property
    def sha256(self) -> str:
        """The hexadecimal SHA-256 of the published source file."""
        return sha256(self.source).hexdigest()


@dataclass(frozen=True, slots=True)
class Annotation:
    """An editor's note on the words ``quote`` of one revision: explanation, never part of the policy.

    ``revision`` is the revision's id; ``dated`` the day the note was written. ``path``, ``line`` and ``column``
    say where the quote stands in the file of annotations.
    """

    revision: str
    quote: str
    dated: date
    note: str
    path: str = ""
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Policy:
    """A policy with all its revisions, oldest first.

    ``slug`` is the name of its folder; ``publisher`` is who issues it;
    ``own_names`` and ``foreign_names`` are the names the text may and may not use for the publisher;
    ``notice_days`` is how many days before it takes effect a material revision is promised to be published.
    ``mailing_list`` is the address at which readers ask to be told by email; empty where there is none.
    ``group`` is what a site may choose policies by; ``base`` is the folder of the site in which the policy stands,
    with a slash at its end, empty for its root. ``feed_ids`` is what the ids of its feeds are declared to begin with.
    ``withdrawn`` is the first day on which the policy no longer applies; None while no end of it is known.
    ``annotations`` are the editor's notes on passages of its revisions, ``errata`` the recorded changes to files that
    had been published.
    """

    slug: str
    title: str
    publisher: str
    revisions: tuple[Revision, ...]
    language: str = "en"
    own_names: tuple[str, ...] = ()
    foreign_names: tuple[str, ...] = ()
    path: str = ""
    notice_days: int = 0
    annotations: tuple[Annotation, ...] = ()
    kind: PolicyKind = PolicyKind.OTHER
    mailing_list: str = ""
    group: str = ""
    base: str = ""
    feed_ids: str = ""
    withdrawn: date | None = None

    @property
    def place(self) -> str:
        """Its folder on the site, without a slash at either end."""
        return f"{self.base}{self.slug}"

    errata: tuple[Erratum, ...] = ()

    def published_by(self, day: date) -> tuple[Revision, ...]:
        """The revisions a reader may see on that day: all but drafts."""
        return tuple(revision for revision in self.revisions if revision.published <= day)

    def in_force(self, day: date) -> Revision | None:
        """The revision that applies on that day; None before the first one takes effect, and once it is withdrawn."""
        return None if self.is_withdrawn(day) else self.applied_last(day)

    def applied_last(self, day: date) -> Revision | None:
        """The revision that applies on that day, or of a withdrawn policy the one that did last."""
        newest_first = reversed(self.revisions)
        return next((each for each in newest_first if each.published <= day and each.effective <= day), None)

    def is_withdrawn(self, day: date) -> bool:
        """Whether the policy applies no more on that day."""
        return self.withdrawn is not None and self.withdrawn <= day

    def upcoming(self, day: date) -> tuple[Revision, ...]:
        """The published revisions that do not apply yet, the next one first."""
        return tuple(revision for revision in self.published_by(day) if revision.effective > day)

    def state(self, revision: Revision, day: date) -> State:
        """Where that revision stands on that day."""
        if revision.published > day:
            return State.DRAFT
        if revision.effective > day:
            return State.UPCOMING
        if revision is not self.applied_last(day):
            return State.SUPERSEDED
        return State.WITHDRAWN if self.is_withdrawn(day) else State.IN_FORCE

    def previous(self, revision: Revision) -> Revision | None:
        """The revision just before that one."""
        return _neighbour(self.revisions, revision, -1)

    def next(self, revision: Revision) -> Revision | None:
        """The revision just after that one."""
        return _neighbour(self.revisions, revision, +1)

    def find(self, name: str) -> Revision | None:
        """The revision of that id, written out."""
        return next((revision for revision in self.revisions if str(revision.id) == name), None)

    def errata_of(self, revision: Revision) -> tuple[Erratum, ...]:
        """The recorded changes to that revision's file, oldest first."""
        found = (erratum for erratum in self.errata if erratum.revision == str(revision.id))
        return tuple(sorted(found, key=lambda erratum: erratum.day))

    @property
    def first_attested(self) -> Revision | None:
        """The oldest revision whose wording is original: a reconstruction attests nothing."""
        return next((revision for revision in self.revisions if not revision.is_reconstructed), None)


def settled_day(policies: Iterable[Policy], today: date) -> date:
    """The last day that changed anything: between two days when nothing comes into force, both sites are the same."""
    days = (
        day
        for policy in policies
        for revision in policy.published_by(today)
        for day in (revision.published, revision.effective, policy.withdrawn or date.min)
    )
    return max((day for day in days if day <= today), default=date.min)


def _neighbour(revisions: Sequence[Revision], revision: Revision, step: int) -> Revision | None:
    position = revisions.index(revision) + step
    return revisions[position] if 0 <= position < len(revisions) else None
