"""The lasting ids of a history, found again without aligning all of it.

The ids of a text are a function of the texts up to it. What stands after each of them is kept under the hash of the
chain of these texts, so that a history that grew by one is aligned once, at its end. An entry that is not what ``keep``
wrote is no entry: the texts are aligned as if nothing were kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Any

from ..kept.keys import key
from ..kept.store import NOTHING, Nothing, Store
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

    def after(self, number: int) -> LastingIds | None:
        """The ids after the first ``number`` texts; None where they are not kept."""
        entry = self._store.get(self._keys[number - 1]) if self._keys else None
        return _read(entry, self._texts[number - 1]) if entry else None

    def keep(self, ids: LastingIds, number: int) -> None:
        """Keep the ids after the first ``number`` texts."""
        if self._keys and ids.last:
            self._store.put(self._keys[number - 1], _written(ids, ids.last))


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


def _written(ids: LastingIds, last: Document) -> bytes:
    state = {"ids": [clause.id for clause in last.clauses], "used": sorted(ids.used), "left": ids.left}
    return json.dumps(state, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")


def _read(entry: bytes, text: str) -> LastingIds | None:
    """The ids in an entry about that text; None when it is not of the form that ``_written`` gives."""
    try:
        state = json.loads(entry.decode("utf-8", "surrogatepass"))
    except ValueError:
        return None
    if not isinstance(state, dict) or state.keys() != {"ids", "used", "left"}:
        return None
    ids, used, left = state["ids"], state["used"], state["left"]
    document = read_document(text)
    is_whole = _are_names(ids) and _are_names(used) and isinstance(left, dict) and all(map(_are_names, left.values()))
    if not is_whole or len(ids) != len(document.clauses) or len({*ids}) != len(ids) or not {*ids} <= {*used}:
        return None
    return LastingIds(document.named(ids), used, left)


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)
