"""What the blocks of a text are."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from .lines import SourceSpan, content_of


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "list item"
    ROW = "table row"
    CODE = "code"
    HTML = "raw HTML"
    RULE = "rule"
    DEFINITION = "link definition"
    NOTE = "footnote"
    TERM = "term"
    DESCRIPTION = "definition"


class Block(NamedTuple):
    """One leaf of a text. It does not know where it stands, so that all texts that have it can share it.

    ``source`` has its marks and following blank lines too, and all places are places in it. ``shape`` names the
    containers around it from the outside in (``ul``, ``ol``, ``quote``, ``dl``, ``note``); ``pieces`` are the lines of
    its content, those of a footnote with its mark; a table row has one such tuple a cell in ``cells``.
    """

    kind: Kind
    source: str
    pieces: tuple[SourceSpan, ...]
    shape: tuple[str, ...] = ()
    level: int = 0
    number: int = 1
    is_header: bool = False
    opens_table: bool = False
    cells: tuple[tuple[SourceSpan, ...], ...] = ()
    alignments: tuple[str, ...] = ()
    explicit_id: str = ""

    def __hash__(self) -> int:
        """Blocks are looked up all the time, and two that differ have nearly always different sources."""
        return hash(self.source)

    @property
    def content(self) -> str:
        """Its lines without the marks around them; of a table row nothing."""
        return content_of(self.source, self.pieces)


@dataclass(slots=True)
class BlockDraft:
    """A block that is being read; its places are places in the whole text."""

    kind: Kind
    start: int
    pieces: list[SourceSpan]
    shape: tuple[str, ...] = ()
    level: int = 0
    end: int = 0
    number: int = 1
    is_header: bool = False
    opens_table: bool = False
    cells: list[list[SourceSpan]] = field(default_factory=list)
    alignments: tuple[str, ...] = ()
    explicit_id: str = ""

    def block(self, text: str) -> Block:
        """The block that was read of that text."""
        return Block(
            self.kind,
            text[self.start : self.end],
            self._moved(self.pieces),
            self.shape,
            self.level,
            self.number,
            self.is_header,
            self.opens_table,
            tuple(map(self._moved, self.cells)),
            self.alignments,
            self.explicit_id,
        )

    def _moved(self, pieces: list[SourceSpan]) -> tuple[SourceSpan, ...]:
        return tuple(SourceSpan(piece.start - self.start, piece.end - self.start) for piece in pieces)
