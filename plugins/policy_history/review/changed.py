"""Which revisions a change touches: git's own comparison of the folder with an earlier commit."""

from __future__ import annotations

import os
from pathlib import Path

from ..source.commits import at_commit
from ..source.repository import Repository


def changed_paths(root: Path, folder: str, since: str) -> frozenset[str]:
    """The files of ``root/folder`` that differ from that commit, new ones included, relative to ``root``.

    Raises CannotProceed when ``since`` names no commit.
    """
    with at_commit(root, since) as (repository, commit):
        return frozenset({*_differing(repository, commit, folder), *_untracked(repository, folder)})


def _differing(repository: Repository, commit: str, folder: str) -> list[str]:
    options = (
        "--name-only",
        "--relative",
        "--no-renames",
        "--no-ext-diff",
        "--ignore-submodules",
        "--diff-filter=d",
        "-z",
    )
    return _paths(repository.output("diff", *options, commit, "--", folder))


def _untracked(repository: Repository, folder: str) -> list[str]:
    return _paths(repository.output("ls-files", "--others", "--exclude-standard", "-z", "--", folder))


def _paths(output: bytes) -> list[str]:
    return [os.fsdecode(path) for path in output.split(b"\0") if path]
