"""What an edit leaves behind: the two texts, and what became of every word."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from .pieces import Piece, Text


@dataclass(slots=True)
class Move:
    """A passage that changed places with what it jumped over: either may be shown as the one that moved."""

    passage: list[Piece]
    passed: list[Piece]


@dataclass(slots=True)
class Draft:
    """A text under edit: its old pieces, its blocks of now, the moves, and the kinds of edit made."""

    text: Text
    old: list[Piece]
    moves: list[Move] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    """The blocks, by ``id``, that an edit was made in or beside: each is edited once."""


@dataclass(frozen=True, slots=True)
class Case:
    """A pair with its truth; every piece of ``old`` whose root is not in ``new`` was removed, and the reverse."""

    name: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    moves: tuple[Move, ...]
    kinds: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, str]:
        """The old and the new text."""
        return "".join(p.text for p in self.old), "".join(p.text for p in self.new)

    def changed(self) -> tuple[Collection[int], Collection[int]]:
        """The numbers of the pieces that were removed, of ``old``, and added, of ``new``."""
        before, after = {id(p) for p in self.old}, {id(p.root) for p in self.new}
        return (
            {n for n, p in enumerate(self.old) if p.is_word and id(p) not in after},
            {n for n, p in enumerate(self.new) if p.is_word and id(p.root) not in before},
        )


def begin(text: Text) -> Draft:
    """A draft of a text before its first edit."""
    return Draft(text, text.pieces)


def finish(name: str, draft: Draft) -> Case:
    """The case a draft has become."""
    return Case(name, tuple(draft.old), tuple(draft.text.pieces), tuple(draft.moves), tuple(draft.kinds))
