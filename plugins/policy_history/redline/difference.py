"""In what two words differ that are the same word."""

from __future__ import annotations

from ..text.blocks import Block, Kind
from ..text.characters import seen
from ..text.inline import Style
from ..text.words import MARKS, NOTE_KEY, Words
from .alignment import Alignment
from .capital_passages import differ_in_case
from .model import ITEM, ChangeKind


def difference(alignment: Alignment, at_old: int, at_new: int) -> ChangeKind | None:
    """In what a kept word or mark differs from its partner, to a reader of the page."""
    old, new = alignment.old.words, alignment.new.words
    if old.keys[at_old] in MARKS:
        blocks = alignment.old.blocks[old.blocks[at_old]], alignment.new.blocks[new.blocks[at_new]]
        return ChangeKind.STRUCTURE if form(blocks[0]) != form(blocks[1]) else None
    texts = old.texts[at_old], new.texts[at_new]
    if old.keys[at_old] == NOTE_KEY:
        return None if texts[0] == texts[1] else ChangeKind.NUMBERING
    if texts[0] != texts[1]:
        keys = old.keys[at_old], new.keys[at_new]
        if keys[0] != keys[1]:
            is_capital = at_old not in old.labels and differ_in_case(*keys)
            return ChangeKind.TYPOGRAPHY if is_capital else ChangeKind.NUMBERING
        return ChangeKind.UNSEEN if seen(texts[0]) == seen(texts[1]) else ChangeKind.TYPOGRAPHY
    looks = old.looks[at_old], new.looks[at_new]
    if looks[0] == looks[1]:
        return None
    targets = _targets(looks[0]), _targets(looks[1])
    return ChangeKind.LINK if targets[0] != targets[1] else ChangeKind.FORMATTING


_BULLETS = frozenset("-*+•·‣–—")
QUOTES = frozenset("\"'`")
PUNCTUATION = QUOTES | frozenset(".,;:!?¡¿()[]{}/|-_…·•、。，．：；！？（）【】《》〈〉・،؛؟")
"""Signs that are read with the words around them: a change of nothing else changes no word. Currency signs, percent
signs, section signs and the like are words of their own."""


def kind_alone(source: str, words: Words, at: int) -> ChangeKind:
    """What kind of change it is that a word or mark stands on one side only.

    A bullet or a number at the beginning of a line is the list's, quotation marks are the typesetter's.
    """
    key = words.keys[at]
    if key in MARKS or _is_bullet(source, words, at):
        return ChangeKind.STRUCTURE
    if not seen(key):
        return ChangeKind.UNSEEN
    return ChangeKind.TYPOGRAPHY if key in QUOTES else ChangeKind.WORDING


def _is_bullet(source: str, words: Words, at: int) -> bool:
    text, start = words.texts[at], words.starts[at]
    if text in _BULLETS:
        return _begins_line(source, start)
    if text in (".", ")"):
        return at > 0 and words.ends[at - 1] == start and _is_number(source, words, at - 1)
    return _is_number(source, words, at)


def _is_number(source: str, words: Words, at: int) -> bool:
    """Whether a word is the number of a list item or a clause: digits that begin a line and end with a stop."""
    end = words.ends[at]
    is_number = words.texts[at].replace(".", "").isdigit() and source[end : end + 1] in (".", ")")
    return is_number and _begins_line(source, words.starts[at])


def _begins_line(source: str, place: int) -> bool:
    before = source[source.rfind("\n", 0, place) + 1 : place]
    return not before.strip(" \t#>*_")


def _targets(look: Style | tuple[tuple[str, Style], ...]) -> list[tuple[str | None, str | None]]:
    styles = [look] if isinstance(look, Style) else [style for _, style in look]
    return [(style.link, style.image) for style in styles if style.link or style.image]


def form(block: Block) -> tuple[object, ...]:
    """What a reader sees of a block besides its words: its kind, its level, its list and its number there."""
    kind = Kind.PARAGRAPH if block.kind is Kind.HTML else block.kind
    number = block.number if kind is Kind.ITEM and block.shape[-1:] == ("ol",) else 0
    return kind, block.level, block.shape, number, block.is_header


def form_change(old: Block, new: Block) -> tuple[str, str] | None:
    """Before and after, in words, where what a reader sees of a block besides its words changed."""
    if form(old) == form(new):
        return None
    before, after = _form_in_words(old), _form_in_words(new)
    if before != after:
        return before, after
    return (f"{ITEM}{old.number}", f"{ITEM}{new.number}") if old.number != new.number else None


_CONTAINERS = {
    "ul": "bulleted list",
    "ol": "numbered list",
    "quote": "quotation",
    "dl": "definition list",
    "note": "footnote",
}
_WITH_CONTAINER = frozenset((Kind.TERM, Kind.DESCRIPTION, Kind.NOTE))
"""Blocks whose name says what they stand in."""


def _form_in_words(block: Block) -> str:
    kind = Kind.PARAGRAPH if block.kind is Kind.HTML else block.kind
    around = block.shape[:-1] if kind in _WITH_CONTAINER else block.shape
    inside = "".join(f" in a {_CONTAINERS[container]}" for container in reversed(around))
    return (f"{kind} of level {block.level}" if block.level else str(kind)) + inside
