"""In what two words differ that are the same word."""

from __future__ import annotations

from ..text.blocks import Block, Kind
from ..text.inline import Style
from ..text.words import MARKS
from .align import Alignment
from .model import ChangeKind


def difference(alignment: Alignment, at_old: int, at_new: int) -> ChangeKind | None:
    """In what a kept word or mark differs from its partner, to a reader of the page."""
    old, new = alignment.old.words, alignment.new.words
    if old.keys[at_old] in MARKS:
        blocks = alignment.old.blocks[old.blocks[at_old]], alignment.new.blocks[new.blocks[at_new]]
        return ChangeKind.STRUCTURE if form(blocks[0]) != form(blocks[1]) else None
    if old.texts[at_old] != new.texts[at_new]:
        return ChangeKind.TYPOGRAPHY
    looks = old.looks[at_old], new.looks[at_new]
    if looks[0] == looks[1]:
        return None
    targets = _targets(looks[0]), _targets(looks[1])
    return ChangeKind.LINK if targets[0] != targets[1] else ChangeKind.FORMATTING


def _targets(look: Style | tuple[tuple[str, Style], ...]) -> list[tuple[str | None, str | None]]:
    styles = [look] if isinstance(look, Style) else [style for _, style in look]
    return [(style.link, style.image) for style in styles if style.link or style.image]


def form(block: Block) -> tuple[object, ...]:
    """What a reader sees of a block besides its words: its kind, its level, its list and its number there."""
    kind = Kind.PARAGRAPH if block.kind is Kind.HTML else block.kind
    number = block.number if kind is Kind.ITEM and block.shape[-1:] == ("ol",) else 0
    return kind, block.level, block.shape, number, block.is_header
