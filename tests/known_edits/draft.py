"""A text taken apart so that it can be edited while every word keeps its identity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from .reading import words_of


class Piece(NamedTuple):
    """A word with its identity, or (identity 0) what stands between words."""

    text: str
    identity: int = 0


@dataclass(slots=True)
class Unit:
    """A heading, paragraph, list item or table row, or something ``other`` that is never edited.

    ``pieces`` are its source without the line ends behind it, which are in ``end``. Units are never changed
    in place: an edited one is a new one, so that drafts can be copied cheaply.
    """

    kind: str
    pieces: tuple[Piece, ...]
    end: str
    serial: int

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def words(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.identity]

    @property
    def identities(self) -> frozenset[int]:
        return frozenset(piece.identity for piece in self.pieces if piece.identity)

    @property
    def level(self) -> int:
        """Of a heading its level, else 0."""
        return len(self.text) - len(self.text.lstrip("#")) if self.kind == "heading" else 0


class Move(NamedTuple):
    """Words that went elsewhere, and the words they went past: either may be called the moved ones."""

    moved: frozenset[int]
    passed: frozenset[int]


@dataclass(slots=True)
class Draft:
    """The state of a text under edits, and what is known of the edits so far.

    ``moves`` are all moves that led to this state, ``whole`` the words that came or went as whole blocks;
    ``touched`` holds the serial numbers of units that are not to be edited again.
    """

    units: list[Unit]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    moves: tuple[Move, ...] = ()
    whole: frozenset[int] = frozenset()
    touched: set[int] = field(default_factory=set)

    def copy(self) -> Draft:
        """The same state, to be edited further; identities are never given twice."""
        return Draft(list(self.units), self.numbers, self.moves, self.whole)

    @property
    def text(self) -> str:
        return "".join(unit.text + unit.end for unit in self.units)

    def words(self) -> list[Piece]:
        """All words with their identities, in order."""
        return [piece for unit in self.units for piece in unit.pieces if piece.identity]

    def pieces_of(self, text: str) -> tuple[Piece, ...]:
        """Text as pieces with new identities."""
        return tuple(_cut(text, 0, [(word.start, word.end) for word in words_of(text)], self.numbers))

    def new_unit(self, kind: str, text: str, end: str) -> Unit:
        """A unit that was not there before."""
        return Unit(kind, self.pieces_of(text), end, next(self.numbers))

    def edited(self, index: int, pieces: Iterable[Piece], end: str | None = None) -> None:
        """Give the unit at that place another content; it is not to be edited again."""
        unit = self.units[index]
        self.units[index] = Unit(unit.kind, joined(pieces), unit.end if end is None else end, unit.serial)
        self.touched.add(unit.serial)


def joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces with neighbouring ones that are no words made one."""
    found: list[Piece] = []
    for piece in pieces:
        if found and not piece.identity and not found[-1].identity:
            found[-1] = Piece(found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    return tuple(found)


def read_draft(source: str) -> Draft:
    """The draft of a Markdown text; its text is the source."""
    draft = Draft([])
    spans = [(word.start, word.end) for word in words_of(source)]
    at = 0
    for kind, start, content_end, end in _cut_units(source):
        within = []
        while at < len(spans) and spans[at][1] <= content_end:
            within.append(spans[at])
            at += 1
        pieces = tuple(_cut(source[:content_end], start, within, draft.numbers))
        draft.units.append(Unit(kind, pieces, source[content_end:end], next(draft.numbers)))
    return draft


def _cut(source: str, start: int, spans: Iterable[tuple[int, int]], numbers: Iterator[int]) -> Iterator[Piece]:
    place = start
    for first, last in spans:
        if first > place:
            yield Piece(source[place:first])
        yield Piece(source[first:last], next(numbers))
        place = last
    if place < len(source):
        yield Piece(source[place:])


_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_ITEM = re.compile(r" *(?:[*+-]|\d+[.)])[ \t]+\S")
_SEPARATOR = re.compile(r"[ |:-]*-[ |:-]*$")


def _cut_units(source: str) -> Iterator[tuple[str, int, int, int]]:
    """Kind, start, end of the content, and end with the line ends, of each unit; together they are the
    source.
    """
    lines = [(match.start(), match.end(), match[0].rstrip()) for match in _LINE.finditer(source)]
    place = at = 0
    while at < len(lines):
        kind, length = _unit_at([text for _, _, text in lines[at:]], at == 0)
        content_end = lines[at + length - 1][0] + len(lines[at + length - 1][2])
        at += length
        while at < len(lines) and not lines[at][2]:
            at += 1
        end = lines[at][0] if at < len(lines) else len(source)
        yield kind, place, content_end, end
        place = end


def _unit_at(lines: list[str], is_first: bool) -> tuple[str, int]:
    first = lines[0]
    if not first:
        return "other", 1
    if first.startswith(("```", "~~~")) or (is_first and first == "---"):
        closing = next((at for at, line in enumerate(lines[1:], 1) if line == first[:3]), len(lines) - 1)
        return "other", closing + 1
    if re.match(r"#{1,6}\s*\S", first):
        return "heading", 1
    if first.lstrip().startswith("|"):
        return _row(lines)
    stretch = next((at for at, line in enumerate(lines) if not line), len(lines))
    if _ITEM.match(first):
        following = (at for at in range(1, stretch) if _ITEM.match(lines[at]) or lines[at].startswith(("|", "#")))
        return "item", next(following, stretch)
    return _paragraph(lines[:stretch])


def _row(lines: list[str]) -> tuple[str, int]:
    follows = lines[1] if len(lines) > 1 else ""
    return ("other" if _SEPARATOR.match(lines[0]) or _SEPARATOR.match(follows) else "row"), 1


def _paragraph(lines: list[str]) -> tuple[str, int]:
    heading = next((at for at, line in enumerate(lines) if at and line.startswith("#")), len(lines))
    lines = lines[:heading]
    is_plain = not lines[0].startswith(("<", ">", " ", "\t", "{", "[", "!", ":")) and not any(
        _ITEM.match(line) or line.startswith((">", "|")) or re.fullmatch(r"[=-]+", line) for line in lines
    )
    return ("paragraph" if is_plain else "other"), len(lines)
