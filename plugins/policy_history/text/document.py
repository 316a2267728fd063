"""A text with its blocks, tokens and clauses, read once."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from .blocks import Block, Kind, parse_blocks
from .inline import html_raw_tags, raw_tags, targets, without_marks
from .labels import are_counted
from .lines import content_of, places
from .note_lines import NOTE
from .references import labels
from .tokens import Token, tokens
from .words import CELL_MARK, Words, add_block

# The ids of a redline's changes, of the ends of its moves, and of what else stands on the pages of a policy.
_RESERVED = re.compile(
    r"change-\d+|move-\d+-(?:from|to)|(?:list|summary)-of-changes|notes-in-between|redline|comparison|ready-made|text"
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
    """One revision's text, taken apart. Nothing is computed twice."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.blocks = parse_blocks(source)
        self.links = labels(source, self.blocks)
        self._tokens: dict[int, list[Token]] = {}
        self._words: dict[int, Words] = {}
        self._cells: dict[int, list[list[Token]]] = {}

    def tokens(self, index: int) -> list[Token]:
        """The tokens of the block at that index; of a table row, those of all its cells."""
        if index not in self._tokens:
            self._tokens[index] = self._read(index)
        return self._tokens[index]

    def words_of(self, index: int) -> Words:
        """The words and marks of the block at that index."""
        if index not in self._words:
            words = self._words[index] = Words()
            add_block(words, self.source, self.blocks[index], index, self.links, is_counted=self.is_counted)
        return self._words[index]

    def cells(self, index: int) -> list[list[Token]]:
        """The tokens of a table row, by cell."""
        if index not in self._cells:
            words = self.words_of(index)
            ends = [at for at, key in enumerate(words.keys) if key == CELL_MARK]
            starts = [0, *(end + 1 for end in ends)]
            self._cells[index] = [tokens(words, start, end) for start, end in zip(starts, ends, strict=False)]
        return self._cells[index]

    def _read(self, index: int) -> list[Token]:
        if self.blocks[index].kind is Kind.ROW:
            return [token for cell in self.cells(index) for token in cell]
        words = self.words_of(index)
        return tokens(words, 0, len(words) - 1)

    @cached_property
    def is_counted(self) -> bool:
        """Whether headings are counted with numbers that have no stop."""
        headings = (block for block in self.blocks if block.kind is Kind.HEADING)
        return are_counted(content_of(self.source, block.pieces) for block in headings)

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
        return [token.text for token in self.all_tokens() if not token.is_image]

    def all_tokens(self) -> Iterator[Token]:
        """Every token of the text, in order."""
        for index in range(len(self.blocks)):
            yield from self.tokens(index)

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
        """The same document with these ids for its clauses, one each; what was computed is shared."""
        other = copy(self)
        other.__dict__["clauses"] = tuple(
            replace(clause, id=name) for clause, name in zip(self.clauses, ids, strict=True)
        )
        return other

    def raw_tags(self) -> Iterator[tuple[int, str]]:
        """The raw HTML tags and comments of the text, each with its place in the source."""
        for block, content, place_of in self._contents():
            found = html_raw_tags(content) if block.kind is Kind.HTML else raw_tags(content, self.links)
            yield from ((place_of[at], tag) for at, tag in found)

    def targets(self) -> Iterator[tuple[int, str]]:
        """Where links and pictures lead, those of raw HTML apart, each with the place of its words in the source."""
        for block, content, place_of in self._contents():
            if block.kind is not Kind.HTML:
                yield from ((place_of[at], target) for at, target in targets(content, self.links))

    def passages(self) -> Iterator[tuple[int, str, Sequence[int]]]:
        """The content of each block and cell, but code and raw HTML, without what is read as a mark or not at all.

        Yields the index of the block, the content with blanks in place of marks, targets, code, entities and escaped
        signs, and for each character its place in the source.
        """
        for index, block in enumerate(self.blocks):
            if block.kind not in (Kind.CODE, Kind.HTML, Kind.RULE, Kind.DEFINITION):
                for pieces in block.cells or [block.pieces]:
                    content = content_of(self.source, pieces)
                    mark = NOTE.match(content) if block.kind is Kind.NOTE else None
                    own = mark.end() if mark else 0
                    yield index, " " * own + without_marks(content[own:], self.links), places(pieces)

    def _contents(self) -> Iterator[tuple[Block, str, Sequence[int]]]:
        for block in self.blocks:
            if block.kind not in (Kind.CODE, Kind.RULE, Kind.DEFINITION):
                for pieces in block.cells or [block.pieces]:
                    yield block, content_of(self.source, pieces), places(pieces)

    def title(self, index: int) -> str:
        """The words of a block as one line of text."""
        return "".join((" " if token.space else "") + token.text for token in self.tokens(index)).strip()

    def clause_of(self, index: int) -> Clause | None:
        """The clause the block at that index stands in; None before the first heading."""
        position = bisect_right([clause.block for clause in self.clauses], index) - 1
        return self.clauses[position] if position >= 0 else None

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column, both from 1, of a place in the source."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.source))]


@lru_cache(maxsize=1024)
def read_document(text: str) -> Document:
    """The document of that text; asked again for the same text, the same document."""
    return Document(text)


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
