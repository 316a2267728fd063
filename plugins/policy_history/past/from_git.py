"""A file's past states, from the git repository it was kept in.

A state is what the main line had: the first parents of HEAD are walked, so that work in branches is no revision. Names
and paths are handed to git behind ``--`` and as literal paths; none of them can be an option or a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from ..progress import Progress, silent
from ..source.commits import history_fault
from .model import CannotImport, PastText, decoded

_ENVIRONMENT = {"GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
_LOG = (
    "-z", "--format=%H%x00%aI%x00%s", "--encoding=UTF-8", "--first-parent", "--reverse", "--no-color", "--no-notes",
    "--no-show-signature", "HEAD",
)  # fmt: skip
_EXTRACTION = re.compile(r"Apply technical or declaration upgrade on |Refilter ")
"""How the Open Terms Archive engine begins the message of a text that it only extracted anew (its record.js)."""


class _Commit(NamedTuple):
    id: str
    day: date
    subject: str


def texts_from_git(
    repository: Path, file: str, formerly: Sequence[str] = (), progress: Progress = silent
) -> Iterator[PastText]:
    """Every state of that file on the main line, oldest first.

    ``file`` is its path in the repository today and ``formerly`` are the paths it had before, latest first. The day is
    the author's own. Raises CannotImport when the history is not whole or has no such file.
    """
    git = _git(repository)
    paths = [_safe(path) for path in (file, *formerly)]
    with _Refusals():
        commits = list(_commits(git, paths))
        if not commits:
            raise CannotImport(f"The history of {repository} has no file {' or '.join(paths)}. Check the path.")
        last = ""
        for number, commit in enumerate(commits, start=1):
            progress("Reading the history", number, len(commits))
            path, blob = _blob(git, commit.id, paths)
            if blob and blob != last:
                content = git.cat_file("blob", blob, stdout_as_string=False, strip_newline_in_stdout=False)
                origin = f"{path} in commit {commit.id[:12]}"
                extracted = _EXTRACTION.match(commit.subject) is not None
                yield PastText(decoded(content), commit.day, origin, commit.subject, extracted)
            last = blob


def texts_from_terms_archive(repository: Path, document: str, progress: Progress = silent) -> Iterator[PastText]:
    """The versions of a document in a versions repository of Open Terms Archive, such as ``Example/Privacy Policy``."""
    yield from texts_from_git(repository, f"{document.removesuffix('.md')}.md", (), progress)


def _safe(path: str) -> str:
    parts = PurePosixPath(path)
    if not path or parts.is_absolute() or ".." in parts.parts or "\0" in path:
        raise CannotImport(f"“{path}” is no path inside the repository. Write it from the repository's own folder.")
    return str(parts)


def _git(repository: Path) -> Any:
    if not repository.is_dir():
        raise CannotImport(f"{repository} is no folder. Clone the repository first, with all its history.")
    try:
        from git import Git
    except ImportError:
        raise CannotImport("Git is not installed here. Install it and try again.") from None
    git = Git(str(repository))
    git.update_environment(**_ENVIRONMENT)
    with _Refusals():
        if fault := history_fault(git, repository):
            raise CannotImport(fault)
        if git.rev_parse("--is-shallow-repository") != "false":
            raise CannotImport(
                f"{repository} has only a part of its history, and dates taken from a part are wrong. "
                "Fetch all of it first: git fetch --unshallow"
            )
    return git


class _Refusals:
    """Turns git's refusals into sentences."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        from git.exc import GitCommandError, GitCommandNotFound

        if isinstance(error, GitCommandNotFound):
            raise CannotImport("Git is not installed here. Install it and try again.") from None
        if isinstance(error, GitCommandError):
            said = " ".join(str(error.stderr).split())
            raise CannotImport(f"Git cannot read the history: {said}") from None


def _commits(git: Any, paths: Sequence[str]) -> Iterator[_Commit]:
    output = git.log(*_LOG, "--", *paths, stdout_as_string=False, strip_newline_in_stdout=False)
    fields = output.decode("utf-8", "replace").split("\0")
    for identity, moment, subject in zip(*[iter(fields)] * 3, strict=False):
        yield _Commit(identity.strip(), datetime.fromisoformat(moment).date(), subject)


def _blob(git: Any, commit: str, paths: Sequence[str]) -> tuple[str, str]:
    """The path under which that commit has the file, and the name of its content; empty when it has none."""
    output = git.ls_tree("-z", "--full-tree", commit, "--", *paths, stdout_as_string=False)
    found = {}
    for entry in output.decode("utf-8", "surrogateescape").split("\0"):
        about, _, path = entry.partition("\t")
        kind = about.split()
        if path and kind[1] == "blob" and not kind[0].startswith("12"):  # 120000 is a link
            found[path] = kind[2]
    return next(((path, found[path]) for path in paths if path in found), ("", ""))
