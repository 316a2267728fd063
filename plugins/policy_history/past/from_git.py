"""A file's past states, from the git repository it was kept in.

A state is what the main line had: the first parents of HEAD are walked, so that work in branches is no revision. Names
and paths are handed to git behind ``--`` and as literal paths; none of them can be an option or a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ..progress import Progress, silent
from ..source.repository import GitMissing, GitRefused, Repository
from .encodings import decoded
from .in_repository import paths_in, why_missing
from .model import CannotImport, PastText

_LOG = (
    "-z", "--date=raw", "--format=%H%x00%ad%x00%cd%x00%s", "--encoding=UTF-8", "--first-parent", "--reverse",
    "--no-color", "--no-notes", "--no-show-signature", "HEAD",
)  # fmt: skip
_EXTRACTION = re.compile(r"Apply technical or declaration upgrade on |Refilter ")
"""How the Open Terms Archive engine begins the message of a text that it only extracted anew (its record.js)."""

_PARTED = "-C30%"
"""A file that has so much of one which lost it in the same commit came out of that."""

_ZONE = len("+0000")
_UNREADABLE = datetime(9999, 1, 1, tzinfo=UTC)
"""For a commit without any day: it lies ahead, so that it is weighed as wrong."""
_ONE_DAY = timedelta(days=1)


class HistoryReading(NamedTuple):
    """How a history is to be read: its language, its encoding and the zone of its publisher, where they are known.

    ``draft`` makes Markdown of a Word file or web page, of its content, a name for it and the texts before.
    """

    language: str = "en"
    encoding: str = ""
    zone: ZoneInfo | None = None
    draft: Callable[[bytes, str, Sequence[str]], str] | None = None


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
    with _refusals():
        repository, paths = _at_root(repository, (file, *formerly))
        commits = list(_commits(repository, paths))
        texts = _texts(repository, commits, paths, progress, reading)
        first = next(texts, None)
        if first is None:
            raise CannotImport(
                f"The history of {folder} has no file {' or '.join(paths)}. {why_missing(repository, paths[0])}"
            )
        yield first
        yield from texts


def _texts(
    repository: Repository,
    commits: Sequence[_Commit],
    paths: Sequence[str],
    progress: Progress,
    reading: HistoryReading,
) -> Iterator[PastText]:
    """The states of a file, each told with the day on which it was taken away, if it was."""
    before: PastText | None = None
    last = ""
    earlier: list[str] = []
    for number, (commit, (day, other)) in enumerate(zip(commits, _days(commits, reading.zone), strict=True), start=1):
        progress("Reading the history", number, len(commits))
        path, blob = _blob(repository, commit.id, paths)
        if blob == last:
            continue
        if before:
            yield before if blob else replace(before, removed=day)
        before = None
        if blob:
            text = _past_text(repository, commit, path, blob, reading, earlier)
            earlier.append(text.text)
            before = replace(text, day=day, other_day=other)
        last = blob
    if before:
        yield before


def _at_root(repository: Repository, written: Sequence[str]) -> tuple[Repository, list[str]]:
    """The repository by its own folder, and the paths from there."""
    paths = paths_in(repository, written)
    if not repository.text("rev-parse", "--show-prefix"):
        return repository, paths
    return Repository(Path(repository.text("rev-parse", "--show-toplevel"))), paths


def _past_text(
    repository: Repository, commit: _Commit, path: str, blob: str, reading: HistoryReading, earlier: Sequence[str]
) -> PastText:
    """The text of a file in a commit; its day is that of the commit, until it is weighed."""
    origin = f"{path} in commit {commit.id[:12]}"
    return PastText(
        _text(repository.blob(blob), path, commit, reading, earlier),
        commit.came_in.date(),
        origin,
        commit.subject,
        is_extraction=_EXTRACTION.match(commit.subject) is not None,
        formerly=_earlier_name(repository, commit.id, path) if not earlier else "",
    )


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


_LARGE_FILE = b"version https://git-lfs.github.com/spec/"
_DRAFTS = (".docx", ".html", ".htm", ".mhtml", ".mht")
_NO_TEXTS = (".doc", ".odt", ".rtf", ".pdf")
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def _text(content: bytes, path: str, commit: _Commit, reading: HistoryReading, earlier: Sequence[str]) -> str:
    origin = f"{path} in commit {commit.id[:12]}"
    if path.lower().endswith(_NO_TEXTS):
        raise CannotImport(
            f"{path} is no text file. Save each version of it as a Word file or a web page into a folder, with its day "
            "in its name, such as privacy-2019-03-01.docx, and import the folder."
        )
    if content.startswith(_LARGE_FILE):
        raise CannotImport(
            f"{origin}: git keeps only a pointer to this text (Git LFS). Save each version of it into a folder, as a "
            "Word file or a web page with its day in its name, and import the folder."
        )
    is_draft = path.lower().endswith(_DRAFTS)
    if reading.draft and (is_draft or _PAGE.match(content)):
        name = f"{commit.id[:12]}-{path.rpartition('/')[2]}"
        return reading.draft(content, name if is_draft else f"{name}.html", earlier)
    try:
        return decoded(content, reading.language, reading.encoding)
    except CannotImport as error:
        raise CannotImport(f"{origin}: {error}") from None


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
        moments = _moment(written), _moment(came_in)
        known = next((each for each in reversed(moments) if each), _UNREADABLE)
        yield _Commit(identity.strip(), moments[0] or known, moments[1] or known, subject)


def _moment(raw: str) -> datetime | None:
    """A moment as git keeps it, “seconds zone”; None where it cannot be one: some tools wrote zones of no place."""
    seconds, _, offset = raw.strip().partition(" ")
    try:
        minutes = int(offset[-4:-2]) * 60 + int(offset[-2:]) if len(offset) == _ZONE else 0
        zone = timezone(timedelta(minutes=-minutes if offset.startswith("-") else minutes))
        return datetime.fromtimestamp(int(seconds), zone)
    except (ValueError, OverflowError, OSError):
        return None


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
    """The path from which a commit renamed the file to this one, or out of whose file it came; empty for neither."""
    parents = repository.text("rev-list", "--parents", "-n", "1", commit).split()[1:]
    if not parents:
        return ""
    fields = repository.text("diff-tree", "-r", "-M", _PARTED, "--name-status", "-z", parents[0], commit).split("\0")
    for status, old, new in zip(fields, fields[1:], fields[2:], strict=False):
        if re.fullmatch(r"[RC]\d+", status) and new == path:
            return old
    return ""


def _blob(repository: Repository, commit: str, paths: Sequence[str]) -> tuple[str, str]:
    """The path under which that commit has the file, and the name of its content; empty when it has none."""
    found = {}
    for entry in repository.text("ls-tree", "-z", "--full-tree", commit, "--", *paths).split("\0"):
        about, _, path = entry.partition("\t")
        kind = about.split()
        if path and kind[0].startswith("12"):  # 120000 is a link
            target = repository.text("cat-file", "blob", kind[2])
            raise CannotImport(
                f"In commit {commit[:12]}, {path} is a link to {target}. Name that file with --file, and {path} with "
                "--formerly if it was a file before."
            )
        if path and kind[1] == "blob":
            found[path] = kind[2]
    return next(((path, found[path]) for path in paths if path in found), ("", ""))
