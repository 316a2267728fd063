"""What lasts of each text of a history: the ids of its clauses and paragraphs, and since when its words stand.

All of it is a function of the texts up to that one. So a history that grew is aligned at its end alone: what stands
after a text can be written down and taken up from there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from ..cache.store import as_bytes, from_bytes
from ..text.blocks import Kind
from ..text.document import Document, read_document
from ..text.read_blocks import ReadBlock
from .identity import LastingIds
from .lineage import Lineage, RevisionBlock, newest_words_of_blocks

NAMED = frozenset((Kind.PARAGRAPH, Kind.ITEM, Kind.TERM, Kind.DESCRIPTION))
"""The kinds of blocks that have such an id. Clauses and footnotes have their own."""


class PassageIds:
    """The ids of the passages of a history that grows at its end."""

    def __init__(self, names: Mapping[str, str] | None = None, counts: Mapping[str, int] | None = None) -> None:
        self._names = {int(number): name for number, name in (names or {}).items()}
        self._counts = dict(counts or {})

    @property
    def state(self) -> tuple[Mapping[int, str], Mapping[str, int]]:
        """What JSON takes of it, and gives back to ``PassageIds``."""
        return self._names, self._counts

    def of(self, document: Document, passages: Sequence[RevisionBlock]) -> tuple[str, ...]:
        """The ids of the blocks of the text that follows, with these passages; empty for those that are not named."""
        ids = []
        for read, passage in zip(document.reads, passages, strict=True):
            if passage.number not in self._names:
                born = read.once(_hash)
                count = self._counts[born] = self._counts.get(born, 0) + 1
                self._names[passage.number] = f"p-{born}" if count == 1 else f"p-{born}-{count}"
            ids.append(self._names[passage.number] if read.block.kind in NAMED and read.tokens else "")
        return tuple(ids)


def _hash(read: ReadBlock) -> str:
    """Eight hexadecimal digits from the words of a block as they are compared, its label apart."""
    words = " ".join(token.key for token in read.tokens if not token.is_label)
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]


class Anchors(NamedTuple):
    """Of one text the ids of its clauses, and of its blocks, empty where one has none.

    ``newest`` has for each clause the number of the revision with which the newest of its words came, -1 where it has
    none.
    """

    clauses: tuple[str, ...]
    passages: tuple[str, ...]
    newest: tuple[int, ...]

    def document(self, text: str) -> Document:
        """The document of that text, with its ids."""
        return read_document(text).named(self.clauses)


class Anchoring:
    """The anchors of a history that grows at its end."""

    def __init__(self) -> None:
        self.anchors: list[Anchors] = []
        """Those of each text, oldest first."""
        self._ids = LastingIds()
        self._lineage = Lineage()
        self._passages = PassageIds()

    def add(self, text: str) -> None:
        """Anchor the text that follows."""
        document = self._ids.following(text)
        self._ids.add(document)
        passages = self._lineage.add(text)
        clauses = tuple(clause.id for clause in document.clauses)
        newest = _newest_of_clauses(document, newest_words_of_blocks(text, passages))
        self.anchors.append(Anchors(clauses, self._passages.of(document, passages), newest))

    def written(self) -> bytes:
        """All of it as JSON."""
        record = {
            "anchors": self.anchors,
            "ids": [sorted(self._ids.used), self._ids.left],
            "lineage": self._lineage.state,
            "passages": self._passages.state,
        }
        return as_bytes(record)

    @classmethod
    def read(cls, record: bytes, last: str) -> Anchoring:
        """What ``written`` gave of a history with that last text."""
        data = from_bytes(record)
        found = cls()
        found.anchors = [Anchors(*map(tuple, each)) for each in data["anchors"]]
        found._ids = LastingIds(found.anchors[-1].document(last), *data["ids"])
        found._lineage = Lineage.taken_up(last, data["lineage"])
        found._passages = PassageIds(*data["passages"])
        return found


def anchors_of(texts: Sequence[str]) -> list[Anchors]:
    """The anchors of successive texts, oldest first."""
    found = Anchoring()
    for text in texts:
        found.add(text)
    return found.anchors


def _newest_of_clauses(document: Document, by_block: Mapping[int, int]) -> tuple[int, ...]:
    found: dict[str, int] = {}
    for block, revision in by_block.items():
        if clause := document.clause_of(block):
            found[clause.id] = max(found.get(clause.id, 0), revision)
    return tuple(found.get(clause.id, -1) for clause in document.clauses)
