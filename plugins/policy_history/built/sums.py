"""``SHA256SUMS``: the hash of every file of the site, as ``sha256sum --check`` reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

SUMS = "SHA256SUMS"
_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}


def write_sums(folder: Path) -> None:
    """Write the file for all other files of the folder."""
    (folder / SUMS).write_text("".join(f"{line}\n" for line in _lines(folder)), encoding="utf-8", newline="\n")


def files_of(folder: Path) -> list[str]:
    """The paths of a folder's files from it, with forward slashes, in the order of their characters."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _lines(folder: Path) -> Iterator[str]:
    for path in files_of(folder):
        if path != SUMS:
            yield _line(path, sha256((folder / path).read_bytes()).hexdigest())


def _line(path: str, hash_of_it: str) -> str:
    """As coreutils writes it: a name that would break the line is escaped, which a backslash before it says."""
    escaped = "".join(_ESCAPES.get(character, character) for character in path)
    mark = "" if escaped == path else "\\"
    return f"{mark}{hash_of_it}  {escaped}"


def read_line(line: str) -> tuple[str, str] | None:
    """The path and the hash that a line has; None when it is no such line."""
    match = _LINE.fullmatch(line)
    return (_unescaped(match[3]) if match[1] else match[3], match[2]) if match else None


def listed(folder: Path) -> frozenset[str]:
    """The paths that the file of that folder names; none when there is no such file."""
    try:
        lines = (folder / SUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return frozenset(found[0] for line in lines if (found := read_line(line)))


def _unescaped(name: str) -> str:
    """A name that was written escaped."""
    meant = {written: character for character, written in _ESCAPES.items()}
    return re.sub(r"\\[\\nr]", lambda match: meant[match[0]], name)
