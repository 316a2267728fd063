"""What the blocks of a text are."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from .lines import Piece


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


@dataclass(slots=True)
class Block:
    """One leaf of the document.

    ``shape`` names the containers around it from the outside in (``ul``, ``ol``, ``quote``, ``dl``, ``note``);
    ``start`` and ``end`` bound its source, marks and following blank lines included; ``pieces`` are the lines of its
    content, those of a footnote with its mark; a table row has one such list a cell in ``cells``.
    """

    kind: Kind
    start: int
    pieces: list[Piece]
    shape: tuple[str, ...] = ()
    level: int = 0
    end: int = 0
    number: int = 1
    is_header: bool = False
    opens_table: bool = False
    cells: list[list[Piece]] = field(default_factory=list)
    alignments: tuple[str, ...] = ()
    explicit_id: str = ""
