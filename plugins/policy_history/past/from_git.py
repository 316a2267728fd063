"""A file's past states, from the git repository it was kept in.

A state is what the main line had: the first parents of HEAD are walked, so that work in branches is no revision. Names
and paths are handed to git behind ``--`` and as literal paths; none of them can be an option or a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ..progress import Progress, silent
from ..source.repository import GitMissing, GitRefused, Repository
from .encodings import decoded
from .model import CannotImport, PastText

_LOG = (
    "-z", "--format=%H%x00%aI%x00%cI%x00%s", "--encoding=UTF-8", "--first-parent", "--reverse", "--no-color",
    "--no-notes", "--no-show-signature", "HEAD",
)  # fmt: skip
_EXTRACTION = re.compile(r"Apply technical or declaration upgrade on |Refilter ")
"""How the Open Terms Archive engine begins the message of a text that it only extracted anew (its record.js)."""

_ONE_DAY = timedelta(days=1)


class HistoryReading(NamedTuple):
    """How a history is to be read: its language, its encoding and the zone of its publisher, where they are known."""

    language: str = "en"
    encoding: str = ""
    zone: ZoneInfo | None = None


AS_KEPT = HistoryReading()


class _Commit(NamedTuple):
    id: str
    written: datetime
    came_in: datetime
    subject: str


def texts_from_git(
    folder: Path,
    file: str,
    formerly: Sequence[str] = (),
    progress: Progress = silent,
    reading: HistoryReading = AS_KEPT,
) -> Iterator[PastText]:
    """Every state of that file on the main line, oldest first.

    ``file`` is its path in the repository today and ``formerly`` are the paths it had before, latest first. Which
    day it is, ``_days`` says. Raises CannotImport when the history is not whole or has no such file.
    """
    repository = _whole(folder)
    paths = [_safe(path) for path in (file, *formerly)]
    with _refusals():
        commits = list(_commits(repository, paths))
        if not commits:
            raise CannotImport(f"The history of {folder} has no file {' or '.join(paths)}. Check the path.")
        last = ""
        days = _days(commits, reading.zone)
        for number, (commit, (day, other)) in enumerate(zip(commits, days, strict=True), start=1):
            progress("Reading the history", number, len(commits))
            path, blob = _blob(repository, commit.id, paths)
            if blob and blob != last:
                origin = f"{path} in commit {commit.id[:12]}"
                extracted = _EXTRACTION.match(commit.subject) is not None
                renamed = "" if last else _earlier_name(repository, commit.id, path)
                text = _text(repository.blob(blob), origin, reading)
                yield PastText(text, day, origin, commit.subject, extracted, other, renamed)
            last = blob


def texts_from_terms_archive(
    folder: Path,
    document: str,
    formerly: Sequence[str] = (),
    progress: Progress = silent,
    reading: HistoryReading = AS_KEPT,
) -> Iterator[PastText]:
    """The versions of a document in a versions repository of Open Terms Archive, such as ``Example/Privacy Policy``.

    ``formerly`` are the names that it had before, when the service or the terms were renamed.
    """
    file, *earlier = (f"{name.removesuffix('.md')}.md" for name in (document, *formerly))
    yield from texts_from_git(folder, file, earlier, progress, reading)


def _text(content: bytes, origin: str, reading: HistoryReading) -> str:
    try:
        return decoded(content, reading.language, reading.encoding)
    except CannotImport as error:
        raise CannotImport(f"{origin}: {error}") from None


def _safe(path: str) -> str:
    parts = PurePosixPath(path)
    if not path or parts.is_absolute() or ".." in parts.parts or "\0" in path:
        raise CannotImport(f"“{path}” is no path inside the repository. Write it from the repository's own folder.")
    return str(parts)


def _whole(folder: Path) -> Repository:
    """The repository there; CannotImport when it has no history, or only a part of it."""
    if not folder.is_dir():
        raise CannotImport(f"{folder} is no folder. Clone the repository first, with all its history.")
    repository = Repository(folder)
    with _refusals():
        if fault := repository.fault():
            raise CannotImport(fault)
        if repository.is_shallow():
            raise CannotImport(
                f"{folder} has only a part of its history, and dates taken from a part are wrong. "
                "Fetch all of it first, with “git fetch --unshallow”."
            )
    return repository


@contextmanager
def _refusals() -> Iterator[None]:
    """Turns git's refusals into sentences."""
    try:
        yield
    except GitMissing as error:
        raise CannotImport(str(error)) from None
    except GitRefused as error:
        raise CannotImport(f"Git cannot read the history: “{' '.join(str(error).split())}”.") from None


def _commits(repository: Repository, paths: Sequence[str]) -> Iterator[_Commit]:
    output = repository.output("log", *_LOG, "--", *paths)
    fields = output.decode("utf-8", "replace").split("\0")
    for identity, written, came_in, subject in zip(*[iter(fields)] * 4, strict=False):
        yield _Commit(identity.strip(), datetime.fromisoformat(written), datetime.fromisoformat(came_in), subject)


def _days(commits: Sequence[_Commit], zone: ZoneInfo | None) -> Iterator[tuple[date, date | None]]:
    """For each commit the day proposed, and the other one that the record has where they differ.

    A change is published when it comes into the main line, which is the committer's day: a branch may have been
    rebased months after it was written. But a history whose beginning was brought in at once, each commit within a day
    of the one before, keeps its authors' days. Of one moment, the author's own zone tells the day, or the publisher's.
    """
    pairs = enumerate(pairwise(commits), start=1)
    at_once = next((at for at, (one, two) in pairs if abs(two.came_in - one.came_in) >= _ONE_DAY), len(commits))
    brought_in = at_once if len({each.written.date() for each in commits[:at_once]}) > 1 else 0
    for at, each in enumerate(commits):
        written, came_in = (moment.astimezone(zone).date() if zone else moment.date() for moment in each[1:3])
        if abs(each.came_in - each.written) < _ONE_DAY or written == came_in:
            yield written, None
        else:
            yield (written, came_in) if at < brought_in else (came_in, written)


def _earlier_name(repository: Repository, commit: str, path: str) -> str:
    """The path from which a commit renamed the file to this one; empty when it did not."""
    parents = repository.text("rev-list", "--parents", "-n", "1", commit).split()[1:]
    if not parents:
        return ""
    fields = repository.text("diff-tree", "-r", "-M", "--name-status", "-z", parents[0], commit).split("\0")
    for status, old, new in zip(fields, fields[1:], fields[2:], strict=False):
        if re.fullmatch(r"R\d+", status) and new == path:
            return old
    return ""


def _blob(repository: Repository, commit: str, paths: Sequence[str]) -> tuple[str, str]:
    """The path under which that commit has the file, and the name of its content; empty when it has none."""
    found = {}
    for entry in repository.text("ls-tree", "-z", "--full-tree", commit, "--", *paths).split("\0"):
        about, _, path = entry.partition("\t")
        kind = about.split()
        if path and kind[1] == "blob" and not kind[0].startswith("12"):  # 120000 is a link
            found[path] = kind[2]
    return next(((path, found[path]) for path in paths if path in found), ("", ""))
