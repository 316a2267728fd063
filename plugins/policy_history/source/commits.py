"""Earlier commits of the repository: found by name, files as they were in them, and what has changed since."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..problems import CannotProceed, printable
from .repository import GitMissing, GitRefused, Repository

_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z/_.^~@{}-]*")


@contextmanager
def at_commit(root: Path, name: str) -> Iterator[tuple[Repository, str]]:
    """The repository around the folder ``root``, and the hash of its commit of that name, such as ``main``.

    Raises CannotProceed for what could be an option of git, for what names no commit, and when git fails in the block.
    """
    if not _NAME.fullmatch(name):
        raise CannotProceed(f"“{printable(name)}” is no commit. Write the name of one, such as main or HEAD~1.")
    repository = Repository(root)
    try:
        answer = repository.text("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        yield repository, answer.splitlines()[-1]
    except GitMissing as error:
        raise CannotProceed(str(error)) from None
    except (GitRefused, IndexError):
        if fault := repository.fault():
            raise CannotProceed(fault) from None
        is_branch = not set(name) & set("~^@:/")
        raise CannotProceed(
            f"There is no commit “{name}” in this repository, or its history is not whole. Fetch it: git fetch "
            "--unshallow (in GitHub's checkout action: fetch-depth: 0)."
            f"{f' A branch that was only fetched is called origin/{name}.' if is_branch else ''}"
        ) from None


def file_at(root: Path, name: str, path: str) -> bytes | None:
    """The file at ``path`` below ``root`` as it was in the commit of that name; None when it was not there.

    Raises CannotProceed when there is no such commit.
    """
    with at_commit(root, name) as (repository, commit):
        listed = repository.text("ls-tree", "-z", commit, "--", path)
        return repository.blob(listed.partition("\t")[0].split()[-1]) if listed else None


def changed_paths(root: Path, folder: str, since: str) -> frozenset[str]:
    """The files of ``root/folder`` that differ from that commit, new ones included, relative to ``root``.

    Raises CannotProceed when ``since`` names no commit.
    """
    options = ("--name-only", "--relative", "--no-renames", "--no-ext-diff", "--ignore-submodules", "--diff-filter=d")
    with at_commit(root, since) as (repository, commit):
        differing = repository.output("diff", *options, "-z", commit, "--", folder)
        untracked = repository.output("ls-files", "--others", "--exclude-standard", "-z", "--", folder)
    return frozenset(os.fsdecode(path) for path in (differing + untracked).split(b"\0") if path)
