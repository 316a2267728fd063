"""Texts -> words as they are woven: each with its piece of the source and all that a reader can see of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..redline.difference import form, kind_alone
from ..redline.model import ChangeKind
from ..text.blocks import Block
from ..text.characters import seen_space
from ..text.document import Document
from ..text.inline import Style
from ..text.words import BLOCK_MARK, MARKS, Words, add_block

Look = Style | tuple[tuple[str, Style], ...]
Form = tuple[object, ...]
Unit = tuple[int, ...]
"""The words of one block, as numbers of spellings."""


class Spelling(NamedTuple):
    """How a word stands in a revision.

    ``source`` reaches from the end of the word before to the end of this one. ``key`` is what is compared,
    ``text`` what is read. A word has a ``look``, a mark the ``form`` of its block. ``alone`` is the class of
    change it is when it comes or goes. ``skipped`` and ``shown`` say what of the source is seen: see
    ``_visible``.
    """

    source: str
    key: str
    text: str
    look: Look | None
    form: Form | None
    alone: ChangeKind
    skipped: int = 0
    shown: str | None = None


class Speller:
    """Reads documents; the same spelling always gets the same number, in the order they are met."""

    def __init__(self) -> None:
        self.spellings: list[Spelling] = []
        self.keys: list[int] = []
        """The number of each spelling's key."""
        self.is_word: list[bool] = []
        """Of each key, whether it is a word or number rather than a sign or mark."""
        self._lengths: dict[Unit, int] = {}
        self._numbers: dict[Spelling, int] = {}
        self._key_numbers: dict[str, int] = {}
        self._units: dict[tuple[object, ...], Unit] = {}

    def units(self, document: Document) -> list[Unit]:
        """The words of a document by block; joined, their sources are the document's."""
        if not document.blocks:
            return [(self._number(_blank(document.source)),)] if document.source else []
        links = tuple(sorted(document.links.items()))
        return [self._unit(document, block, links) for block in document.blocks]

    def length(self, unit: Unit) -> int:
        """How many characters of source a block has."""
        if unit not in self._lengths:
            self._lengths[unit] = sum([len(self.spellings[word].source) for word in unit])
        return self._lengths[unit]

    def _unit(self, document: Document, block: Block, links: tuple[tuple[str, str], ...]) -> Unit:
        source = document.source[block.start : block.end]
        pieces = tuple((piece.start - block.start, piece.end - block.start) for piece in block.pieces)
        known = source, block.kind, form(block), pieces, len(block.cells), links if "[" in source else ()
        if known not in self._units:
            self._units[known] = tuple(map(self._number, _read(document.source, block, document.links)))
        return self._units[known]

    def _number(self, spelling: Spelling) -> int:
        number = self._numbers.setdefault(spelling, len(self.spellings))
        if number == len(self.spellings):
            self.spellings.append(spelling)
            self.keys.append(self._key_numbers.setdefault(spelling.key, len(self._key_numbers)))
            if self.keys[-1] == len(self.is_word):
                self.is_word.append(any(map(str.isalnum, spelling.key)))
        return number


def _blank(source: str) -> Spelling:
    """A text without a word as one mark."""
    return Spelling(source, BLOCK_MARK, "", None, ("blank",), ChangeKind.STRUCTURE)


def _read(source: str, block: Block, links: Mapping[str, str]) -> Iterator[Spelling]:
    words = Words(with_gaps=True)
    add_block(words, source, block, 0, links)
    place = block.start
    for at, key in enumerate(words.keys):
        end = max(place, words.ends[at])
        piece, text, alone = source[place:end], words.texts[at], kind_alone(source, words, at)
        if key in MARKS:
            yield Spelling(piece, key, text, None, form(block), alone)
        else:
            seen = _visible(piece, text, seen_space(words.gaps[at]))
            yield Spelling(piece, key, text, words.looks[at], None, alone, *seen)
        place = end


def _visible(source: str, text: str, gap: str) -> tuple[int, str | None]:
    """What of a word's source is seen, as ``skipped`` and ``shown``.

    ``gap`` is the white space before the word as a page shows it. So many characters are not seen; when the number is
    negative, a blank is seen in their place. Where the source does not end with the word as it is read (``&amp;`` is
    read as &), or a space that is not the usual one is before it, ``shown`` is what is seen instead of all of it.
    """
    if not source.endswith(text) or not gap.isascii():
        return 0, gap + text
    before = source[: len(source) - len(text)]
    if not gap:
        return len(before), None
    marks = before.rstrip()
    return (len(marks) if len(marks) < len(before) else -len(before)), None
