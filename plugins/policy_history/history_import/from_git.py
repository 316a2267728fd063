"""A file's past states, from the git repository it was kept in.

A state is what the main line had (``main_line``). Names and paths are handed to git behind ``--`` and as literal paths;
none of them can be an option or a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ..importing.file_kinds import DRAFTS
from ..problems import printable
from ..progress import Progress, silent
from ..source.repository import GitMissing, GitRefused, Repository
from .earlier_names import earlier_names
from .encodings import decoded
from .in_repository import paths_in, why_missing
from .kept_files import is_draft
from .main_line import Commit, main_line, tags_beside, texts_beside, with_commits
from .model import NO_DAY, CannotImport, PastText

_EXTRACTION = re.compile(r"Apply technical or declaration upgrade on |Refilter ")
"""How the Open Terms Archive engine begins the message of a text that it only extracted anew (its record.js)."""

_ONE_DAY = timedelta(days=1)
_AT_ONCE = "It has the very moment of the text before it: both were brought in at once. Look up when it was published."


class HistoryReading(NamedTuple):
    """How a history is to be read: its language, its encoding and the zone of its publisher, where they are known.

    ``tags`` says that texts which only tags keep are taken, too.
    ``draft`` makes Markdown of a Word file or web page, of its content, a name for it and the texts before.
    """

    language: str = "en"
    encoding: str = ""
    zone: ZoneInfo | None = None
    draft: Callable[[bytes, str, Sequence[str]], str] | None = None
    tags: bool = False


AS_KEPT = HistoryReading()


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
        commits = main_line(repository, paths)
        kept = _kept_by_tags(repository, paths)
        if reading.tags:
            commits = with_commits(repository, commits, kept)
        texts = _texts(repository, commits, paths, progress, reading, kept)
        first = next(texts, None)
        if first is None:
            why = "Only tags have it: say --tags." if kept else why_missing(repository, paths[0])
            raise CannotImport(f"The history of {folder} has no file {' or '.join(paths)}. {why}")
        if spelt := [name for name in first.formerly[:1] if name.casefold() == paths[-1].casefold()]:
            # The same name to a disk of Windows or a Mac.
            yield from texts_from_git(repository.folder, paths[0], (*paths[1:], *spelt), progress, reading)
            return
        yield first
        yield from texts


def _kept_by_tags(repository: Repository, paths: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The commits that only a tag keeps and that have the file, with the tag's name and the name of its content."""
    tags = tags_beside(repository).items()
    return {commit: (tag, blob) for commit, tag in tags if (blob := _blob(repository, commit, paths)[1])}


def _texts(
    repository: Repository,
    commits: Sequence[Commit],
    paths: Sequence[str],
    progress: Progress,
    reading: HistoryReading,
    kept: Mapping[str, tuple[str, str]],
) -> Iterator[PastText]:
    """The states of a file, each told with the day on which it was taken away, if it was.

    The last one names the tags among ``kept`` whose text was none of them.
    """
    before: PastText | None = None
    last = ""
    taken: list[str] = []
    earlier: list[str] = []
    moment: datetime | None = None
    for number, (commit, (day, other)) in enumerate(zip(commits, _days(commits, reading.zone), strict=True), start=1):
        progress("Reading the history", number, len(commits))
        path, blob = _blob(repository, commit.id, paths)
        if blob == last:
            continue
        if before:
            yield before if blob else replace(before, removed=day)
        before = None
        taken.append(blob)
        if blob:
            text = _past_text(repository, commit, path, blob, reading, earlier)
            earlier.append(text.text)
            doubt = _AT_ONCE if commit.came_in == moment and day != NO_DAY else ""
            aside = tuple(_aside(repository, commit, paths, taken))
            before = replace(text, day=day, other_day=other, doubt=doubt, aside=aside)
        last, moment = blob, commit.came_in
    if before:
        yield replace(before, tags=tuple(tag for tag, blob in kept.values() if blob not in taken))


