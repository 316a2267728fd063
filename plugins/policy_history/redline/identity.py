"""Which clause of a text is which clause of the one before: ids that survive renaming and moving.

A clause keeps its id as long as it can be recognised, by its heading or by what stands under it. An id written in the
source (``{#id}``) always holds. An id that a clause ever had is never given to another one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from functools import lru_cache

from ..text.blocks import Kind
from ..text.document import Document, read_document
from ..text.words import MARKS
from .align import align
from .alignment import Alignment
from .sides import Side

# How much of the lighter of two clauses must have been kept for them to be one clause, when their headings differ.
_RECOGNISED = 0.5


def aligned(old: str, new: str) -> Alignment:
    """The alignment of two texts read as wholes."""
    return align(Side(read_document(old)), Side(read_document(new)))


@lru_cache(maxsize=512)
def alignment_of(old: str, new: str) -> Alignment:
    """The same, made once: for neighbours in a history, about which much is asked."""
    return aligned(old, new)


def with_lasting_ids(texts: Sequence[str]) -> list[Document]:
    """The documents of successive texts, oldest first, with clause ids that last from one to the next."""
    documents: list[Document] = []
    used: set[str] = set()
    for text in texts:
        document = following(documents[-1] if documents else None, text, used)
        used.update(clause.id for clause in document.clauses)
        documents.append(document)
    return documents


def following(before: Document | None, text: str, used: Set[str]) -> Document:
    """The document of the text that follows ``before``, with its ids; ``used`` are those that any earlier text had."""
    document = read_document(text)
    return document.named(_inherited(before, document, used)) if before else document


def _inherited(old: Document, new: Document, used: Set[str]) -> list[str]:
    before = predecessors(old, new)
    explicit = {block.explicit_id for block in new.blocks if block.explicit_id}
    taken = set(explicit)
    ids: list[str] = []
    for number, clause in enumerate(new.clauses):
        name = new.blocks[clause.block].explicit_id
        if not name and number in before:
            name = old.clauses[before[number]].id
            name = "" if name in taken else name
        ids.append(name)
        taken.add(name)
    numbers: Counter[str] = Counter()
    return [name or _new_id(clause.id, used, taken, numbers) for name, clause in zip(ids, new.clauses, strict=True)]


def _new_id(wanted: str, used: Set[str], taken: set[str], numbers: Counter[str]) -> str:
    """An id that is free; ``numbers`` has the last number that was tried for each, so that none is tried twice."""
    name, number = wanted, max(1, numbers[wanted])
    while name in used or name in taken:
        number += 1
        name = f"{wanted}-{number}"
    numbers[wanted] = number
    taken.add(name)
    return name


def predecessors(old: Document, new: Document) -> dict[int, int]:
    """For each clause of the new text, by its number, the clause of the old one that it is, where there is one."""
    kept, headings = _kept_words(old, new)
    sizes = _sizes(old), _sizes(new)
    found: dict[int, int] = {}
    claimed: set[int] = set()
    for same_heading in (True, False):
        for (a, b), count in sorted(kept.items(), key=lambda item: (-item[1], item[0])):
            by_heading = headings[a, b] >= max(1, min(sizes[0][a][0], sizes[1][b][0]) * _RECOGNISED)
            by_body = count >= _RECOGNISED * max(1, min(sum(sizes[0][a]), sum(sizes[1][b])))
            if (by_heading if same_heading else by_body) and b not in found and a not in claimed:
                found[b] = a
                claimed.add(a)
    return found


def _kept_words(old: Document, new: Document) -> tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]]:
    """How many words each clause of the old text gave to each of the new one: in all, and heading to heading."""
    alignment = alignment_of(old.source, new.source)
    olds, news = _clause_numbers(old), _clause_numbers(new)
    kept: Counter[tuple[int, int]] = Counter()
    headings: Counter[tuple[int, int]] = Counter()

    def count(a: int, b: int, words: int) -> None:
        pair = olds[a], news[b]
        if min(pair) >= 0:
            kept[pair] += words
            if old.blocks[a].kind is new.blocks[b].kind is Kind.HEADING:
                headings[pair] += words

    for run in alignment.anchors:
        for step in range(run.length):
            count(run.old + step, run.new + step, _size(new, run.new + step))
    words, others = alignment.old.words, alignment.new.words
    for at, partner in enumerate(alignment.old_partner):
        if partner >= 0 and words.keys[at] not in MARKS and at not in words.labels:
            count(words.blocks[at], others.blocks[partner], 1)
    return kept, headings


def _clause_numbers(document: Document) -> list[int]:
    """For each block the number of its clause; -1 before the first heading."""
    numbers = []
    number = -1
    for block in document.blocks:
        number += block.kind is Kind.HEADING
        numbers.append(number)
    return numbers


def _size(document: Document, index: int) -> int:
    """How many words a block has, its label apart."""
    return sum(not token.is_label for token in document.tokens(index))


def _sizes(document: Document) -> list[tuple[int, int]]:
    """For each clause the words of its heading and those under it."""
    sizes = [[0, 0] for _ in document.clauses]
    for index, number in enumerate(_clause_numbers(document)):
        if number >= 0:
            sizes[number][document.blocks[index].kind is not Kind.HEADING] += _size(document, index)
    return [(heading, body) for heading, body in sizes]
