"""What a program needs to compare any two texts of a history and to show it as the pages do, besides the words.

manual/formats.md describes the fields; the browser's comparison (assets/javascripts/compare) reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from ..cache.store import as_bytes, from_bytes
from ..text.characters import name, seen, skeleton, unseen_in
from ..text.document import Document
from ..text.parts import Part
from ..text.splitting import fold
from .blocks_data import BlocksOfTexts
from .difference import PUNCTUATION


class ComparedTexts:
    """The texts of a history, which grows at its end, as any two of them are compared from a file."""

    def __init__(self, blocks: BlocksOfTexts) -> None:
        self._blocks = blocks
        self._clauses, self._unseen = _Repeated(), _Repeated()
        self._markup: dict[str, int] = {}
        self._lower: dict[str, int] = {}
        self._numbers: tuple[list[int], list[int]] = [], []
        self._strange: set[str] = set()
        self._words: set[str] = set()
        self._is_ascii = True
        self._parts: set[Part] = set()

    @classmethod
    def of(cls, documents: Sequence[Document]) -> ComparedTexts:
        """These texts, oldest first, with the ids of their clauses."""
        found = cls(BlocksOfTexts.of(documents))
        for document in documents:
            found._add(document)
        return found

    def add(self, document: Document) -> bool:
        """Add the text that follows; False, and nothing is added, where all must be written anew for it."""
        can_be_added = self._blocks.add(document)
        if can_be_added:
            self._add(document)
        return can_be_added

    def _add(self, document: Document) -> None:
        source, bare = document.source, "".join(fold(document.source).split())
        for numbers, known, text in zip(self._numbers, (self._markup, self._lower), (bare, bare.lower()), strict=True):
            numbers.append(known.setdefault(_hash(text), len(numbers)))
        unseen = unseen_in(source)
        self._clauses.add([[clause.id, clause.title] for clause in document.clauses])
        self._unseen.add("".join(unseen))
        self._strange |= set(unseen)
        self._is_ascii = self._is_ascii and source.isascii()
        for part in document.parts:  # no word goes on behind one
            if part not in self._parts:
                self._parts.add(part)
                self._words |= {seen(word) for word in part.source.split()}

    def data(self) -> dict[str, Any]:
        """The fields ``clauses``, ``markup``, ``lower``, ``unseen``, ``characters``, ``punctuation`` and ``history``.

        ``clauses`` has for each text the ids and titles of its clauses, ``unseen`` the characters that a reader cannot
        see; 0 where they are those of the text before. ``markup`` numbers texts that are the same but for their white
        space, and ``lower`` those that are so but for capitals besides.
        """
        markup, lower = self._numbers
        return {
            "clauses": self._clauses.values,
            "markup": markup,
            "lower": lower,
            "unseen": self._unseen.values,
            # Without a character beyond ASCII no two words look alike.
            "characters": {each: name(each) for each in _told(self._strange, () if self._is_ascii else self._words)},
            "punctuation": "".join(sorted(PUNCTUATION)),
            "history": self._blocks.data(),
        }

    def written(self) -> bytes:
        """All of it as JSON."""
        state = {
            "blocks": self._blocks.state,
            "clauses": self._clauses.values,
            "unseen": self._unseen.values,
            "markup": self._markup,
            "lower": self._lower,
            "numbers": self._numbers,
            "strange": sorted(self._strange),
            "words": sorted(self._words),
            "is_ascii": self._is_ascii,
        }
        return as_bytes(state)

    @classmethod
    def read(cls, record: bytes) -> ComparedTexts:
        """What ``written`` gave."""
        state = from_bytes(record)
        found = cls(BlocksOfTexts.taken_up(state["blocks"]))
        found._clauses, found._unseen = _Repeated(state["clauses"]), _Repeated(state["unseen"])
        found._markup, found._lower = state["markup"], state["lower"]
        found._numbers = state["numbers"][0], state["numbers"][1]
        found._strange, found._words, found._is_ascii = set(state["strange"]), set(state["words"]), state["is_ascii"]
        return found


class _Repeated:
    """A value for each text, 0 where it is that of the text before."""

    def __init__(self, values: Sequence[Any] = ()) -> None:
        self.values = list(values)
        self._last = next((value for value in reversed(self.values) if value != 0), None)

    def add(self, value: Any) -> None:
        self.values.append(0 if value == self._last else value)
        self._last = value


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _told(strange: Iterable[str], words: Iterable[str]) -> list[str]:
    """The characters that a comparison may have to name: those nobody sees, and letters of words that look alike."""
    found = set(strange)
    alike: dict[str, list[str]] = {}
    for word in words:
        alike.setdefault(skeleton(word), []).append(word)
    for others in alike.values():
        if len(others) > 1:
            differing = set().union(*others) - set(others[0]).intersection(*others[1:])
            found |= differing.union(*map(skeleton, differing))
    return sorted(found)