def _aside(repository: Repository, commit: Commit, paths: Sequence[str], taken: Sequence[str]) -> Iterator[str]:
    """The commits that a merge brought in, with a text of the file that is not taken from the main line."""
    for each in texts_beside(repository, commit, paths):
        blob = _blob(repository, each, paths)[1]
        if blob and blob not in taken:
            yield each[:12]


def _at_root(repository: Repository, written: Sequence[str]) -> tuple[Repository, list[str]]:
    """The repository by its own folder, and the paths from there."""
    paths = paths_in(repository, written)
    if not repository.text("rev-parse", "--show-prefix"):
        return repository, paths
    return Repository(Path(repository.text("rev-parse", "--show-toplevel"))), paths


def _past_text(
    repository: Repository, commit: Commit, path: str, blob: str, reading: HistoryReading, earlier: Sequence[str]
) -> PastText:
    """The text of a file in a commit; its day is that of the commit, until it is weighed."""
    origin = f"{path} in commit {commit.id[:12]}"
    return PastText(
        _text(repository.blob(blob), path, commit, reading, earlier),
        commit.came_in.date(),
        origin,
        commit.subject,
        is_extraction=_EXTRACTION.match(commit.subject) is not None,
        formerly=earlier_names(repository, commit.id, path) if not earlier else (),
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


def _text(content: bytes, path: str, commit: Commit, reading: HistoryReading, earlier: Sequence[str]) -> str:
    try:
        draft = reading.draft if is_draft(content, path) else None
        if draft is None:
            return decoded(content, reading.language, reading.encoding)
    except CannotImport as error:
        raise CannotImport(f"{path} in commit {commit.id[:12]}: {error}") from None
    name = f"{commit.id[:12]}-{path.rpartition('/')[2]}"
    return draft(content, name if name.lower().endswith(DRAFTS) else f"{name}.html", earlier)


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
        if repository.is_rewritten():
            raise CannotImport(
                f"{folder} puts other commits in the place of those that were made (git replace, or grafts). Import "
                "from a new clone, which has none of these; to keep a history that was joined so, write it out there "
                "with git filter-repo first."
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


def _days(commits: Sequence[Commit], zone: ZoneInfo | None) -> Iterator[tuple[date, date | None]]:
    """For each commit the day proposed, and the other one that the record has where they differ.

    A change is published when it comes into the main line, which is the committer's day: a branch may have been
    rebased months after it was written. But a history whose beginning was brought in at once, each commit within a day
    of the one before, keeps its authors' days. Of one moment, the author's own zone tells the day, or the publisher's.
    """
    pairs = enumerate(pairwise(commits), start=1)
    at_once = next((at for at, (one, two) in pairs if abs(two.came_in - one.came_in) >= _ONE_DAY), len(commits))
    brought_in = at_once if len({each.written.date() for each in commits[:at_once]}) > 1 else 0
    for at, each in enumerate(commits):
        written, came_in = (
            moment.astimezone(zone).date() if zone else moment.date() for moment in (each.written, each.came_in)
        )
        if abs(each.came_in - each.written) < _ONE_DAY or written == came_in:
            yield written, None
        else:
            yield (written, came_in) if at < brought_in else (came_in, written)


def _blob(repository: Repository, commit: str, paths: Sequence[str]) -> tuple[str, str]:
    """The path under which that commit has the file, and the name of its content; empty when it has none."""
    found = {}
    for entry in repository.text("ls-tree", "-z", "--full-tree", commit, "--", *paths).split("\0"):
        about, _, path = entry.partition("\t")
        kind = about.split()
        if path and kind[0].startswith("12"):  # 120000 is a link
            target = repository.text("cat-file", "blob", kind[2])
            raise CannotImport(
                f"In commit {commit[:12]}, {path} is a link to {printable(target)}. Name that file with --file, and "
                f"{path} with --formerly if it was a file before."
            )
        if path and kind[1] == "blob":
            found[path] = kind[2]
    return next(((path, found[path]) for path in paths if path in found), ("", ""))
