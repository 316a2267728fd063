"""What lasts of each text of a history: the ids of its clauses and paragraphs, and since when its words stand.

All of it is a function of the texts up to that one. So a history that grew is aligned at its end alone: what stands
after a text can be written down and taken up from there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..text.document import Document, read_document
from .identity import LastingIds
from .lineage import Lineage, newest_words_of_blocks
from .passage_ids import PassageIds


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
        return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    @classmethod
    def read(cls, record: bytes, last: str) -> Anchoring:
        """What ``written`` gave of a history with that last text."""
        data = json.loads(record.decode("utf-8", "surrogatepass"))
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
