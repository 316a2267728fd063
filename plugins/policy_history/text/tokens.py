"""Word-sized pieces of a block: what the redline compares and shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .blocks import Piece
from .inline import Style, Visible

# One token is what a lawyer would replace as a whole: an address, a number with its separators and unit,
# a word with its inner hyphens and apostrophes; a sign stands alone. Scripts written without spaces
# (kana, Han, Thai, Lao, Khmer, Burmese) go by the character.
_TOKEN = re.compile(
    r"(?:https?://|www\.|mailto:)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]’']"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[$€£¥]?\d+(?:[.,:/–-]\d+)*(?:%|‰|[^\W\d_]+)?"
    r"|[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFF]"
    r"|[^\W_\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u9FFF\uF900-\uFAFF]+"
    r"(?:['’‑‐.&-][^\W_]+)*"
    r"|\S"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one token in one style."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number, an address or a sign.

    ``space`` tells whether white space stands before it in its block; ``runs`` hold its text by style;
    ``start`` and ``end`` are places in the source of the document.
    """

    text: str
    space: bool
    runs: tuple[Run, ...]
    start: int
    end: int

    @property
    def links(self) -> frozenset[str]:
        """The link targets of the token."""
        return frozenset(run.style.link for run in self.runs if run.style.link is not None)

    @property
    def is_image(self) -> bool:
        return any(run.style.image is not None for run in self.runs)


def tokens(source: str, pieces: Sequence[Piece], read: Callable[[str], Visible]) -> list[Token]:
    """The tokens of a block's content, of which ``read`` tells what is visible."""
    shown = read(content_of(source, pieces))
    place_of = places(pieces)
    return [_token(match, shown, place_of) for match in _TOKEN.finditer(shown.text)]


def _token(match: re.Match[str], shown: Visible, place_of: Sequence[int]) -> Token:
    start, end = match.span()
    space = start > 0 and shown.text[start - 1].isspace()
    return Token(
        match[0],
        space,
        tuple(_runs(match[0], shown.styles[start:end])),
        place_of[shown.places[start]],
        place_of[shown.places[end - 1]] + 1,
    )


def _runs(text: str, styles: Sequence[Style]) -> Iterable[Run]:
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or styles[place] != styles[start]:
            yield Run(text[start:place], styles[start])
            start = place


def content_of(source: str, pieces: Sequence[Piece]) -> str:
    """A block's content: its lines without the marks around them."""
    return "\n".join(source[piece.start : piece.end] for piece in pieces)


def places(pieces: Sequence[Piece]) -> list[int]:
    """For each character of the joined content, its place in the source."""
    found: list[int] = []
    for piece in pieces:
        found.extend(range(piece.start, piece.end))
        found.append(piece.end)
    return found


def words_in(text: str) -> list[str]:
    """The tokens of plain text, as words only."""
    return _TOKEN.findall(text)
