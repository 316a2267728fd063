"""What a file was called before: the names to ask for what was before its first text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from ..source.repository import Repository

_PARTED = "-C30%"
"""A file that has so much of one which lost it in the same commit came out of that."""
_MOST = 20
_NAMELESS = ("index", "readme", "page", "_index")
"""The names of files that are called by their folder."""


def earlier_names(repository: Repository, commit: str, path: str) -> tuple[str, ...]:
    """The paths that the file which a commit added had before, latest first. Raises GitRefused."""
    return tuple(_earlier(repository, commit, path))


def _earlier(repository: Repository, commit: str, path: str) -> Iterator[str]:
    seen = {path}
    for _ in range(_MOST):
        path, parent = _before(repository, commit, path)
        if not path or path in seen:
            return
        seen.add(path)
        yield path
        commit = repository.text("log", "--first-parent", "--diff-filter=A", "-1", "--format=%H", parent, "--", path)
        if not commit:
            return


def _before(repository: Repository, commit: str, path: str) -> tuple[str, str]:
    """The path under which a parent of the commit has the file, and that parent; empty where none has it."""
    for parent in repository.text("rev-list", "--parents", "-n", "1", commit).split()[1:]:
        removed: list[str] = []
        for status, old, new in _changes(repository, parent, commit):
            if status[0] in "RC" and new == path:
                return old, parent
            removed += [old] if status == "D" else []
        if alike := [each for each in removed if _stem(each) == _stem(path)]:
            return alike[0], parent  # written anew in another notation, of which too little is the same
    return "", ""


def _changes(repository: Repository, parent: str, commit: str) -> Iterator[tuple[str, str, str]]:
    """What a commit changed: how, and the path before and after."""
    told = repository.text("diff-tree", "-r", "-M", _PARTED, "--name-status", "-z", parent, commit).split("\0")
    fields = iter(filter(None, told))
    for status in fields:
        old = next(fields)
        yield status, old, next(fields) if re.fullmatch(r"[RC]\d+", status) else old


def _stem(path: str) -> str:
    """What a file is called, without what its notation is called."""
    whole = PurePosixPath(path)
    name = whole.name.partition(".")[0].casefold()
    return whole.parent.name.casefold() if name in _NAMELESS else name
