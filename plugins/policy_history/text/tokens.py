"""Words one by one, each with its looks: what checks and pages ask about."""

from __future__ import annotations

from dataclasses import dataclass
from sys import intern

from .characters import seen_space
from .inline import PLAIN, Style
from .keeping import kept
from .words import Words

__all__ = ["Run", "Token", "tokens"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one token in one style."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number, an address or a sign.

    ``key`` is the word as it is compared; ``gap`` is the white space before it in its block as a page shows it;
    ``runs`` hold its text by style; ``start`` and ``end`` are places in the source of its block, or of the document
    that gives it (``at``); ``is_label`` tells that it is part of the label of its block.
    """

    text: str
    key: str
    gap: str
    runs: tuple[Run, ...]
    start: int
    end: int
    is_label: bool = False

    def at(self, start: int) -> Token:
        """The token of a block, as one of the text in which the block begins at that place."""
        begin, end = self.start + start, self.end + start
        return Token(self.text, self.key, self.gap, self.runs, begin, end, self.is_label) if start else self

    @property
    def space(self) -> bool:
        """Whether white space stands before it."""
        return self.gap != ""

    @property
    def said(self) -> str:
        """Its text on a line of plain text, where raised and lowered figures are signs of their own: 10⁶ is not 106."""
        if all(run.style is PLAIN or not (run.style.raised or run.style.lowered) for run in self.runs):
            return self.text
        return "".join(map(_said, self.runs))

    @property
    def links(self) -> frozenset[str]:
        """The link targets of the token."""
        return frozenset(run.style.link for run in self.runs if run.style.link is not None)

    @property
    def is_image(self) -> bool:
        return any(run.style.image is not None for run in self.runs)


_RAISED, _LOWERED = (str.maketrans("0123456789", signs) for signs in ("⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"))


def _said(run: Run) -> str:
    if not run.text.isdecimal():
        return run.text
    return run.text.translate(_RAISED if run.style.raised else _LOWERED if run.style.lowered else {})


def tokens(words: Words, start: int, end: int) -> list[Token]:
    """The words from ``start`` up to but without ``end``, among which are no marks, as tokens."""
    rows = zip(
        map(intern, words.texts[start:end]),
        map(intern, words.keys[start:end]),
        words.gaps[start:end],
        words.looks[start:end],
        words.starts[start:end],
        words.ends[start:end],
        strict=True,
    )
    return [
        Token(text, key, seen_space(gap), _runs(text, look), begin, stop, at in words.labels)
        for at, (text, key, gap, look, begin, stop) in enumerate(rows, start)
    ]


# A history has the same words over and over: each is there once, with its looks.
@kept
def _runs(text: str, look: Style | tuple[tuple[str, Style], ...]) -> tuple[Run, ...]:
    if isinstance(look, Style):
        return (Run(text, look),)
    return tuple(Run(part, style) for part, style in look)
