"""Ids of paragraphs that last as long as the words they were born with.

A passage (``lineage.py``) has its id from the words with which it first stood, and keeps it while it is edited, moved,
numbered anew or made an item of a list; one that left and is back word for word has it again. An id is never given to
another passage. Ids are a function of the texts up to that one, so no later text changes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from ..text.blocks import Kind
from ..text.document import Document
from ..text.read_blocks import ReadBlock
from .lineage import RevisionBlock

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
