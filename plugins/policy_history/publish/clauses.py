"""The history of every clause: since when it is known, every change of it, what it came from and what it became."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from ..model import State
from ..text.document import Clause
from .edition import PublishedRevision
from .steps import CHANGED, PASSED

NEW, KNOWN, REMOVED = "added", "known since then", "removed"
BACK, BACK_EDITED = "back word for word", "back with other words"
JOINED = "words went to or came from"

SUCCEEDED = "succeeded"
"""The relation of a clause that left to the one that has most of its words."""


class Relation(NamedTuple):
    """What a revision did to a clause and another one: ``what`` is a kind of join (``clause_joins``) or a succession.

    ``is_other`` says that the other clause is the one of which the kind tells; ``title`` is what that was called then:
    a later name of it does not change what is said of this one.
    """

    what: str
    other: ClauseHistory
    is_other: bool
    title: str


class Event(NamedTuple):
    """What a revision did to a clause."""

    entry: PublishedRevision
    what: str
    relations: list[Relation]


@dataclass(slots=True, eq=False)
class ClauseHistory:
    """One clause through the revisions. ``clause`` is what the last of them that has taken effect has.

    ``events`` are the revisions that touched it, oldest first.

    Of one that was ``removed``, ``destination`` is the clause of the last revision in which its words stand now, if
    they were not removed with it; ``successor`` the one that took over most of them when it left, or later.
    """

    id: str
    clause: Clause
    events: list[Event] = field(default_factory=list)
    removed: PublishedRevision | None = None
    destination: Clause | None = None
    successor: ClauseHistory | None = None

    @property
    def first(self) -> PublishedRevision:
        """The revision with which the clause came."""
        return self.events[0].entry

    @property
    def is_ahead(self) -> bool:
        """Whether only revisions have the clause that have not taken effect."""
        return self.first.state is State.UPCOMING

    @property
    def is_gone(self) -> bool:
        """Whether a revision that has taken effect removed it."""
        return self.removed is not None and self.removed.state is not State.UPCOMING

    @property
    def first_attested(self) -> PublishedRevision | None:
        """The first revision of original wording that has the clause; a reconstruction attests nothing."""
        return self.attested[0] if self.attested else None

    @property
    def changes(self) -> list[PublishedRevision]:
        """The revisions that have taken effect and are known to have changed its wording.

        Neither against a reconstruction nor by one a change is known.
        """
        return [entry for entry in self._changes if entry.state is not State.UPCOMING]

    @property
    def changes_ahead(self) -> list[PublishedRevision]:
        """The revisions that will."""
        return [entry for entry in self._changes if entry.state is State.UPCOMING]

    @property
    def _changes(self) -> Iterator[PublishedRevision]:
        found = (event.entry for event in self.events if event.what in (CHANGED, PASSED, BACK_EDITED))
        return (entry for entry in found if _is_known(entry))

    @property
    def last_changed(self) -> PublishedRevision | None:
        """The last of those that have taken effect."""
        return self.changes[-1] if self.changes else None

    def event_of(self, entry: PublishedRevision) -> Event:
        """What that revision, the last one so far, did to it."""
        if self.events[-1].entry is not entry:
            self.events.append(Event(entry, JOINED, []))
        return self.events[-1]

    attested: list[PublishedRevision] = field(default_factory=list)


def clause_histories(entries: Sequence[PublishedRevision]) -> list[ClauseHistory]:
    """Every clause the policy ever had, in the order in which they came."""
    histories: dict[str, ClauseHistory] = {}
    for entry in entries:
        present = {clause.id: clause for clause in entry.step.clauses}
        touched = entry.step.touched
        came = present.keys() - histories.keys()
        for name, clause in present.items():
            history = histories.get(name)
            if history is None:
                history = histories[name] = ClauseHistory(name, clause, [Event(entry, _beginning(entry), [])])
            elif history.removed:
                history.events.append(Event(entry, _return_of(history, history.removed, entry), []))
            elif name in touched:
                history.events.append(Event(entry, touched[name], []))
            if entry.state is not State.UPCOMING:
                history.clause = clause
            history.removed, history.successor = None, None
            if not entry.revision.is_reconstructed:
                history.attested.append(entry)
        _name_successors(entry, came, histories)
        for each in entry.step.joins:
            _relate(entry, each.what, histories[each.clause], histories[each.other])
    for history in histories.values():
        history.destination = _final(history)
    return list(histories.values())


def _relate(entry: PublishedRevision, what: str, one: ClauseHistory, other: ClauseHistory) -> None:
    """Tell of both clauses what a revision did to them together; once, and nothing besides that one succeeds."""
    relations = one.event_of(entry).relations
    if not any(each.other is other for each in relations):
        relations.append(Relation(what, other, is_other=False, title=other.clause.title))
        other.event_of(entry).relations.append(Relation(what, one, is_other=True, title=one.clause.title))


def _beginning(entry: PublishedRevision) -> str:
    """What is known of a clause that a revision has and those before have not: a reconstruction proves no absence."""
    return NEW if _is_known(entry) else KNOWN


def _is_known(entry: PublishedRevision) -> bool:
    """Whether it is known what a revision changed: it and the one before it are no reconstructions."""
    return bool(entry.before) and not any(each and each.is_reconstructed for each in (entry.previous, entry.revision))


def _return_of(history: ClauseHistory, removed: PublishedRevision, entry: PublishedRevision) -> str:
    """How a clause is back. One with other words is, where the source gives it the id."""
    left, came = removed.step.left[history.id], entry.step.came[history.id]
    return BACK if (left.title, left.words) == (came.title, came.words) else BACK_EDITED


def _name_successors(entry: PublishedRevision, came: Set[str], histories: Mapping[str, ClauseHistory]) -> None:
    """Name what became of clauses that leave with this revision, and of those that left before and come back edited.

    The latter may have been a part of another clause meanwhile.
    """
    leaving = {name for name in entry.step.left if histories[name].removed is None}
    arrived = {name: Counter(each.words) for name, each in entry.step.came.items() if name in came}
    for history in histories.values():
        to = None
        if history.removed:
            to = _edited_return(history, entry, arrived)
        elif history.id in leaving:
            to = entry.step.went.get(history.id)
        if history.id in leaving:
            history.events.append(Event(entry, REMOVED, []))
        if to:
            history.successor = histories[to.id]
            _relate(entry, SUCCEEDED, history, history.successor)
    for name in leaving:
        histories[name].removed = entry


def _edited_return(
    history: ClauseHistory, entry: PublishedRevision, arrived: Mapping[str, Counter[str]]
) -> Clause | None:
    """The clause, of those that came with this revision, that has most words of one that had left before."""
    last = history.removed.before if history.removed else None
    if not arrived or last is None or history.removed is None:
        return None
    words = Counter(history.removed.step.left[history.id].words)
    # Whether it can be is told without aligning the texts.
    if not any(2 * (words & others).total() >= words.total() > 0 for others in arrived.values()):
        return None
    to = entry.home.facts.destinations(last, entry).get(history.id)
    return to if to and to.id in arrived else None


def _final(history: ClauseHistory) -> Clause | None:
    """Where a removed clause's words stand in the last revision: what it became part of may itself have gone since."""
    seen = {history.id}
    while history.removed and history.successor and history.successor.id not in seen:
        history = history.successor
        seen.add(history.id)
    return history.clause if not history.removed and len(seen) > 1 else None


def newest_words(entries: Sequence[PublishedRevision]) -> Mapping[str, PublishedRevision]:
    """For each clause of the last revision, by id, the revision with which the newest of its words came.

    Words that went and came back have stood since they first came.
    """
    anchors = entries[-1].anchors
    found = zip(anchors.clauses, anchors.newest, strict=True)
    return {name: entries[revision] for name, revision in found if revision >= 0}
