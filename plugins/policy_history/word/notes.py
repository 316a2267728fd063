"""Footnotes of a redline: which of them Word holds as its own, what refers to them, and the words of each.

Word keeps a footnote where it is referred to, once. A note that nothing in the text refers to, that refers to another
one, or that holds more than paragraphs stays in the text, as pages show it; so does a second note of one label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..redline.model import Operation, Redline
from ..text.blocks import Kind
from ..text.document import Document
from ..text.references import note_label
from ..text.tokens import Token
from ..text.words import NOTE_KEY
from .events import Event, NotePlace, TableRow, TokenPlace, Word, events, unbroken

_WITHIN = ("note",)


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference to the footnote of that number; ``is_again`` where another one before it brings the note in."""

    note: int
    is_again: bool


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote in the document: its number there, and its blocks in the old text and in the new one."""

    number: int
    old: tuple[int, ...]
    new: tuple[int, ...]


Told = tuple[Operation, TokenPlace, Mention]
"""What became of a reference, its place in the text that has it, and what it refers to."""


class Notes:
    """The footnotes of a redline, numbered as the document refers to them, and the text without them."""

    def __init__(self, redline: Redline) -> None:
        self._blocks = held(redline.old), held(redline.new)
        self._inside = tuple({block for blocks in each.values() for block in blocks} for each in self._blocks)
        self._words: list[Word] = []
        self.footnotes: list[Footnote] = []
        self._numbers: dict[tuple[int, str], int] = {}
        self._mentions: dict[tuple[int | None, int | None], list[Told]] = {}
        self.body = unbroken(list(self._without_notes(events(redline))), redline)
        """The words, rows and rules outside of footnotes, and the places at which these stood."""
        for word in _words_of(self.body):
            self._refer(word)

    def mentions(self, word: Word) -> list[Told]:
        """What a word refers to: nothing, a footnote, or one in the old text and another in the new one."""
        return self._mentions.get(_starts(word), [])

    def words(self, note: Footnote) -> list[Word]:
        """The words of a footnote but for its number, in one order. What came from elsewhere is new here."""
        found = []
        for word in self._words:
            old = word.old if word.old and word.old.block in note.old else None
            new = word.new if word.new and word.new.block in note.new else None
            if old or new:
                operation = Operation.EQUAL if old and new else Operation.DELETE if old else Operation.INSERT
                found.append(Word(operation, old, new))
        return found

    def placed(self, place: NotePlace) -> list[tuple[int, bool]]:
        """The numbers of the footnotes that stood at a place; with each, whether in the old text only."""
        numbers = [
            next((each.number for each in self.footnotes if block in (each.old, each.new)[side]), 0)
            for side, block in enumerate((place.old, place.new))
            if block is not None
        ]
        found = {number: place.new is None and bool(self.footnotes[number - 1].new) for number in numbers if number}
        return list(found.items())

    def _without_notes(self, found: Sequence[Event]) -> Iterator[Event]:
        for event in found:
            if not isinstance(event, Word):
                yield event
                continue
            own = [self._own(side, place) for side, place in enumerate((event.old, event.new))]
            if not any(own):
                yield event
                continue
            if any(place.token.is_label and place.token.key == NOTE_KEY for place in own if place):
                yield NotePlace(*(place.block if place else None for place in own))
            else:
                self._words.append(event)
            # A word of a note that is one of the text in the other revision.
            old, new = (None if own[side] else place for side, place in enumerate((event.old, event.new)))
            if old or new:
                yield Word(Operation.DELETE if old else Operation.INSERT, old, new)

    def _own(self, side: int, place: TokenPlace | None) -> TokenPlace | None:
        return place if place and place.block in self._inside[side] else None

    def _refer(self, word: Word) -> None:
        """Find out what a word refers to in either text, and number the footnotes that it brings in."""
        found = [
            (side, label, place)
            for side, place in enumerate((word.old, word.new))
            if place and (label := _referred(place.token)) in self._blocks[side]
        ]
        numbers = [self._numbers.get((side, label), 0) for side, label, _ in found]
        if len(found) == len(self._blocks) and numbers[0] == numbers[1]:
            (_, old, _), (_, new, place) = found
            mention = self._mention((0, old), (1, new))
            self._mentions[_starts(word)] = [(word.operation, place, mention)]
        elif found:
            apart = (Operation.DELETE, Operation.INSERT)
            self._mentions[_starts(word)] = [
                (
                    apart[side] if word.operation is Operation.EQUAL else word.operation,
                    place,
                    self._mention((side, label)),
                )
                for side, label, place in found
            ]

    def _mention(self, *keys: tuple[int, str]) -> Mention:
        """What refers to the footnote of these labels, which is made where it is referred to first."""
        if keys[0] in self._numbers:
            return Mention(self._numbers[keys[0]], is_again=True)
        number = len(self.footnotes) + 1
        self._numbers.update(dict.fromkeys(keys, number))
        blocks = [self._blocks[side][label] for side, label in keys]
        old, new = blocks if len(keys) > 1 else (blocks[0], ()) if keys[0][0] == 0 else ((), blocks[0])
        self.footnotes.append(Footnote(number, old, new))
        return Mention(number, is_again=False)


def held(document: Document) -> dict[str, tuple[int, ...]]:
    """The blocks of each footnote of a text that Word can hold as one, by its label."""
    plain: dict[str, tuple[int, ...]] = {}
    others: set[str] = set()
    label = ""
    for at, block in enumerate(document.blocks):
        if block.kind is Kind.NOTE:
            label = note_label(block)
            if label in plain:
                label = ""  # the second note of that label
            else:
                plain[label] = (at,)
        elif block.shape[:1] != _WITHIN:
            label = ""
        elif label:
            plain[label] += (at,)
        is_plain = block.shape == _WITHIN and block.kind in (Kind.NOTE, Kind.PARAGRAPH)
        if label and (not is_plain or any(map(_referred, document.tokens(at)))):
            others.add(label)
    plain = {label: blocks for label, blocks in plain.items() if label not in others}
    inside = {block for blocks in plain.values() for block in blocks}
    outside = (at for at in range(len(document.blocks)) if plain and at not in inside)
    referred = {_referred(token) for at in outside for token in document.tokens(at)}
    return {label: blocks for label, blocks in plain.items() if label in referred}


def _referred(token: Token) -> str:
    """The label of the footnote to which a word of the text refers; empty for any other word."""
    if token.key != NOTE_KEY or token.is_label:
        return ""
    return next((run.style.note for run in token.runs if run.style.note), "")


def _starts(word: Word) -> tuple[int | None, int | None]:
    old, new = word.old, word.new
    return old.token.start if old else None, new.token.start if new else None


def _words_of(found: Sequence[Event]) -> Iterator[Word]:
    for event in found:
        if isinstance(event, TableRow):
            yield from (word for cell in event.cells for word in cell)
        elif isinstance(event, Word):
            yield event
