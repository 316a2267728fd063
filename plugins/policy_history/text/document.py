"""A text with its blocks, tokens and clauses, read once."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, islice, pairwise
from typing import TypeVar

from .blocks import Block, Kind
from .counting import ways
from .keeping import kept
from .note_homes import homes_of_notes
from .parts import parts_of
from .read_blocks import ReadBlock, read_part
from .references import labels
from .tokens import Token

_T = TypeVar("_T")

# The ids of a redline's changes, of the ends of its moves, of paragraphs, and of what else stands on a policy's pages.
_RESERVED = re.compile(
    r"change-\d+|p-[0-9a-f]{8}(?:-\d+)?|move-\d+-(?:from|to)|(?:list|summary)-of-changes|notes-in-between|redline|comparison|ready-made|text"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A heading and what stands under it, up to the next heading.

    ``id`` is the place of the clause in its page's address; ``block`` the index of its heading.
    """

    id: str
    title: str
    level: int
    block: int


class Document:
    """One revision's text, taken apart. What it has in common with other texts is read once for all of them."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts = parts_of(source)
        self.blocks: list[Block] = [block for part in self.parts for block in part.blocks]
        self.links = labels(self.blocks) if any(part.has_labels for part in self.parts) else {}
        self._tokens: dict[int, list[Token]] = {}
        self._reads: dict[int, tuple[ReadBlock, ...]] = {}

    @cached_property
    def starts(self) -> list[int]:
        """Where each block begins in the source; behind the last one, where the source ends."""
        if not self.blocks:
            return [len(self.source)]
        return list(accumulate((len(block.source) for block in self.blocks), initial=0))

    @cached_property
    def reads(self) -> list[ReadBlock]:
        """Each block as it is read: the same object in all texts in which it reads the same."""
        return [read for reads in self.reads_by_part for read in reads]

    @cached_property
    def reads_by_part(self) -> list[tuple[ReadBlock, ...]]:
        """The same by the part in which the block stands."""
        return [self._read(number) for number in range(len(self.parts))]

    def read(self, index: int) -> ReadBlock:
        """The block at that index as it is read. Those of other parts are not read for it."""
        number = bisect_right(self._firsts, index) - 1
        return self._read(number)[index - self._firsts[number]]

    def _read(self, number: int) -> tuple[ReadBlock, ...]:
        if number not in self._reads:
            self._reads[number] = read_part(self.parts[number], self.links, counted=self.counted)
        return self._reads[number]

    @cached_property
    def _firsts(self) -> list[int]:
        """For each part the index of its first block."""
        return list(accumulate((len(part.blocks) for part in self.parts), initial=0))[:-1]

    def tokens(self, index: int) -> list[Token]:
        """The tokens of the block at that index, with their places in the source; of a table row, of all its cells."""
        if index not in self._tokens:
            start = self.starts[index]
            self._tokens[index] = [token.at(start) for token in self.reads[index].tokens]
        return self._tokens[index]

    def cells(self, index: int) -> list[list[Token]]:
        """The tokens of a table row, by cell."""
        tokens = iter(self.tokens(index))
        return [list(islice(tokens, len(cell))) for cell in self.reads[index].cells]

    @cached_property
    def counted(self) -> frozenset[str]:
        """The ways in which its blocks are counted from one to the next that are none elsewhere."""
        return ways(each for part in self.parts for each in part.beginnings)

    @cached_property
    def table_heads(self) -> dict[int, int]:
        """For each row of a table, by the index of its block, the row that is the table's head."""
        found: dict[int, int] = {}
        head = 0
        for index, block in enumerate(self.blocks):
            if block.kind is Kind.ROW:
                head = index if block.opens_table else head
                found[index] = head
        return found

    @cached_property
    def words(self) -> list[str]:
        """Every token a reader sees, in order; a picture has no words of its own."""
        return [word for read in self.reads for word in read.shown_words]

    def all_tokens(self) -> Iterator[Token]:
        """Every token of the text, in order."""
        for read, start in zip(self.reads, self.starts, strict=False):
            yield from (token.at(start) for token in read.tokens)

    def stretches_of(self, kind: Kind) -> list[tuple[int, int]]:
        """Where the blocks of that kind begin and end in the source."""
        pairs = zip(self.blocks, pairwise(self.starts), strict=False)
        return [stretch for block, stretch in pairs if block.kind is kind]

    def once(self, work: Callable[[ReadBlock], _T]) -> Iterator[tuple[int, _T]]:
        """For each block where it begins, and what ``work`` makes of it, which is made once for all texts with it."""
        return zip(self.starts, (read.once(work) for read in self.reads), strict=False)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses in order, each id once. Ids come from ``{#id}`` in the source, else from the heading's words."""
        headings = [index for index, block in enumerate(self.blocks) if block.kind is Kind.HEADING]
        given = {unreserved(self.blocks[index].explicit_id) for index in headings} - {""}
        taken = set(given)
        numbers: Counter[str] = Counter()
        return tuple(self._clause(index, given, taken, numbers) for index in headings)

    def _clause(self, index: int, given: set[str], taken: set[str], numbers: Counter[str]) -> Clause:
        block, title = self.blocks[index], self.title(index)
        name = unreserved(block.explicit_id)
        if name in given:
            given.remove(name)
        else:
            name = unused(name or slug(title), taken, numbers)
        return Clause(name, title, block.level, index)

    def named(self, ids: Sequence[str]) -> Document:
        """The document with these ids for its clauses, one each; what was computed is shared."""
        pairs = list(zip(self.clauses, ids, strict=True))
        if all(clause.id == name for clause, name in pairs):
            return self
        other = copy(self)
        other.__dict__["clauses"] = tuple(
            clause if clause.id == name else replace(clause, id=name) for clause, name in pairs
        )
        return other

    def raw_tags(self) -> Iterator[tuple[int, str]]:
        """The raw HTML tags and comments of the text, each with its place in the source."""
        for start, read in zip(self.starts, self.reads, strict=False):
            yield from ((start + at, tag) for at, tag in read.raw_tags)

    def targets(self) -> Iterator[tuple[int, str]]:
        """Where links and pictures lead, those of raw HTML apart, each with the place of its words in the source."""
        for start, read in zip(self.starts, self.reads, strict=False):
            yield from ((start + at, target) for at, target in read.targets)

    def title(self, index: int) -> str:
        """The words of a block as one line of text."""
        return self.reads[index].title

    def clause_of(self, index: int) -> Clause | None:
        """The clause the block at that index stands in; None before the first heading."""
        position = self.clause_numbers[index]
        return self.clauses[position] if position >= 0 else None

    @cached_property
    def clause_numbers(self) -> list[int]:
        """For each block the number of its clause; -1 before the first heading.

        A footnote stands in the clause that refers to it first, wherever it is written.
        """
        numbers = list(accumulate((block.kind is Kind.HEADING for block in self.blocks), initial=-1))[1:]
        if any(block.kind is Kind.NOTE for block in self.blocks):
            for note, home in homes_of_notes(self.reads):
                numbers[note] = numbers[home]
        return numbers

    @cached_property
    def reads_of_clauses(self) -> Mapping[int, Sequence[ReadBlock]]:
        """The blocks of each clause by its number, its heading first; by -1 those before the first heading."""
        found: dict[int, list[ReadBlock]] = {}
        for number, read in zip(self.clause_numbers, self.reads, strict=True):
            found.setdefault(number, []).append(read)
        return found

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column, both from 1, of a place in the source."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.source))]


@kept
def read_document(text: str) -> Document:
    """The document of that text; asked again for the same text, the same document."""
    return Document(text)


@kept
def slug(title: str) -> str:
    """A heading's words as an id: lower case, hyphens for blanks, letters with their marks kept, signs dropped."""
    letters = re.sub(r"[\s_-]", " ", unicodedata.normalize("NFC", title).lower())
    kept = "".join(letter for letter in letters if letter == " " or unicodedata.category(letter)[0] in "LMN")
    return unreserved("-".join(kept.split()) or "clause")


def unreserved(name: str) -> str:
    """A name as the id of a clause: not one that the pages of a policy need themselves."""
    return f"clause-{name}" if _RESERVED.fullmatch(name) else name


def unused(wanted: str, taken: set[str], numbers: Counter[str]) -> str:
    """An id that is free; ``numbers`` has the last number that was tried for each, so that none is tried twice."""
    candidate, number = wanted, max(1, numbers[wanted])
    while candidate in taken:
        number += 1
        candidate = unreserved(f"{wanted}-{number}")
    numbers[wanted] = number
    taken.add(candidate)
    return candidate
