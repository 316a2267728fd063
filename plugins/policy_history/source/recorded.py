"""What the record says, taken line by line; and the entries of what stands in the folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from ..model import Annotation, Erratum, Policy, Revision
from ..problems import Problem, ProblemsFound
from .data_file import read_data_tree
from .lock_file import FIELDS, RULE, Lock, RecordEntry, entry
from .yaml_tree import LONG_LIST

STORAGE_FILE = "storage.yml"


@dataclass(slots=True)
class Recorded:
    """The record taken together: the latest line of each policy and of the storage list, and what else stands.

    ``last`` is the day of its last line; None for an empty one. ``problems`` are lines that no “policy lock” writes.
    """

    policies: dict[str, RecordEntry] = field(default_factory=dict)
    revisions: dict[str, RecordEntry] = field(default_factory=dict)
    errata: list[RecordEntry] = field(default_factory=list)
    annotations: list[RecordEntry] = field(default_factory=list)
    storage: list[RecordEntry] = field(default_factory=list)
    last: date | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def facts(self) -> set[tuple[str, ...]]:
        """What holds now, as ``Entry.fact`` gives it."""
        latest = [*self.policies.values(), *self.storage[-1:]]
        return {each.fact for each in (*latest, *self.revisions.values(), *self.errata, *self.annotations)}

    def of(self, slug: str) -> dict[str, RecordEntry]:
        """The recorded revisions of that policy, by id."""
        prefix = f"{slug}/"
        return {name.removeprefix(prefix): each for name, each in self.revisions.items() if name.startswith(prefix)}


def recorded(lock: Lock) -> Recorded:
    """What a record says; with the lines that say what none may, such as a revision for the second time."""
    found = Recorded()
    for each in lock.entries:
        fault = _day_fault(each, found) or _take(each, found)
        if fault:
            found.problems.append(Problem(lock.path, each.line, 1, RULE, f"{fault} Remove what was added last."))
        found.last = each.day
    return found


def _day_fault(each: RecordEntry, found: Recorded) -> str:
    if found.last and each.day < found.last:
        return f"This line is of {each.day}, but the one before it of {found.last}: lines are only added at the end."
    return ""


def _take(each: RecordEntry, found: Recorded) -> str:
    """Take a line in; why it must not stand there, else empty."""
    match each.kind:
        case "policy":
            before = found.policies.get(each.name)
            found.policies[each.name] = each
            if before and before.fact != each.fact and not each["reason"]:
                return f"This line changes {before.said} without a reason. “policy lock --reason” records one."
        case "revision":
            if each.name in found.revisions:
                return f"{each.name} stands in line {found.revisions[each.name].line} already, and is published once."
            found.revisions[each.name] = each
        case "erratum":
            found.errata.append(each)
        case "annotation":
            found.annotations.append(each)
        case "withdrawn":
            return _withdraw(each, found)
        case "storage":
            return _replace_storage(each, found)
    return ""


def _withdraw(each: RecordEntry, found: Recorded) -> str:
    note = next((note for note in found.annotations if note.fact[1:] == each.fact[1:]), None)
    if note is None or not each["reason"]:
        return "This line withdraws a note without a reason, or one that the record does not have."
    found.annotations.remove(note)
    return ""


def _replace_storage(each: RecordEntry, found: Recorded) -> str:
    before = found.storage[-1] if found.storage else None
    found.storage.append(each)
    if before and (each["checked"] < before["checked"] or not (each["reason"] or later(each, before))):
        return f"This line puts another storage list in the place of that of {before['checked']}."
    return ""


def mended(published: str, errata: Iterable[tuple[str, str]]) -> str:
    """The SHA-256 of a file that was published with that one, after errata, each what it was and is since, in order."""
    for was, now in errata:
        if was == published:
            published = now
    return published


def later(new: RecordEntry, old: RecordEntry) -> bool:
    """Whether a storage list was checked on a later day than the other."""
    return new["checked"] > old["checked"]


def standing(root: Path, folder: str, policies: Iterable[Policy], today: date) -> Iterator[RecordEntry]:
    """The entries of everything in the folder that is published by that day, in the order in which they are added."""
    for policy in policies:
        revisions = policy.published_by(today)
        if revisions:
            yield policy_entry(policy, today)
        names = {str(revision.id) for revision in revisions}
        yield from (revision_entry(policy, each, today) for each in revisions)
        yield from (erratum_entry(policy, each, today) for each in policy.errata if each.revision in names)
        yield from (annotation_entry(policy, each, today) for each in policy.annotations if each.revision in names)
    if storage := storage_entry(root, folder, today):
        yield storage


def policy_entry(policy: Policy, day: date) -> RecordEntry:
    """What policy.yml says of the policy to its readers."""
    values = policy.title, policy.publisher, policy.language, policy.kind, policy.notice_days, policy.withdrawn or ""
    return entry("policy", policy.slug, day, *values)


def revision_entry(policy: Policy, revision: Revision, day: date) -> RecordEntry:
    """The dates, the class and the hash of the file of a revision as it is now."""
    values = revision.published, revision.effective, revision.change_class, revision.sha256
    return entry("revision", f"{policy.slug}/{revision.id}", day, *values)


def erratum_entry(policy: Policy, erratum: Erratum, day: date) -> RecordEntry:
    """A recorded change to the file of a revision."""
    values = erratum.day, erratum.was, erratum.now, erratum.reason
    return entry("erratum", f"{policy.slug}/{erratum.revision}", day, *values)


def annotation_entry(policy: Policy, note: Annotation, day: date) -> RecordEntry:
    """An editor's note; the hash is that of its text."""
    digest = sha256(" ".join(note.note.split()).encode("utf-8")).hexdigest()
    return entry("annotation", f"{policy.slug}/{note.revision}", day, note.dated, note.quote, digest)


def withdrawn(note: RecordEntry, day: date) -> RecordEntry:
    """The entry that takes a note back."""
    return entry("withdrawn", note.name, day, *(note[name] for name in FIELDS["withdrawn"]))


def with_reason(each: RecordEntry, reason: str) -> RecordEntry:
    """The same entry, saying why."""
    return replace(each, values=(*each.values, ("reason", " ".join(reason.split()))))


def storage_entry(root: Path, folder: str, day: date) -> RecordEntry | None:
    """The storage list beside the policies: the day on which it was checked, and the hash of what it says.

    Comments, the order of keys and line ends are no part of it. None when there is none that can be read; what is wrong
    with it is told by those who publish it.
    """
    try:
        found = read_data_tree(root, f"{folder}/{STORAGE_FILE}", LONG_LIST)
    except ProblemsFound:
        return None
    if found is None or found[1]:
        return None
    checked = found[0].fields.get("checked")
    if checked is None or not isinstance(checked.value, str):
        return None
    said = json.dumps(found[0].plain(), sort_keys=True, ensure_ascii=False)
    return entry("storage", STORAGE_FILE, day, checked.value, sha256(said.encode("utf-8")).hexdigest())
