"""What a redline is made of. No input, no output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..text.document import Clause, Document
from ..text.tokens import Token


class Operation(StrEnum):
    """What became of a stretch of words."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


class ChangeKind(StrEnum):
    """What a change changes."""

    WORDING = "wording"
    LINK = "link target"
    FORMATTING = "formatting"
    TYPOGRAPHY = "typography"
    STRUCTURE = "structure"
    INVISIBLE = "no visible change"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of tokens of one operation; a kept one has the tokens of both sides, word for word the same."""

    operation: Operation
    old: Sequence[Token] = ()
    new: Sequence[Token] = ()

    @property
    def tokens(self) -> Sequence[Token]:
        return self.old if self.operation is Operation.DELETE else self.new


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell of either side or of both, as spans."""

    spans: tuple[Span, ...]
    in_old: bool = True
    in_new: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """A block of the old text, of the new one, or a pair of them.

    ``old`` and ``new`` are indices of blocks; a table row has its spans in ``cells``.
    """

    old: int | None
    new: int | None
    spans: tuple[Span, ...] = ()
    cells: tuple[Cell, ...] = ()

    def all_spans(self) -> tuple[Span, ...]:
        return self.spans or tuple(span for cell in self.cells for span in cell.spans)


@dataclass(frozen=True, slots=True)
class Change:
    """One numbered entry of the list of changes. ``removed`` and ``added`` are its words as text."""

    number: int
    kind: ChangeKind
    clause: Clause | None
    removed: str = ""
    added: str = ""


@dataclass(frozen=True)
class Redline:
    """The comparison of two texts: every block of both, in reading order, deletions before insertions."""

    old: Document
    new: Document
    entries: tuple[Entry, ...]

    def words_removed(self) -> int:
        """How many words of the old text are not in the new one (signs are not words)."""
        return self._count(Operation.DELETE)

    def words_added(self) -> int:
        """How many words of the new text are not in the old one (signs are not words)."""
        return self._count(Operation.INSERT)

    def _count(self, operation: Operation) -> int:
        spans = (span for entry in self.entries for span in entry.all_spans())
        return sum(count_words(span.tokens) for span in spans if span.operation is operation)


def count_words(tokens: Sequence[Token]) -> int:
    """How many of these tokens are words or numbers."""
    return sum(1 for token in tokens if any(character.isalnum() for character in token.text))


def joined(tokens: Sequence[Token]) -> str:
    """Tokens as running text."""
    return "".join((" " if token.space else "") + token.text for token in tokens).strip()
