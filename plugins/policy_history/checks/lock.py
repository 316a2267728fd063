"""What has been published stays as it was: the policies held against the lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date
from hashlib import sha256
from pathlib import Path

from ..model import Erratum, Policy, Revision
from ..problems import Problem, ProblemsFound, Severity
from ..source.lock import RULE, Lock, Locked, not_in, read_lock

_REMEDY = (
    "Put it back as it was and publish the change as a new revision; where the file itself has to be mended, record "
    "that under “errata” in policy.yml"
)


def check_lock(root: Path, folder: str, policies: Sequence[Policy], today: date) -> list[Problem]:
    """Every way in which the policies of ``root/folder`` are not what their lock says; what it lacks, as notices."""
    try:
        lock = read_lock(root, folder)
    except ProblemsFound as found:
        return found.problems
    wrong = list(lock_problems(lock, policies))
    told = {problem.path for problem in wrong}
    return [*wrong, *_missing(lock, policies, today, told)]


def lock_problems(lock: Lock, policies: Iterable[Policy]) -> Iterator[Problem]:
    """What was published and is no longer as it was: rewritten, redated, taken away, or put behind something new."""
    seen = set()
    for policy in policies:
        lines = lock.of(policy.slug)
        for revision in policy.revisions:
            line = lines.get(str(revision.id))
            seen.add((policy.slug, str(revision.id)))
            if line is not None:
                yield from _changed(policy, revision, line)
        yield from _back_dated(policy, lines)
        yield from _wrong_errata(policy)
    for line in lock.lines:
        if (line.slug, line.id) not in seen:
            message = f"{line.name} was published and is gone. Put its file back as it was."
            yield Problem(lock.path, line.line, 1, RULE, message)


def _missing(lock: Lock, policies: Sequence[Policy], today: date, told: Set[str]) -> Iterator[Problem]:
    paths = {f"{policy.slug}/{each.id}": each.path for policy in policies for each in policy.revisions}
    missing = [line for line in not_in(lock, policies, today) if paths[line.name] not in told]
    if missing and not lock.exists:
        message = "There is no lock, so a change to a published revision goes unnoticed. Run “policy lock”."
        yield Problem(lock.path, 1, 1, RULE, message, Severity.NOTICE)
        return
    for line in missing:
        message = f"{line.name} is published and not in the lock. Run “policy lock” and commit the line it adds."
        yield Problem(lock.path, 1, 1, RULE, message, Severity.NOTICE)


def _changed(policy: Policy, revision: Revision, line: Locked) -> Iterator[Problem]:
    for name, was, now in (
        ("published", line.published, revision.published),
        ("effective", line.effective, revision.effective),
    ):
        if was != now:
            message = f"“{name}” is {now}, but the revision was published with {was}. Put {was} back."
            yield _at(revision, message)
    expected = _mended(policy.errata_of(revision), line.sha256)
    if expected != revision.sha256 and (line.published, line.effective) == (revision.published, revision.effective):
        yield _at(
            revision,
            f"This revision was published with another content: the SHA-256 of its file was {expected} and is "
            f"{revision.sha256}.{_only_line_ends(revision, expected)} {_REMEDY} "
            f"(revision: {revision.id}, date, was: the first hash, now: the second one, reason).",
        )


def _mended(errata: Iterable[Erratum], published: str) -> str:
    """The hash a file must have that was published with this one and mended as its errata say, one after the other."""
    for erratum in errata:
        if erratum.was == published:
            published = erratum.now
    return published


def _only_line_ends(revision: Revision, expected: str) -> str:
    lines = revision.source.replace(b"\r\n", b"\n")
    if expected not in {sha256(lines).hexdigest(), sha256(lines.replace(b"\n", b"\r\n")).hexdigest()}:
        return ""
    return " Only its line ends differ; write “*.md -text” into .gitattributes, so that git leaves them alone."


def _back_dated(policy: Policy, lines: dict[str, Locked]) -> Iterator[Problem]:
    """New revisions that stand before one that has been published, or say that they were published before it."""
    added = {(erratum.revision, erratum.now) for erratum in policy.errata if not erratum.was}
    for place, revision in enumerate(policy.revisions):
        if str(revision.id) in lines or (str(revision.id), revision.sha256) in added:
            continue
        behind = [each for each in policy.revisions[place + 1 :] if str(each.id) in lines]
        later = [each for each in policy.revisions[:place] if str(each.id) in lines]
        later = [each for each in later if lines[str(each.id)].published > revision.published]
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
