"""The history of every clause: since when it stands and is attested, when it changed, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import NamedTuple

from ..redline.model import ChangeKind
from ..text.blocks import Kind
from .differing import kinds_between, word_of
from .store import Store


class ClauseChange(NamedTuple):
    """A revision, by number, that gave a clause another wording or look, and the classes of change it had
    then.

    It is attested when neither that revision nor the last one before it that had the clause is a
    reconstruction.
    """

    revision: int
    kinds: tuple[ChangeKind, ...]
    is_attested: bool


_OF_SUBSTANCE = (ChangeKind.WORDING, ChangeKind.LINK)


@dataclass(frozen=True)
class ClauseHistory:
    """A clause as it stands in one revision, and its past up to then.

    ``number`` is the same in every revision, whatever the clause is called and wherever it stands. ``first``
    is the revision it first stands in, ``attested`` the first one that is not a reconstruction, None before
    there is one; ``changes`` are those since, oldest first.
    """

    number: int
    title: str
    first: int
    attested: int | None
    changes: tuple[ClauseChange, ...] = ()

    @property
    def last_changed(self) -> int | None:
        """The last revision attested to have changed its words or link targets; None if there is none."""
        found = [
            change.revision
            for change in self.changes
            if change.is_attested and any(kind in _OF_SUBSTANCE for kind in change.kinds)
        ]
        return found[-1] if found else None


class _Clause(NamedTuple):
    """A clause in one revision: the id its heading gives it, the runs of its heading, and all of them."""

    id: str
    heading: Sequence[int]
    runs: Sequence[int]


# What stands behind the words of a heading, as ``text.blocks`` reads it.
_ID = re.compile(r"\{:?[ \t]*#([^\s{}#.]+)[ \t]*\}")


@dataclass(slots=True)
class _Past:
    """What is known of the clauses so far: histories, last runs, and which words were whose last."""

    histories: list[ClauseHistory] = field(default_factory=list)
    runs: list[Sequence[int]] = field(default_factory=list)
    seen_in: list[int] = field(default_factory=list)
    owners: dict[int, int] = field(default_factory=dict)
    headings: dict[int, int] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)


def clause_histories(store: Store) -> list[list[ClauseHistory]]:
    """For each revision its clauses in order: a heading, and what stands under it up to the next one."""
    past = _Past()
    found = []
    for revision in range(len(store.revisions)):
        clauses = list(_clauses(store, revision))
        numbers = _recognised(store, past, clauses)
        found.append([_noted(store, past, revision, *each) for each in zip(clauses, numbers)])
    return found


def _clauses(store: Store, revision: int) -> Iterator[_Clause]:
    runs = list(compress(range(len(store.texts)), store.standing(revision)))
    starts: list[tuple[int, int]] = []
    block = 0
    for at, run in enumerate(runs):
        style = store.style(run)
        if style.mark in ("block", "row"):
            if style.form and style.form[0] == Kind.HEADING:
                starts.append((block, at + 1))
            block = at + 1
    for (start, body), (end, _) in zip(starts, (*starts[1:], (len(runs), 0))):
        given = _ID.search(store.texts[runs[body - 1]])
        yield _Clause(given[1] if given else "", runs[start:body], runs[start:end])


def _recognised(store: Store, past: _Past, clauses: Sequence[_Clause]) -> list[int]:
    """The number of each clause: by the id it is given, else half of its heading, else half of its text."""
    claims: list[tuple[int, int, int, int]] = []
    for at, clause in enumerate(clauses):
        if clause.id in past.ids:
            claims.append((0, 0, at, past.ids[clause.id]))
        for rank, owners, runs in ((1, past.headings, clause.heading), (2, past.owners, clause.runs)):
            least = _length(store, runs) / 2
            votes = _votes(store, owners, runs)
            claims += [(rank, -weight, at, owner) for owner, weight in votes.items() if weight >= least]
    numbers = [-1] * len(clauses)
    taken: set[int] = set()
    for _, _, at, owner in sorted(claims):
        if numbers[at] < 0 and owner not in taken:
            numbers[at] = owner
            taken.add(owner)
    return _with_new_ones(past, numbers)


def _with_new_ones(past: _Past, numbers: list[int]) -> list[int]:
    following = len(past.histories)
    for at, number in enumerate(numbers):
        if number < 0:
            numbers[at] = following
            following += 1
    return numbers


def _votes(store: Store, owners: Mapping[int, int], runs: Sequence[int]) -> dict[int, int]:
    """How much of these runs was whose, in characters."""
    votes: dict[int, int] = {}
    for run in runs:
        owner = owners.get(word_of(store, run), -1)
        if owner >= 0 and not store.style(run).mark:
            votes[owner] = votes.get(owner, 0) + len(store.texts[run])
    return votes


def _length(store: Store, runs: Sequence[int]) -> int:
    return sum(len(store.texts[run]) for run in runs if not store.style(run).mark)


def _noted(store: Store, past: _Past, revision: int, clause: _Clause, number: int) -> ClauseHistory:
    """The history of a clause up to a revision, which is remembered."""
    title = " ".join("".join(map(store.visible, clause.heading)).split())
    is_original = not store.revisions[revision].is_reconstructed
    if number == len(past.histories):
        history = ClauseHistory(number, title, revision, revision if is_original else None)
        past.histories.append(history)
        past.runs.append(clause.runs)
        past.seen_in.append(revision)
    else:
        history = _gone_on(store, past, revision, clause, past.histories[number], title)
    past.histories[number] = history
    past.runs[number], past.seen_in[number] = clause.runs, revision
    past.owners.update((word_of(store, run), number) for run in clause.runs)
    past.headings.update((word_of(store, run), number) for run in clause.heading)
    if clause.id:
        past.ids[clause.id] = number
    return history


def _gone_on(
    store: Store, past: _Past, revision: int, clause: _Clause, history: ClauseHistory, title: str
) -> ClauseHistory:
    is_original = not store.revisions[revision].is_reconstructed
    kinds = kinds_between(store, past.runs[history.number], clause.runs)
    changes = history.changes
    if kinds:
        before = store.revisions[past.seen_in[history.number]]
        changes = (*changes, ClauseChange(revision, kinds, is_original and not before.is_reconstructed))
    attested = history.attested
    if attested is None and is_original:
        attested = revision
    return ClauseHistory(history.number, title, history.first, attested, changes)
