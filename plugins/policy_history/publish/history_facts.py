"""What was found out about the texts of a history, remembered so that one more text is all that is read for it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Protocol

from ..redline.compare import compare
from ..redline.comparison_data import ComparedTexts
from ..redline.destinations import destinations
from ..text.document import Clause, Document


class Numbered(Protocol):
    """A text of a history: its number, from 0, and its document, which is read when it is asked for."""

    @property
    def number(self) -> int: ...

    @property
    def document(self) -> Document: ...


class HistoryFacts:
    """What is known of the first ``count`` texts of a history, and is found out of the others when it is asked for.

    ``known`` is what ``written`` gave of these texts. All of it is a function of the texts up to the last it is about.
    """

    def __init__(self, known: bytes = b"", count: int = 0) -> None:
        places, _, self._texts = known.partition(b"\n")
        self._count = count if known else 0
        self._destinations = {
            pair: {name: Clause(*each) for name, each in found.items()}
            for pair, found in json.loads(places or b"{}").items()
        }

    def destinations(self, old: Numbered, new: Numbered) -> Mapping[str, Clause]:
        """The destinations of one text's clauses in a later one that need not follow it."""
        pair = f"{old.number} {new.number}"
        if pair not in self._destinations:
            redline = compare(old.document, new.document, are_neighbours=False)
            self._destinations[pair] = dict(destinations(redline))
        return self._destinations[pair]

    def texts(self, entries: Sequence[Numbered]) -> ComparedTexts:
        """All texts of the history, as they are compared from a file."""
        if self._texts:
            found = ComparedTexts.read(self._texts)
            if all(found.add(entry.document) for entry in entries[self._count :]):
                return found
        return ComparedTexts.of([entry.document for entry in entries])

    def written(self, texts: ComparedTexts | None) -> bytes:
        """What is known now, with these texts of the whole history."""
        places = {
            pair: {name: [each.id, each.title, each.level, each.block] for name, each in found.items()}
            for pair, found in self._destinations.items()
        }
        line = json.dumps(places, separators=(",", ":")).encode()
        return line + b"\n" + (texts.written() if texts else b"")
