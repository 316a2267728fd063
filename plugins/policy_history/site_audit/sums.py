"""``SHA256SUMS``: the hash of every file of the site, as ``sha256sum --check`` reads it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Set
from hashlib import sha256
from pathlib import Path

SUMS = "SHA256SUMS"
_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r"})


_NONE: Mapping[str, str] = {}


def write_sums(folder: Path, others: Mapping[str, str] = _NONE) -> None:
    """Write the file for all other files of the folder, and ``others`` that belong to them, whose hashes are known."""
    lines = "".join(f"{line}\n" for line in _lines(folder, others))
    (folder / SUMS).write_text(lines, encoding="utf-8", newline="\n")


def files_of(folder: Path) -> list[str]:
    """The paths of a folder's files from it, with forward slashes, in the order of their characters."""
    root = str(folder)
    found = (os.path.join(above, name) for above, _, names in os.walk(root) for name in names)  # noqa: PTH118 (a Path each takes most of the time)
    whole = (path for path in found if os.path.isfile(path))  # noqa: PTH113
    return sorted(path[len(root) :].replace(os.sep, "/").lstrip("/") for path in whole)


def _lines(folder: Path, others: Mapping[str, str]) -> Iterator[str]:
    for path in sorted({*files_of(folder), *others} - {SUMS}):
        yield _line(path, others.get(path) or sha256((folder / path).read_bytes()).hexdigest())


def _line(path: str, hash_of_it: str) -> str:
    """As coreutils writes it: a name that would break the line is escaped, which a backslash before it says."""
    escaped = path.translate(_ESCAPES)
    mark = "" if escaped == path else "\\"
    return f"{mark}{hash_of_it}  {escaped}"


def read_line(line: str) -> tuple[str, str] | None:
    """The path and the hash that a line has; None when it is no such line."""
    match = _LINE.fullmatch(line)
    return (_unescaped(match[3]) if match[1] else match[3], match[2]) if match else None


def listed(folder: Path) -> frozenset[str]:
    """The paths that the file of that folder names; none when there is no such file."""
    try:
        lines = (folder / SUMS).read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return frozenset(found[0] for line in lines if (found := read_line(line)))


def _unescaped(name: str) -> str:
    """A name that was written escaped."""
    meant = {written: chr(character) for character, written in _ESCAPES.items()}
    return re.sub(r"\\[\\nr]", lambda match: meant[match[0]], name)


def is_whole(folder: Path, sha256_of_sums: str) -> bool:
    """Whether a folder holds what its list of that hash names, with those hashes, and what no build leaves in it.

    Builds leave what is hidden at its root and not theirs. Nothing of the site is a link, and no folder empty.
    """
    try:
        content = (folder / SUMS).read_bytes()
        if sha256(content).hexdigest() != sha256_of_sums:
            return False
        lines = content.decode("utf-8").split("\n")
        wanted = {SUMS: sha256_of_sums, **dict(found for line in lines if (found := read_line(line)))}
        hidden = {path.partition("/")[0] for path in wanted if path.startswith(".")}
        return _holds(folder, "", wanted, hidden) and not wanted
    except (OSError, UnicodeDecodeError):
        return False


def _holds(folder: Path, below: str, wanted: dict[str, str], hidden: Set[str]) -> bool:
    """Whether all in a folder of the site is ``wanted``, and has that hash; what is found is wanted no more."""
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        path = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            is_left = path.startswith(".") and path.partition("/")[0] not in hidden
            if not is_left and not _holds(Path(entry.path), f"{path}/", wanted, hidden):
                return False
        elif expected := wanted.pop(path, ""):
            if not entry.is_file(follow_symlinks=False):
                return False
            with open(entry.path, "rb") as file:  # noqa: PTH123 (a Path each takes most of the time)
                if sha256(file.read()).hexdigest() != expected:
                    return False
        elif not path.startswith("."):
            return False
    return bool(found) or below.startswith(".")
