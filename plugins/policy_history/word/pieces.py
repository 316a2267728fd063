"""Words -> stretches of text in one style, with the white space between them: what a run of Word holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from ..redline.model import Operation, Redline
from ..text.blocks import Kind
from ..text.characters import LINE_BREAK
from ..text.document import Document
from ..text.inline import PLAIN, Style
from ..text.tokens import Run
from .events import TokenPlace, Word
from .notes import Mention, Notes, Told


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; “\\n” in it is a line break. ``was`` is its style in the old text where that differs.

    ``note`` is the footnote that it refers to, of which it is the number.
    """

    operation: Operation
    text: str
    style: Style
    was: Style | None = None
    move: int = 0
    note: Mention | None = None


class Pieces:
    """Turns a redline's words into pieces. Without ``notes`` references to footnotes are text."""

    def __init__(self, redline: Redline, notes: Notes | None = None) -> None:
        self._notes = notes
        self._sides = _Side(redline.old), _Side(redline.new)

    def of(self, words: Iterable[Word]) -> list[Piece]:
        """The pieces of a paragraph's or cell's words, neighbours of one kind joined.

        Kept words whose quotation marks or link changed are removed and added: Word tracks neither by itself.
        """
        pieces: list[Piece] = []
        replaced: tuple[list[Piece], list[Piece]] = ([], [])
        for word in words:
            if self._notes and self._notes.mentions(word):
                _flush(pieces, replaced)
                pieces += self._mentioned(word, self._notes.mentions(word))
                continue
            if word.old and word.new:
                self._kept(word.old, word.new, pieces, replaced)
                continue
            _flush(pieces, replaced)
            side, place = (0, word.old) if word.old else (1, word.new)
            if place is None:
                continue
            lead = self._sides[side].lead(place)
            text = [Piece(word.operation, lead, PLAIN, None, word.move)] if lead else []
            pieces += text + [Piece(word.operation, run.text, run.style, None, word.move) for run in place.token.runs]
        _flush(pieces, replaced)
        return _joined(_with_shared_blanks(pieces))

    def _mentioned(self, word: Word, told: Sequence[Told]) -> Iterator[Piece]:
        """The pieces of a reference to a footnote; what only one text refers to is text in the other."""
        for side, place in enumerate((word.old, word.new)):
            operation, mention = next(((each[0], each[2]) for each in told if each[1] is place), (word.operation, None))
            if place is None or (mention is None and told[0][0] is Operation.EQUAL):
                continue
            if mention is None and operation is Operation.EQUAL:
                operation = Operation.INSERT if side else Operation.DELETE
            lead = self._sides[side].lead(place)
            if lead:
                yield Piece(operation, lead, PLAIN, None, word.move)
            for run in place.token.runs:
                yield Piece(operation, run.text, run.style, None, word.move, mention)

    def _kept(
        self, old: TokenPlace, new: TokenPlace, pieces: list[Piece], replaced: tuple[list[Piece], list[Piece]]
    ) -> None:
        before, after = old.token.runs, new.token.runs
        leads = self._sides[0].lead(old), self._sides[1].lead(new)
        same = [run.text for run in before] == [run.text for run in after] and _links(before) == _links(after)
        if same or not replaced[0]:
            _flush(pieces, replaced)
            if leads[0] == leads[1]:
                pieces += [Piece(Operation.EQUAL, leads[0], PLAIN)] if leads[0] else []
                leads = "", ""
        for side, operation in enumerate((Operation.DELETE, Operation.INSERT)):
            target = pieces if same else replaced[side]
            if leads[side]:
                target.append(Piece(operation, leads[side], PLAIN))
            if not same:
                target += [Piece(operation, run.text, run.style) for run in (before, after)[side]]
        if same:
            for was, run in zip(before, after, strict=True):
                changed = was.style if was.style != run.style else None
                pieces.append(Piece(Operation.EQUAL, run.text, run.style, changed))


def _links(runs: Sequence[Run]) -> list[tuple[str | None, str | None]]:
    return [(run.style.link, run.style.image) for run in runs]


def _flush(pieces: list[Piece], replaced: tuple[list[Piece], list[Piece]]) -> None:
    for waiting in replaced:
        pieces += waiting
        waiting.clear()


def _with_shared_blanks(pieces: Sequence[Piece]) -> list[Piece]:
    """The blank before removed words and before those in their place is one that stayed."""
    groups = [list(members) for _, members in groupby(pieces, key=lambda piece: (piece.operation, piece.move))]
    found: list[Piece] = []
    for at, group in enumerate(groups):
        following = groups[at + 1] if at + 1 < len(groups) else group
        replaces = (group[0].operation, following[0].operation) == (Operation.DELETE, Operation.INSERT)
        if replaces and group[0].text[0] == following[0].text[0] == " ":
            found.append(Piece(Operation.EQUAL, " ", PLAIN))
            for side in (group, following):
                side[0] = replace(side[0], text=side[0].text[1:])
        found += group
    return [piece for piece in found if piece.text]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces of one kind as one; white space takes of their styles what both its neighbours have."""
    joined: list[Piece] = []
    for at, part in enumerate(pieces):
        piece = part
        last = joined[-1] if joined else None
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        is_between = last and following and last.operation is piece.operation is following.operation
        if last and following and is_between and piece.text.isspace() and not piece.note:
            style = last.style.shared(following.style)
            was = (last.was or last.style).shared(following.was or following.style)
            is_changed = piece.operation is Operation.EQUAL and was != style
            piece = replace(piece, style=style, was=was if is_changed else None)
        if last and _is_like(last, piece):
            joined[-1] = replace(last, text=last.text + piece.text)
        else:
            joined.append(piece)
    return joined


def _is_like(a: Piece, b: Piece) -> bool:
    if a.note or b.note:
        return False
    return (a.operation, a.style, a.was, a.move) == (b.operation, b.style, b.was, b.move)


class _Side:
    """One text: what stands before each of its words."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _before(self) -> dict[int, int | None]:
        """For the place of each word, where the one before it in its block or cell ends."""
        ends: dict[int, int | None] = {}
        for index, block in enumerate(self._document.blocks):
            groups = self._document.cells(index) if block.kind is Kind.ROW else [self._document.tokens(index)]
            for group in groups:
                last: int | None = None
                for token in group:
                    ends[token.start] = last
                    last = token.end
        return ends

    def lead(self, place: TokenPlace) -> str:
        """The white space before a word: nothing, a space, a line break; in code, what the source has."""
        end = self._before[place.token.start]
        if end is None:
            return ""
        if self._document.blocks[place.block].kind is Kind.CODE:
            gap = self._document.source[end : place.token.start]
            return gap if gap.isspace() else " " if place.token.space else ""
        return place.token.gap.replace(LINE_BREAK, "\n")
