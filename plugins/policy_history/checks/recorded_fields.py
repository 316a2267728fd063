"""What readers were told beside the texts: titles, errata, notes and the storage list, held against the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..model import Annotation, Policy
from ..problems import Problem, printable
from ..source.disk import Disk
from ..source.feed_ids import FeedIds
from ..source.lock_file import FIELDS, RULE, Lock, RecordEntry
from ..source.names import POLICY_FILE
from ..source.places import field_place
from ..source.recorded import (
    STORAGE_FILE,
    Recorded,
    annotation_entry,
    erratum_entry,
    later,
    policy_entry,
    withdrawn,
)

_RECORD_IT = "or record the change: policy lock --reason “why it changed”"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Something that is not as the record says; ``entry`` records it, once a reason is given. None when nothing may."""

    problem: Problem
    entry: RecordEntry | None = None


def changed_fields(
    disk: Disk,
    lock: Lock,
    record: Recorded,
    policies: Sequence[Policy],
    now: Sequence[RecordEntry],
    today: date,
) -> Iterator[FieldChange]:
    """What was published beside the texts and is no longer as it was. ``now`` are the entries of what stands there."""
    for policy in policies:
        if policy.slug in record.policies:
            yield from _policy(disk, lock, policy, record.policies[policy.slug], today)
    yield from _errata(lock, record, policies, today)
    yield from _annotations(disk, lock, record, policies, today)
    yield from _storage(disk, lock, record, now)


def _policy(disk: Disk, lock: Lock, policy: Policy, line: RecordEntry, today: date) -> Iterator[FieldChange]:
    now = policy_entry(policy, today)
    path = f"{policy.slug}/{POLICY_FILE}"
    for name in FIELDS["policy"]:
        if now[name] != line[name]:
            message = (
                f"The record says {name} {_said(name, line)} ({_where(lock, line)}); here it is {_said(name, now)}. "
                f"Put back what it was, {_RECORD_IT}."
            )
            if name == "publisher" and not policy.feed_ids:
                before = FeedIds("", line[name], policy.slug).begin
                message += (
                    f" Ids of feeds follow from the publisher: add “feed_ids: {before}”, or those who follow them are "
                    "told of every revision once more."
                )
            yield FieldChange(Problem(disk.shown(path), *field_place(disk.read(path), name), RULE, message), now)


def _said(name: str, line: RecordEntry) -> str:
    return f"“{printable(line[name])}”" if line[name] else "nothing"


def _errata(lock: Lock, record: Recorded, policies: Iterable[Policy], today: date) -> Iterator[FieldChange]:
    known = {each.fact for each in record.errata}
    standing = set()
    paths = {}
    for policy in policies:
        paths[policy.slug] = policy.path
        for erratum in policy.errata:
            fact = erratum_entry(policy, erratum, today).fact
            standing.add(fact)
            if fact not in known and record.last and erratum.day < record.last:
                message = (
                    f"This erratum is dated {erratum.day}, but the record of {record.last} does not have it "
                    f"({lock.path}:{lock.entries[-1].line}). Date it on the day on which it is published."
                )
                yield FieldChange(Problem(policy.path, erratum.line, 1, RULE, message))
    for line in record.errata:
        path = paths.get(line.name.partition("/")[0])
        if path and line.fact not in standing:
            message = (
                f"The record has an {line.said} ({_where(lock, line)}); it does not stand here as it was. Put it back; "
                "what is to be added is an erratum of its own."
            )
            yield FieldChange(Problem(path, 1, 1, RULE, message))


def _annotations(
    disk: Disk, lock: Lock, record: Recorded, policies: Iterable[Policy], today: date
) -> Iterator[FieldChange]:
    notes = [(annotation_entry(policy, each, today), each) for policy in policies for each in policy.annotations]
    standing = {each.fact for each, _ in notes}
    path = disk.shown("annotations.yml")
    for line in record.annotations:
        if line.fact in standing:
            continue
        place, now = _note_now(line, notes)
        message = (
            f"The record has a note on {line.name}, dated {line['dated']}, on “{printable(line['quote'])}” "
            f"({_where(lock, line)}); {now}. Put it back as it was, {_RECORD_IT}."
        )
        yield FieldChange(Problem(path, *place, RULE, message), withdrawn(line, today))


def _note_now(line: RecordEntry, notes: Sequence[tuple[RecordEntry, Annotation]]) -> tuple[tuple[int, int], str]:
    """Where the note on the same words stands now, and what became of it."""
    for now, note in notes:
        if (now.name, now["quote"]) == (line.name, line["quote"]):
            what = f"here it is dated {now['dated']}" if now["dated"] != line["dated"] else "here its words differ"
            return (note.line, note.column), what
    return (1, 1), "it is gone"


def _storage(disk: Disk, lock: Lock, record: Recorded, now: Sequence[RecordEntry]) -> Iterator[FieldChange]:
    if not record.storage:
        return
    line = record.storage[-1]
    current = next((each for each in now if each.kind == "storage"), None)
    if current is None:
        if STORAGE_FILE in disk.names():
            return  # what is wrong in it is told by those who read it
        message = (
            f"The storage list is gone; the record has that of {line['checked']} ({_where(lock, line)}). Put it back."
        )
        yield FieldChange(Problem(disk.shown(STORAGE_FILE), 1, 1, RULE, message))
        return
    if current.fact == line.fact or later(current, line):
        return
    place = field_place(disk.read(STORAGE_FILE), "checked")
    said = f"The record says {line.said} ({_where(lock, line)}); here is another list, checked on {current['checked']}."
    if current["checked"] < line["checked"]:
        message = (
            f"{said} Put the newer list back; where it is out of date, check it anew and set “checked” to that day."
        )
        yield FieldChange(Problem(disk.shown(STORAGE_FILE), *place, RULE, message))
    else:
        message = f"{said} Set “checked” to the day on which you compared it with the site, {_RECORD_IT}."
        yield FieldChange(Problem(disk.shown(STORAGE_FILE), *place, RULE, message), current)


def _where(lock: Lock, line: RecordEntry) -> str:
    return f"{lock.path}:{line.line}, recorded on {line.day}"
