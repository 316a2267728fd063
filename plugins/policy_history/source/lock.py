"""The record of what has been published: a file that people can read, a line each revision, none ever changed.

docs/project/formats.md describes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..model import Policy, Revision
from ..problems import Problem, ProblemsFound, printable
from .decoding import decode
from .disk import Disk
from .whole_files import write_whole

LOCK_FILE = "published.lock"
RULE = "lock"

_HEADER = """\
# What has been published: policy/revision, published, effective, SHA-256 of its file.
# “policy lock” adds a line for each revision once it is published. No line is ever changed or removed.
"""
_LINE = re.compile(
    r"(?P<slug>[a-z0-9][a-z0-9-]*)/(?P<id>\d{4}-\d\d-\d\d(?:\.[1-9]\d*)?)"
    r"\s+(?P<published>\d{4}-\d\d-\d\d)\s+(?P<effective>\d{4}-\d\d-\d\d)\s+(?P<sha256>[0-9a-f]{64})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Locked:
    """A revision as it was published. ``line`` is its line in the lock, from 1; 0 for one not written yet."""

    slug: str
    id: str
    published: date
    effective: date
    sha256: str
    line: int = 0

    @property
    def name(self) -> str:
        """What it is called: ``privacy/2014-09-24``."""
        return f"{self.slug}/{self.id}"

    def __str__(self) -> str:
        return f"{self.name}  {self.published}  {self.effective}  {self.sha256}"


@dataclass(frozen=True, slots=True)
class Lock:
    """The lock of a folder of policies. ``path`` is what problems call it; ``exists`` whether there is one yet."""

    path: str
    exists: bool = False
    lines: tuple[Locked, ...] = ()

    def of(self, slug: str) -> dict[str, Locked]:
        """The lines of that policy, by revision."""
        return {each.id: each for each in self.lines if each.slug == slug}


def read_lock(root: Path, folder: str = "policy_versions") -> Lock:
    """The lock of ``root/folder``; an empty one when there is none. ProblemsFound with every line it cannot read."""
    disk = Disk.at(root, folder)
    path = disk.shown(LOCK_FILE)
    if LOCK_FILE not in disk.names():
        return Lock(path)
    return parse(decode(disk.read(LOCK_FILE), path), path)


def parse(text: str, path: str) -> Lock:
    """The lock in that text. ProblemsFound with every line that is none of a lock, or stands there twice."""
    problems: list[Problem] = []
    lines: dict[str, Locked] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        locked = _locked(line, number)
        if locked is None:
            message = f"“{printable(line[:60])}” is no line of the lock. Put back what was there before."
            problems.append(Problem(path, number, 1, RULE, message))
        elif locked.name in lines:
            message = f"{locked.name} stands in line {lines[locked.name].line} already. Remove the line added last."
            problems.append(Problem(path, number, 1, RULE, message))
        else:
            lines[locked.name] = locked
    if problems:
        raise ProblemsFound(problems)
    return Lock(path, True, tuple(lines.values()))


def _locked(line: str, number: int) -> Locked | None:
    match = _LINE.fullmatch(line.strip())
    if match is None:
        return None
    try:
        days = date.fromisoformat(match["published"]), date.fromisoformat(match["effective"])
    except ValueError:
        return None
    return Locked(match["slug"], match["id"], *days, match["sha256"], number)


def locked(policy: Policy, revision: Revision) -> Locked:
    """The line of a revision as it is now."""
    return Locked(policy.slug, str(revision.id), revision.published, revision.effective, revision.sha256)


def not_in(lock: Lock, policies: Iterable[Policy], today: date) -> list[Locked]:
    """The revisions published by that day which the lock does not have."""
    known = {each.name for each in lock.lines}
    lines = (locked(policy, revision) for policy in policies for revision in policy.published_by(today))
    return [each for each in lines if each.name not in known]


def write(root: Path, folder: str, lock: Lock, added: Sequence[Locked]) -> None:
    """Write the lock with these lines added: sorted by policy and revision, so that two additions seldom meet."""
    lines = sorted((*lock.lines, *added), key=lambda each: (each.slug, each.id))
    content = _HEADER + "".join(f"{each}\n" for each in lines)
    write_whole(Disk.at(root, folder).base / LOCK_FILE, content.encode("utf-8"))
