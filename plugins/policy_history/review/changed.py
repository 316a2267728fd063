"""Which revisions a change touches: git's own comparison of the folder with an earlier commit."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ..source.commits import at_commit


def changed_paths(root: Path, folder: str, since: str) -> tuple[str, ...]:
    """The files of ``root/folder`` that differ from that commit, new ones included, relative to ``root``.

    Raises CannotCompare when ``since`` names no commit.
    """
    with at_commit(root, since) as (git, commit):
        return tuple(sorted({*_differing(git, commit, folder), *_untracked(git, folder)}))


def _differing(git: Any, commit: str, folder: str) -> list[str]:
    options = ("--name-only", "--relative", "--no-renames", "--no-ext-diff", "--diff-filter=d", "-z")
    return _paths(git.diff(*options, commit, "--", folder, stdout_as_string=False))


def _untracked(git: Any, folder: str) -> list[str]:
    return _paths(git.ls_files("--others", "--exclude-standard", "-z", "--", folder, stdout_as_string=False))


def _paths(output: bytes) -> list[str]:
    return [os.fsdecode(path) for path in output.split(b"\0") if path]
