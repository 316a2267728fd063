"""Ids of paragraphs that last as long as the words they were born with.

A passage (``lineage.py``) has its id from the words with which it first stood, and keeps it while it is edited, moved,
numbered anew or made an item of a list; one that left and is back word for word has it again. An id is never given to
another passage. Ids are a function of the texts up to that one, so no later text changes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from ..text.blocks import Kind
from ..text.document import Document
from ..text.read_blocks import ReadBlock
from .lineage import RevisionBlock

NAMED = frozenset((Kind.PARAGRAPH, Kind.ITEM, Kind.TERM, Kind.DESCRIPTION))
"""The kinds of blocks that have such an id. Clauses and footnotes have their own."""


def passage_ids(documents: Sequence[Document], revisions: Sequence[Sequence[RevisionBlock]]) -> list[tuple[str, ...]]:
    """For each of successive texts, oldest first, the ids of its blocks; empty for those that are not named.

    ``revisions`` are the passages of each.
    """
    names: dict[int, str] = {}
    counts: dict[str, int] = {}
    found: list[tuple[str, ...]] = []
    for document, passages in zip(documents, revisions, strict=True):
        ids = []
        for read, passage in zip(document.reads, passages, strict=True):
            if passage.number not in names:
                born = read.once(_hash)
                counts[born] = counts.get(born, 0) + 1
                names[passage.number] = f"p-{born}" if counts[born] == 1 else f"p-{born}-{counts[born]}"
            ids.append(names[passage.number] if read.block.kind in NAMED and read.tokens else "")
        found.append(tuple(ids))
    return found


def _hash(read: ReadBlock) -> str:
    """Eight hexadecimal digits from the words of a block as they are compared, its label apart."""
    words = " ".join(token.key for token in read.tokens if not token.is_label)
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]
