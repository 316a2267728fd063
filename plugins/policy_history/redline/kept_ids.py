"""The lasting ids of a history, found again without aligning all of it.

The ids of a text are a function of the texts up to it. What stands after each of them is kept under the hash of the
chain of these texts, so that a history that grew by one is aligned once, at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import sha256

from ..cache.keys import key
from ..cache.store import NOTHING, Carried, Nothing, Store, as_bytes, from_bytes
from ..text.document import Document, read_document
from .identity import LastingIds


class KeptIds:
    """What is kept of the history of these texts, oldest first. ``number`` counts texts from the first."""

    def __init__(self, texts: Iterable[str], store: Store = NOTHING) -> None:
        self._texts = list(texts)
        self._store = store

    @cached_property
    def _keys(self) -> list[str]:
        return [] if isinstance(self._store, Nothing) else [key("clause ids", link) for link in chained(self._texts)]

    def upto(self, number: int) -> tuple[LastingIds, int]:
        """The ids after as many of the first ``number`` texts as are kept, and how many those are."""
        for count in range(min(number, len(self._keys)), 0, -1):
            found = self.after(count)
            if found:
                return found, count
        return LastingIds(), 0

    def before(self, numbers: Iterable[int]) -> Carried | Nothing:
        """What is kept after as many of the first texts as is, up to each of these numbers: enough to go on there."""
        if not self._keys:
            return NOTHING
        found: dict[str, bytes] = {}
        done = 0
        for number in sorted(numbers):
            for name in reversed(self._keys[done:number]):
                if entry := self._store.get(name):
                    found[name] = entry
                    break
            done = number
        return Carried(found)

    def after(self, number: int) -> LastingIds | None:
        """The ids after the first ``number`` texts; None where they are not kept."""
        entry = self._store.get(self._keys[number - 1]) if self._keys else None
        if entry is None:
            return None
        ids, used, left = from_bytes(entry)
        return LastingIds(read_document(self._texts[number - 1]).named(ids), used, left)

    def keep(self, ids: LastingIds, number: int) -> None:
        """Keep the ids after the first ``number`` texts."""
        if self._keys and ids.last:
            state = [clause.id for clause in ids.last.clauses], sorted(ids.used), ids.left
            self._store.put(self._keys[number - 1], as_bytes(state))


def last_document(texts: Sequence[str], store: Store = NOTHING) -> Document:
    """The document of the last of successive texts, one at least, with its ids."""
    kept = KeptIds(texts, store)
    ids, known = kept.upto(len(texts))
    for number, text in enumerate(texts[known:], start=known + 1):
        ids.add(ids.following(text))
        kept.keep(ids, number)
    return ids.last or read_document(texts[-1])


def all_documents(texts: Sequence[str], store: Store = NOTHING) -> list[Document]:
    """The documents of successive texts, oldest first, each with its ids."""
    kept = KeptIds(texts, store)
    found: list[Document] = []
    last = LastingIds()
    for number, text in enumerate(texts, start=1):
        ids = kept.after(number)
        if ids is None:
            ids = last
            ids.add(ids.following(text))
            kept.keep(ids, number)
        last = ids
        found.append(ids.last or read_document(text))
    return found


def chained(texts: Iterable[str]) -> Iterator[bytes]:
    """For each text a hash of it and all before it."""
    link = b""
    for text in texts:
        link = sha256(link + sha256(text.encode("utf-8", "surrogatepass")).digest()).digest()
        yield link


def with_written_ids(texts: Sequence[str], store: Store = NOTHING) -> str:
    """The last of successive texts, with ``{#id}`` after every heading whose own words would give another id.

    Ids that last come from the whole history, of which ``store`` may know the beginning; written out they last also
    when the text is edited beyond recognition.
    """
    document = last_document(texts, store)
    text = document.source
    pairs = zip(document.clauses, read_document(text).clauses, strict=False)
    for clause, derived in reversed(list(pairs)):
        block = document.blocks[clause.block]
        if clause.id != derived.id and not block.explicit_id:
            end = document.starts[clause.block] + block.pieces[-1].end
            text = f"{text[:end]} {{#{clause.id}}}{text[end:]}"
    return text
