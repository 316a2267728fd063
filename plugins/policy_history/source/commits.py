"""Earlier commits of the repository: found by name, and files as they were in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..problems import printable

_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z/_.^~@{}-]*")
_ENVIRONMENT = {"GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
_NO_GIT = "Git is not installed here. Install it and try again."


class CannotCompare(Exception):
    """The earlier state cannot be read; the message says why and what to do."""


@contextmanager
def at_commit(root: Path, name: str) -> Iterator[tuple[Any, str]]:
    """Git in the folder ``root``, and the hash of the commit of that name, such as ``main`` or ``HEAD~1``.

    Raises CannotCompare for what could be an option of git, for what names no commit, and when git fails in the block.
    """
    try:
        from git import Git
        from git.exc import GitCommandError, GitCommandNotFound
    except ImportError:
        raise CannotCompare(_NO_GIT) from None
    if not _NAME.fullmatch(name):
        raise CannotCompare(f"“{printable(name)}” is no commit. Write the name of one, such as main or HEAD~1.")
    git = Git(str(root))
    git.update_environment(**_ENVIRONMENT)
    try:
        answer = git.rev_parse("--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        yield git, answer.strip().splitlines()[-1]
    except GitCommandNotFound:
        raise CannotCompare(_NO_GIT) from None
    except (GitCommandError, IndexError):
        if fault := history_fault(git, root):
            raise CannotCompare(fault) from None
        raise CannotCompare(
            f"There is no commit “{name}” in this repository, or its history is not whole. Fetch it: git fetch "
            "--unshallow (in GitHub's checkout action: fetch-depth: 0). A branch that was only fetched is called "
            f"origin/{name}."
        ) from None


def history_fault(git: Any, root: Path) -> str:
    """Why there is no history at all around the folder ``root``, and what to do; empty when there is one."""
    from git.exc import GitCommandError

    for question, fault in (
        (("--git-dir",), "is in no git repository. Make one with “git init”, or run this in a clone of yours."),
        (("--verify", "--quiet", "HEAD"), "is in a git repository without a commit. Commit something first."),
    ):
        try:
            git.rev_parse(*question)
        except GitCommandError:
            return f"The folder {printable(root.resolve().name) or root} {fault}"
    return ""


def file_at(root: Path, name: str, path: str) -> bytes | None:
    """The file at ``path`` below ``root`` as it was in the commit of that name; None when it was not there.

    Raises CannotCompare when there is no such commit.
    """
    with at_commit(root, name) as (git, commit):
        listed = git.ls_tree("-z", commit, "--", path)
        if not listed:
            return None
        blob = listed.partition("\t")[0].split()[-1]
        content: bytes = git.cat_file("blob", blob, stdout_as_string=False, strip_newline_in_stdout=False)
        return content
