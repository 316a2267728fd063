"""The real policies that are measured on, as pairs of texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from known_edits.sources import read_history

_SEED = 20
DISTANT = 60  # pairs of revisions that do not follow one another, of each document


class Pair(NamedTuple):
    """Two revisions of a document: their numbers, which count from 1, and their texts."""

    document: str
    start: int
    end: int
    old: str
    new: str

    @property
    def name(self) -> str:
        return f"{self.document} {self.start}-{self.end}"


@dataclass(frozen=True)
class Corpus:
    """The documents of a folder, each a list of revisions, oldest first."""

    folder: Path
    documents: dict[str, list[dict[str, Any]]] = field(repr=False)

    def text(self, document: str, revision: int) -> str:
        """The text of a revision."""
        return self.documents[document][revision - 1]["text"]

    def pair(self, document: str, start: int, end: int) -> Pair:
        """Two revisions of a document."""
        return Pair(document, start, end, self.text(document, start), self.text(document, end))

    @cached_property
    def successive(self) -> list[Pair]:
        """Every revision with the one that follows it."""
        return [
            self.pair(name, start, end)
            for name, rows in self.documents.items()
            for start, end in pairwise(range(1, len(rows) + 1))
        ]

    @cached_property
    def distant(self) -> list[Pair]:
        """Of each document so many pairs of revisions with others between them, chosen by a seed."""
        found = []
        for name, rows in self.documents.items():
            numbers = range(1, len(rows) + 1)
            possible = [(start, end) for start in numbers for end in numbers if end > start + 1]
            chosen = Random(f"{_SEED}/{name}").sample(possible, min(DISTANT, len(possible)))
            found.extend(self.pair(name, start, end) for start, end in chosen)
        return found


def read_corpus(folder: Path) -> Corpus:
    """The corpus in that folder."""
    paths = sorted(folder.glob("*.jsonl.gz"))
    return Corpus(folder, {path.name.removesuffix(".jsonl.gz"): read_history(path) for path in paths})


def every(pairs: list[Pair], count: int) -> list[Pair]:
    """About so many of the pairs, spread evenly."""
    step = max(1, len(pairs) // max(1, count))
    return pairs[step // 2 :: step]
