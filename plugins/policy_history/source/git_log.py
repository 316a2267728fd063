"""The output of one ``git log``, as the history of each file under the name it has today."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

ARGUMENTS = (
    "-z",
    "--format=%H%x00%aN%x00%aI",
    "--encoding=UTF-8",
    "--name-status",
    # Children before parents, so that a rename is met before what lies behind it.
    "--topo-order",
    "--find-renames",
    "--no-rename-empty",
    # A merge is listed when it differs from all its parents: then it is itself the last change.
    "-c",
    "--combined-all-paths",
    # What a reader's own configuration could change.
    "--no-follow",
    "--no-relative",
    "--no-ext-diff",
    "--no-color",
    "--no-notes",
    "--no-show-signature",
)
"""The options of ``git log`` that ``histories`` can read; no author's address is asked for."""

_HEADER = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
ADDRESS = re.compile(r"\S*@\S*")
"""What is or may be somebody's address, for mail or elsewhere."""


@dataclass(frozen=True, slots=True)
class Commit:
    """Who changed a file, when, by which commit.

    ``author`` is a name, never an address, and empty when git has none; ``when`` is the author's own date,
    with its offset; ``id`` is the full hexadecimal name of the commit.
    """

    id: str
    author: str
    when: datetime


@dataclass(frozen=True, slots=True)
class _Change:
    """One file in one commit: a letter for each parent (``git help diff``), its names there, its name."""

    letters: str
    before: tuple[str, ...]
    name: str

    @property
    def deletes(self) -> bool:
        return set(self.letters) == {"D"}

    @property
    def renamed(self) -> list[str]:
        """The other names under which the parents have the file."""
        return [old for letter, old in zip(self.letters, self.before, strict=False) if letter == "R"]

    @property
    def begins(self) -> bool:
        """Whether no parent has a file of this name."""
        if len(self.letters) == 1:
            return self.letters in "ARC"
        return all(letter == "A" or old != self.name for letter, old in zip(self.letters, self.before, strict=False))


def histories(output: bytes) -> Mapping[str, tuple[Commit, ...]]:
    """For each file, by its path in the repository, the commits that changed it, oldest first.

    ``output`` is what ``git log`` wrote with ARGUMENTS. Renames are followed; a copy is a new file, and a
    file that was deleted and added again begins anew. ValueError when a commit has no readable date.
    """
    found: dict[str, list[Commit]] = {}
    # For each name a file had, walking back in time: the name it has today, or None where it has none.
    today: dict[str, str | None] = {}
    for commit, changes in _entries(output):
        behind: dict[str, str | None] = {}
        for change in changes:
            current = today.setdefault(change.name, None if change.deletes else change.name)
            if current is not None and not change.deletes:
                found.setdefault(current, []).append(commit)
            if change.begins:
                behind.setdefault(change.name, None)
            behind.update(dict.fromkeys(change.renamed, current))
        today.update(behind)
    return {path: tuple(reversed(commits)) for path, commits in found.items()}


def _entries(output: bytes) -> Iterator[tuple[Commit, list[_Change]]]:
    """The commits in the order in which git wrote them, each with its changes."""
    commit: Commit | None = None
    changes: list[_Change] = []
    fields = iter(output.split(b"\0"))
    for field in fields:
        # Git writes line ends and empty fields between its records.
        start = field.strip()
        if _HEADER.fullmatch(start):
            if commit is not None:
                yield commit, changes
            commit, changes = _commit(start, next(fields), next(fields)), []
        elif start:
            changes.append(_change(start.rstrip(b"0123456789").decode("ascii"), fields))
    if commit is not None:
        yield commit, changes


def _change(letters: str, fields: Iterator[bytes]) -> _Change:
    names = len(letters) if len(letters) > 1 else int(letters in "RC")
    before = tuple(os.fsdecode(next(fields)) for _ in range(names))
    return _Change(letters, before, os.fsdecode(next(fields)))


def _commit(identity: bytes, author: bytes, when: bytes) -> Commit:
    name = ADDRESS.sub("", author.decode("utf-8", "replace"))
    shown = "".join(character for character in name if character.isprintable())
    date = datetime.fromisoformat(when.strip().decode("ascii", "replace"))
    # Git writes the epoch for a date that it cannot read.
    if date.timestamp() == 0:
        raise ValueError(f"commit {identity.decode('ascii')} has no readable date")
    return Commit(identity.decode("ascii"), " ".join(shown.split()), date)
