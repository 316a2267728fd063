"""Which revisions a change touches: git's own comparison of the folder with an earlier commit."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

_COMMIT = re.compile(r"[0-9A-Za-z][0-9A-Za-z/_.^~@{}-]*")
_ENVIRONMENT = {"GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


class CannotCompare(Exception):
    """The earlier commit cannot be read; the message says why and what to do."""


def changed_paths(root: Path, folder: str, since: str) -> tuple[str, ...]:
    """The files of ``root/folder`` that differ from that commit, new ones included, relative to ``root``.

    ``since`` is the name of a commit; what could be an option of git is refused, as is what names no commit.
    """
    try:
        from git import Git
        from git.exc import GitCommandError, GitCommandNotFound
    except ImportError:
        raise CannotCompare("Git is not installed here. Install it and try again.") from None
    if not _COMMIT.fullmatch(since):
        raise CannotCompare(f"“{since}” is no commit. Write the name of one, such as main or HEAD~1.")
    git = Git(str(root))
    git.update_environment(**_ENVIRONMENT)
    try:
        commit = (
            git.rev_parse("--verify", "--quiet", "--end-of-options", f"{since}^{{commit}}").strip().splitlines()[-1]
        )
        return tuple(sorted({*_differing(git, commit, folder), *_untracked(git, folder)}))
    except GitCommandNotFound:
        raise CannotCompare("Git is not installed here. Install it and try again.") from None
    except (GitCommandError, IndexError):
        raise CannotCompare(
            f"There is no commit “{since}” in this repository, or its history is not whole. Fetch it: "
            "git fetch --unshallow"
        ) from None


def _differing(git: Any, commit: str, folder: str) -> list[str]:
    options = ("--name-only", "--relative", "--no-renames", "--no-ext-diff", "--diff-filter=d", "-z")
    return _paths(git.diff(*options, commit, "--", folder, stdout_as_string=False))


def _untracked(git: Any, folder: str) -> list[str]:
    return _paths(git.ls_files("--others", "--exclude-standard", "-z", "--", folder, stdout_as_string=False))


def _paths(output: bytes) -> list[str]:
    return [os.fsdecode(path) for path in output.split(b"\0") if path]
