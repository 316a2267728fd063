"""What has been published stays as it was: what stands in the folder held against the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from ..model import Policy, Revision
from ..problems import Problem, Severity
from ..source.disk import Disk
from ..source.lock_file import RULE, Lock, RecordEntry, read_lock
from ..source.recorded import Recorded, mended, recorded, standing
from .recorded_fields import FieldChange, changed_fields

_REMEDY = (
    "Put it back as it was and publish the change as a new revision; where the file itself has to be mended, record "
    "that under “errata” in policy.yml"
)


@dataclass(frozen=True, slots=True)
class RecordComparison:
    """What stands in a folder held against its record.

    ``problems`` can only be mended in the files. ``changes`` may also be recorded, with a reason. ``added`` are the
    entries that the record does not have yet.
    """

    problems: tuple[Problem, ...]
    changes: tuple[FieldChange, ...]
    added: tuple[RecordEntry, ...]


def check_lock(root: Path, folder: str, policies: Sequence[Policy], today: date) -> list[Problem]:
    """Every way in which the policies of ``root/folder`` are not what their record says; what it lacks, as notices."""
    lock = read_lock(root, folder)
    compared = compare(root, folder, lock, policies, today)
    wrong = [*lock.problems, *compared.problems, *(change.problem for change in compared.changes)]
    return wrong if lock.problems else [*wrong, *_missing(lock, compared.added, {problem.path for problem in wrong})]


def compare(root: Path, folder: str, lock: Lock, policies: Sequence[Policy], today: date) -> RecordComparison:
    """Hold what is published in ``root/folder`` by that day against a record of it."""
    record = recorded(lock)
    now = tuple(standing(root, folder, policies, today))
    changes = tuple(changed_fields(Disk.at(root, folder), lock, record, policies, now, today))
    problems = [*(() if lock.problems else record.problems), *_files(lock, record, policies)]
    replaced = {(each.entry.kind, each.entry.name) for each in changes if each.entry}
    known = record.facts
    added = [
        each
        for each in now
        if each.fact not in known
        and (each.kind, each.name) not in replaced
        and (each.kind != "revision" or each.name not in record.revisions)
    ]
    return RecordComparison(
        (*problems, *(each.problem for each in changes if not each.entry)),
        tuple(each for each in changes if each.entry),
        tuple(added),
    )


def _files(lock: Lock, record: Recorded, policies: Iterable[Policy]) -> Iterator[Problem]:
    """What was published and is no longer as it was: rewritten, redated, taken away, or put behind something new."""
    seen: dict[str, str] = {}
    for policy in policies:
        lines = record.of(policy.slug)
        for revision in policy.revisions:
            name = f"{policy.slug}/{revision.id}"
            seen[name] = revision.sha256
            if name in record.revisions:
                yield from _changed(lock, policy, revision, record.revisions[name])
        yield from _back_dated(policy, lines)
        yield from _wrong_errata(policy)
    hashes = {digest: name for name, digest in seen.items()}
    for name, line in record.revisions.items():
        if name not in seen:
            elsewhere = hashes.get(line["sha256"], "")
            renamed = f" Its content is in {elsewhere}.md: give the file its name back." if elsewhere else ""
            message = f"{name} was published and is gone ({line.said}). Put its file back as it was.{renamed}"
            yield Problem(lock.path, line.line, 1, RULE, message)


def _missing(lock: Lock, added: Iterable[RecordEntry], told: Set[str]) -> Iterator[Problem]:
    folder = lock.path.rpartition("/")[0]
    missing = [each for each in added if told.isdisjoint((f"{folder}/{each.name}", f"{folder}/{each.name}.md"))]
    if missing and not lock.exists:
        if not any(each.kind == "revision" for each in missing):
            return  # a storage list beside drafts: nothing is published yet that could be changed
        message = "There is no record, so a change to what was published goes unnoticed. Run “policy lock”."
        yield Problem(lock.path, 1, 1, RULE, message, Severity.NOTICE)
        return
    for line in missing:
        what = line.name if line.kind == "revision" else f"The {line.kind} of {line.name}"
        message = f"{what} is published and not in the record. Run “policy lock” and commit the line it adds."
        yield Problem(lock.path, 1, 1, RULE, message, Severity.NOTICE)


def _changed(lock: Lock, policy: Policy, revision: Revision, line: RecordEntry) -> Iterator[Problem]:
    days = {"published": revision.published, "effective": revision.effective}
    redated = {name: day for name, day in days.items() if line[name] != str(day)}
    for name, day in redated.items():
        message = f"“{name}” is {day}, but the revision was published with {line[name]}. Put {line[name]} back."
        yield _at(revision, f"{message} ({lock.path}:{line.line})")
    expected = published_hash(policy, revision, line)
    if expected != revision.sha256 and not redated:
        was, now = line["class"], str(revision.change_class)
        other_class = f" Its class was “{was}” and is “{now}”." if was and was != now else ""
        yield _at(
            revision,
            f"This revision was published with another content: the SHA-256 of its file was {expected} and is "
            f"{revision.sha256} ({lock.path}:{line.line}).{other_class}{_only_line_ends(revision, expected)} {_REMEDY} "
            f"(revision: {revision.id}, date, was: the first hash, now: the second one, reason).",
        )


def published_hash(policy: Policy, revision: Revision, line: RecordEntry) -> str:
    """The SHA-256 a file must have that was published as ``line`` says and mended as its errata say, one by one."""
    return mended(line["sha256"], ((each.was, each.now) for each in policy.errata_of(revision)))


def _only_line_ends(revision: Revision, expected: str) -> str:
    lines = revision.source.replace(b"\r\n", b"\n")
    if expected not in {sha256(lines).hexdigest(), sha256(lines.replace(b"\n", b"\r\n")).hexdigest()}:
        return ""
    return " Only its line ends differ; write “*.md -text” into .gitattributes, so that git leaves them alone."


def _back_dated(policy: Policy, lines: dict[str, RecordEntry]) -> Iterator[Problem]:
    """New revisions that stand before one that has been published, or say that they were published before it."""
    added = {(erratum.revision, erratum.now) for erratum in policy.errata if not erratum.was}
    for place, revision in enumerate(policy.revisions):
        if str(revision.id) in lines or (str(revision.id), revision.sha256) in added:
            continue
        behind = [each for each in policy.revisions[place + 1 :] if str(each.id) in lines]
        later = [each for each in policy.revisions[:place] if str(each.id) in lines]
        later = [each for each in later if lines[str(each.id)]["published"] > str(revision.published)]
        if behind:
            why = f"stands before {behind[0].id}, which has been published: what changed in {behind[0].id} would change"
        elif later:
            why = f"says it was published before {later[0].id}, which has been published without it"
        else:
            continue
        yield _at(
            revision,
            f"The revision {revision.id} is new but {why}. Date it on the day it is published; or record under "
            f"“errata” in policy.yml why it comes afterwards (revision: {revision.id}, date, "
            f"now: {revision.sha256}, reason).",
        )


def _wrong_errata(policy: Policy) -> Iterator[Problem]:
    """Errata that explain nothing: of no revision, or whose last hash is not the one the file has."""
    for erratum in policy.errata:
        revision = policy.find(erratum.revision)
        if revision is None:
            message = f"There is no revision {erratum.revision} for this erratum to be of. Mend or remove it."
        elif policy.errata_of(revision)[-1] is erratum and erratum.now != revision.sha256:
            message = (
                f"This erratum says that the SHA-256 of {revision.id}.md is {erratum.now} since; it is "
                f"{revision.sha256}. Put the file back to that, or add an erratum."
            )
        else:
            continue
        yield Problem(policy.path, erratum.line, 1, RULE, message)


def _at(revision: Revision, message: str) -> Problem:
    return Problem(revision.path, 1, 1, RULE, message)
