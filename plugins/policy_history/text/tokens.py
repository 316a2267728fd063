"""Words one by one, each with its looks: what checks and pages ask about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from .characters import seen_space
from .inline import Style, Visible
from .lines import Piece
from .words import Words, add_content, words_in

__all__ = ["Run", "Token", "tokens", "words_in"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one token in one style."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number, an address or a sign.

    ``key`` is the word as it is compared; ``gap`` is the white space before it in its block as a page shows it;
    ``runs`` hold its text by style; ``start`` and ``end`` are places in the source of the document.
    """

    text: str
    key: str
    gap: str
    runs: tuple[Run, ...]
    start: int
    end: int

    @property
    def space(self) -> bool:
        """Whether white space stands before it."""
        return self.gap != ""

    @property
    def links(self) -> frozenset[str]:
        """The link targets of the token."""
        return frozenset(run.style.link for run in self.runs if run.style.link is not None)

    @property
    def is_image(self) -> bool:
        return any(run.style.image is not None for run in self.runs)


def tokens(source: str, pieces: Sequence[Piece], read: Callable[[str], Visible]) -> list[Token]:
    """The tokens of a block's content, of which ``read`` tells what is visible."""
    words = Words(with_gaps=True)
    add_content(words, source, pieces, 0, read)
    rows = zip(
        map(intern, words.texts),
        map(intern, words.keys),
        words.gaps,
        words.looks,
        words.starts,
        words.ends,
        strict=True,
    )
    return [
        Token(text, key, seen_space(gap), _runs(text, look), start, end) for text, key, gap, look, start, end in rows
    ]


# A history has the same words over and over: each is kept once, with its looks.
@lru_cache(maxsize=1 << 16)
def _runs(text: str, look: Style | tuple[tuple[str, Style], ...]) -> tuple[Run, ...]:
    if isinstance(look, Style):
        return (Run(text, look),)
    return tuple(Run(part, style) for part, style in look)
