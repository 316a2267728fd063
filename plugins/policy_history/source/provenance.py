"""Who committed a revision, and when: additional information, taken from git when git can give it.

The dates of a revision are the declared ones, never these. Where the history is missing or cut short
nothing is returned, because a date taken from part of a history is a wrong date: at depth 1 every file
seems to be as old as the last commit.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..problems import printable
from .git_log import ARGUMENTS, Commit, histories
from .repository import GitMissing, GitRefused, Repository

_UNKNOWN = "so it is not known who committed this text and when."


@dataclass(frozen=True, slots=True)
class Provenance:
    """What git knows of the policies' files.

    ``commits`` has for each path (relative to the folder the site is built from, forward slashes) the
    commits that changed it, oldest first; a file that differs from its last commit is not in it.
    ``missing`` is a sentence for readers when git could tell nothing at all, else empty; ``remedy`` is
    what whoever builds the site can do about it, and is not for publication: it may name a local path.
    """

    commits: Mapping[str, tuple[Commit, ...]] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    missing: str = ""
    remedy: str = ""

    def first(self, path: str) -> Commit | None:
        """The commit that brought the file in, under whatever name it then had; None when not known."""
        return next(iter(self.commits.get(path, ())), None)

    def last(self, path: str) -> Commit | None:
        """The commit that gave the file the content it has; None when not known."""
        return next(reversed(self.commits.get(path, ())), None)

    def missing_for(self, path: str) -> str:
        """Why nothing is known about that file, as a sentence for readers; empty when something is."""
        if self.missing:
            return self.missing
        if path in self.changed:
            return f"This text has changes that are not committed yet, {_UNKNOWN}"
        return "" if path in self.commits else f"This text is not committed yet, {_UNKNOWN}"


def read_provenance(root: Path, folder: str) -> Provenance:
    """Read the history of ``root/folder``, all files in one pass. Never raises for what git lacks or refuses."""
    # Git would run in the current directory, which may be another repository.
    if not root.is_dir():
        return _missing("The folder of the site is not there", f"Check the path {printable(str(root))}.")
    try:
        return _read(Repository(root), ["--", folder])
    except GitMissing:
        return _missing("Git is not installed where this site was built", "Install git and build again.")
    except GitRefused as error:
        return _refused(str(error))


def _read(repository: Repository, paths: list[str]) -> Provenance:
    if repository.is_shallow():
        return _missing(
            "Only a part of the history was at hand when this site was built",
            "Fetch all of it: git fetch --unshallow (in GitHub's checkout action: fetch-depth: 0).",
        )
    prefix = repository.text("rev-parse", "--show-prefix")
    # In a submodule git would run another git, which heeds that folder's configuration.
    options = ("--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=all")
    status = repository.output("status", *options, *paths)
    log = repository.output("log", *ARGUMENTS, *paths)
    try:
        found = histories(log)
    except ValueError:
        return _missing("The history holds a date that cannot be read", "Look for it: git log --format='%H %aI'.")
    changed = frozenset(_here(prefix, (os.fsdecode(line[3:]) for line in status.split(b"\0"))))
    commits = {path: found[prefix + path] for path in _here(prefix, found) if path not in changed}
    return Provenance(commits, changed)


def _here(prefix: str, paths: Iterable[str]) -> Iterator[str]:
    """Those of the repository's paths that lie under the site's folder, relative to it."""
    return (path.removeprefix(prefix) for path in paths if path and path.startswith(prefix))


def _refused(message: str) -> Provenance:
    if owner := re.search(r"dubious ownership in repository at '(.*)'\n", message):
        return _missing(
            "Git does not read the history here, because it belongs to another user of the machine",
            f"Run: git config --global --add safe.directory {shlex.quote(owner[1])}",
        )
    if "not a git repository" in message:
        return _missing("This site was not built from a git repository", "Build it from a clone of the repository.")
    if "does not have any commits" in message:
        return _missing("Nothing is committed yet", "Commit the policies.")
    return _missing("Git could not read the history", f"Git says: {printable(message)}")


def _missing(reason: str, remedy: str) -> Provenance:
    return Provenance(missing=f"{reason}, {_UNKNOWN}", remedy=remedy)
