"""When each word of a revision was first written, and when it is first attested."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from ..text.document import Document
from ..text.words import MARKS, Words, add_block
from .store import Store


class Birth(NamedTuple):
    """A word or sign, and by number the revision it first stands in and the first one that attests it.

    A reconstructed revision attests nothing, so ``attested`` may be a later one, or None. A word that moved
    was born where it stood before; one that was gone and came back, when it first came.
    """

    word: str
    born: int
    attested: int | None


def births(store: Store, revision: int) -> Iterator[Birth]:
    """The words of a revision in order, each with its birth."""
    born, attested = first_revisions(store)
    runs = [run for run, stands in enumerate(store.standing(revision)) if stands and store.texts[run]]
    ends = list(accumulate(len(store.texts[run]) for run in runs))
    at = 0
    for word, end in _words(store.source(revision)):
        while ends[at] < end:
            at += 1
        yield Birth(word, born[runs[at]], attested[runs[at]])


def first_revisions(store: Store) -> tuple[list[int], list[int | None]]:
    """For each run the revision its words first stand in, wherever it was, and the first to attest them."""
    born = [store.turns[each][0] for each in store.sets]
    attested = [_first_attested(store, store.turns[each]) for each in store.sets]
    first: dict[int, int] = {}
    proof: dict[int, int] = {}
    for run, link in enumerate(store.links):
        if link:
            first[link] = min(born[run], first.get(link, born[run]))
            found = attested[run]
            if found is not None:
                proof[link] = min(found, proof.get(link, found))
    return (
        [first[link] if link else each for link, each in zip(store.links, born)],
        [proof.get(link) if link else each for link, each in zip(store.links, attested)],
    )


def _first_attested(store: Store, turns: tuple[int, ...]) -> int | None:
    last = len(store.revisions)
    for start, end in zip(turns[::2], (*turns[1::2], last)):
        for revision in range(start, end):
            if not store.revisions[revision].is_reconstructed:
                return revision
    return None


def _words(source: str) -> Iterator[tuple[str, int]]:
    """The words of a source and where each ends."""
    document = Document(source)
    words = Words()
    for number, block in enumerate(document.blocks):
        add_block(words, source, block, number, document.links)
    for key, text, end in zip(words.keys, words.texts, words.ends):
        if key not in MARKS:
            yield text, end
