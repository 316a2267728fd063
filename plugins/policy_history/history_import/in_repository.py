"""Where in a git repository a file is: its paths from the repository's own folder, and what to say when it is not."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from ..source.repository import Repository
from .model import CannotImport

_SHOWN = 5


def paths_in(repository: Repository, written: Sequence[str]) -> list[str]:
    """The paths as the repository has them; ``written`` may begin in the folder of ``repository``.

    Of an accented letter there are two spellings (Unicode normalisation), of which macOS prefers the other one.
    """
    safe = [_safe(path) for path in written]
    known = set(_names(repository, "HEAD"))
    prefix = repository.text("rev-parse", "--show-prefix")
    return [_known(path, prefix, known) for path in safe]


def why_missing(repository: Repository, path: str) -> str:
    """Why there is no such file, and which one may be meant."""
    names = _names(repository, "HEAD")
    inside = [name for name in names if name.startswith(f"{path}/")]
    if inside:
        return f"“{path}” is a folder. Name the file in it, such as {_listed(inside)}."
    if module := next((name for name in names if f"{path}/".startswith(f"{name}/")), ""):
        return f"“{module}” is a submodule. Import from its own repository: clone that, and name the file in it."
    alike = [name for name in names if _folded(name) == _folded(path)]
    alike = alike or [name for name in names if PurePosixPath(name).name == PurePosixPath(path).name]
    return f"It has {_listed(alike)}." if alike else "Check the path."


def _safe(path: str) -> str:
    parts = PurePosixPath(path)
    if not path or parts.is_absolute() or ".." in parts.parts or "\0" in path:
        raise CannotImport(f"“{path}” is no path inside the repository. Write it from the repository's own folder.")
    return str(parts)


def _known(path: str, prefix: str, known: set[str]) -> str:
    for wanted in dict.fromkeys((prefix + path, path)):
        if wanted in known:
            return wanted
        spelt = [name for name in known if unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", wanted)]
        if len(spelt) == 1:
            return spelt[0]
    return path


def _names(repository: Repository, commit: str) -> list[str]:
    return [
        name
        for name in repository.text("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit).split("\0")
        if name
    ]


def _folded(path: str) -> str:
    return unicodedata.normalize("NFKC", path).casefold()


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
