"""The main line of a repository: its commits, of which each left what readers could see.

It is the line of first parents, so that work in branches is no revision. Where another repository was brought in whole
by a merge, the line goes on with that one's own, since nothing of the file was here before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta, timezone
from typing import NamedTuple

from ..source.repository import GitRefused, Repository
from .model import NO_DAY

_LOG = (
    "-z", "--date=raw", "--format=%H%x00%P%x00%ad%x00%cd%x00%s", "--encoding=UTF-8", "--no-color", "--no-notes",
    "--no-show-signature",
)  # fmt: skip
_FIELDS = 5
_TAGS = "--format=%(refname:short)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)"
_ZONE = len("+0000")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC).timestamp()
"""No page was on the Web before; a clock that begins in 1970 or 1980 was never set."""
_UNKNOWN = datetime.combine(NO_DAY, time(), UTC)
"""For a commit without any day that can be one: it lies ahead, so that it is weighed as wrong."""


class Commit(NamedTuple):
    """A commit, with its author's and its committer's moment."""

    id: str
    parents: tuple[str, ...]
    written: datetime
    came_in: datetime
    subject: str


def main_line(repository: Repository, paths: Sequence[str]) -> list[Commit]:
    """The commits of the main line that change one of these paths, oldest first. Raises GitRefused."""
    line = list(_line(repository, "HEAD", paths))
    while line and (other := _brought_in(repository, line[0])):
        before = list(_line(repository, other, paths))
        if not before:
            break
        line = before + line
    return line


def texts_beside(repository: Repository, commit: Commit, paths: Sequence[str]) -> list[str]:
    """The commits by which the branches that a merge brought in changed these paths, oldest first."""
    if len(commit.parents) < 2:
        return []
    first, *others = commit.parents
    found = repository.text("log", "--format=%H", "--no-merges", "--reverse", *others, f"^{first}", "--", *paths)
    return found.split()


def _line(repository: Repository, newest: str, paths: Sequence[str]) -> Iterator[Commit]:
    yield from _commits(repository, "--first-parent", "--reverse", newest, "--", *paths)


def _commits(repository: Repository, *which: str) -> Iterator[Commit]:
    output = repository.output("log", *_LOG, *which)
    fields = output.decode("utf-8", "replace").split("\0")
    for identity, parents, written, came_in, subject in zip(*[iter(fields)] * _FIELDS, strict=False):
        moments = _moment(written), _moment(came_in)
        known = next((each for each in reversed(moments) if each), _UNKNOWN)
        yield Commit(identity.strip(), tuple(parents.split()), moments[0] or known, moments[1] or known, subject)


def _brought_in(repository: Repository, commit: Commit) -> str:
    """The newest commit of the other repository that this one brought in; empty for any other commit."""
    if len(commit.parents) != 2:
        return ""
    try:
        repository.text("merge-base", *commit.parents)
    except GitRefused:  # they have nothing in common
        return commit.parents[1]
    return ""


def _moment(raw: str) -> datetime | None:
    """A moment as git keeps it, “seconds zone”; None where it cannot be one: some tools wrote zones of no place."""
    seconds, _, offset = raw.strip().partition(" ")
    try:
        minutes = int(offset[-4:-2]) * 60 + int(offset[-2:]) if len(offset) == _ZONE else 0
        zone = timezone(timedelta(minutes=-minutes if offset.startswith("-") else minutes))
        return datetime.fromtimestamp(int(seconds), zone) if int(seconds) >= _EARLIEST else None
    except (ValueError, OverflowError, OSError):
        return None


def tags_beside(repository: Repository) -> dict[str, str]:
    """The commits that only a tag keeps, each with the first tag: versions from before the repository was begun anew.

    Raises GitRefused.
    """
    output = repository.text("for-each-ref", "--no-merged", "HEAD", _TAGS, "refs/tags")
    found: dict[str, str] = {}
    for line in filter(None, output.split("\n")):
        tag, kind, name, kind_within, name_within = line.split("\0")
        commit = name if kind == "commit" else name_within if kind_within == "commit" else ""
        if commit:
            found.setdefault(commit, tag)
    return found


def with_commits(repository: Repository, line: Sequence[Commit], names: Iterable[str]) -> list[Commit]:
    """The line with these commits, each before the first that came in later. Raises GitRefused."""
    whole = list(line)
    called = (each for name in names for each in _commits(repository, "--max-count=1", name, "--"))
    for each in sorted(called, key=lambda commit: commit.came_in):
        later = (at for at, other in enumerate(whole) if other.came_in > each.came_in)
        whole.insert(next(later, len(whole)), each)
    return whole
