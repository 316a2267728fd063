"""A block as it is read: its words and all that follows from them, found once however many texts have the block."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from .blocks import Block, Kind
from .inline import html_raw_tags, raw_tags, targets, without_marks
from .keeping import kept
from .lines import content_of, places
from .note_lines import NOTE
from .parts import Part
from .references import relevant
from .tokens import Token, tokens
from .words import CELL_MARK, Words, words_of_block

_T = TypeVar("_T")
_SILENT = frozenset((Kind.CODE, Kind.RULE, Kind.DEFINITION))


class ReadBlock:
    """A block with what it depends on: the labels it may refer to, and whether it is counted as others of its text.

    All places are places in the block's own source.
    """

    def __init__(self, block: Block, links: Mapping[str, str], *, is_counted: bool) -> None:
        self.block = block
        self.links = links
        self.is_counted = is_counted
        self._made: dict[Callable[[ReadBlock], Any], Any] = {}

    def once(self, work: Callable[[ReadBlock], _T]) -> _T:
        """What ``work``, a function of a module, makes of the block: made once."""
        if work not in self._made:
            self._made[work] = work(self)
        return self._made[work]  # type: ignore[no-any-return]

    @cached_property
    def words(self) -> Words:
        """Its words and marks."""
        return words_of_block(self.block, self.links, is_counted=self.is_counted)

    @cached_property
    def cells(self) -> list[list[Token]]:
        """The tokens of a table row, by cell."""
        ends = [at for at, key in enumerate(self.words.keys) if key == CELL_MARK]
        starts = [0, *(end + 1 for end in ends)]
        return [tokens(self.words, start, end) for start, end in zip(starts, ends, strict=False)]

    @cached_property
    def tokens(self) -> list[Token]:
        """Its tokens; of a table row, those of all its cells."""
        if self.block.kind is Kind.ROW:
            return [token for cell in self.cells for token in cell]
        return tokens(self.words, 0, len(self.words) - 1)

    @cached_property
    def shown_words(self) -> list[str]:
        """Every token a reader sees, in order; a picture has no words of its own."""
        return [token.text for token in self.tokens if not token.is_image]

    @cached_property
    def title(self) -> str:
        """Its words as one line of text."""
        return "".join((" " if token.space else "") + token.text for token in self.tokens).strip()

    @cached_property
    def raw_tags(self) -> list[tuple[int, str]]:
        """Its raw HTML tags and comments, each with its place."""
        found: list[tuple[int, str]] = []
        for content, place_of in self._contents() if "<" in self.block.source else ():
            is_html = self.block.kind is Kind.HTML
            tags = html_raw_tags(content) if is_html else raw_tags(content, self.links)
            found += [(place_of[at], tag) for at, tag in tags]
        return found

    @cached_property
    def targets(self) -> list[tuple[int, str]]:
        """Where its links and pictures lead, those of raw HTML apart, each with the place of its words."""
        found: list[tuple[int, str]] = []
        for content, place_of in self._contents() if self.block.kind is not Kind.HTML else ():
            found += [(place_of[at], target) for at, target in targets(content, self.links)]
        return found

    @cached_property
    def passages(self) -> list[tuple[str, Sequence[int]]]:
        """The content of the block, or of each cell, but of code and raw HTML, without what is read as a mark or not.

        Each is the content with blanks in place of marks, targets, code, entities and escaped signs, and for each
        character its place.
        """
        found: list[tuple[str, Sequence[int]]] = []
        for content, place_of in self._contents() if self.block.kind is not Kind.HTML else ():
            mark = NOTE.match(content) if self.block.kind is Kind.NOTE else None
            own = mark.end() if mark else 0
            found.append((" " * own + without_marks(content[own:], self.links), place_of))
        return found

    def _contents(self) -> Iterator[tuple[str, Sequence[int]]]:
        if self.block.kind not in _SILENT:
            for pieces in self.block.cells or [self.block.pieces]:
                yield content_of(self.block.source, pieces), places(pieces)


def leads_with_blanks(read: ReadBlock) -> bool:
    """Whether blanks stand before the first word of its content: in code they are shown with those before the block."""
    return bool(read.words.gaps[:1] and read.words.gaps[0])


def links_of(read: ReadBlock) -> list[tuple[int, str]]:
    """Where the words of a block lead, each address once, with the place of the first word that does."""
    found: dict[str, int] = {}
    for token in read.tokens:
        for target in sorted(token.links):
            found.setdefault(target, token.start)
    return [(at, target) for target, at in found.items()]


@kept
def _read(block: Block, links: tuple[tuple[str, str], ...], is_counted: bool) -> ReadBlock:
    return ReadBlock(block, MappingProxyType(dict(links)), is_counted=is_counted)


@kept
def _read_part(part: Part, links: tuple[tuple[str, str], ...], counted: frozenset[str]) -> tuple[ReadBlock, ...]:
    known = dict(links)
    return tuple(
        _read(block, relevant(block.source, known), begins is not None and begins.way in counted)
        for block, begins in zip(part.blocks, part.beginnings, strict=True)
    )


def read_part(part: Part, links: Mapping[str, str], *, counted: frozenset[str]) -> tuple[ReadBlock, ...]:
    """The blocks of a part as a text with these labels has them; the same for all texts in which they read the same."""
    return _read_part(part, relevant(part.source, links), counted & part.ways)
