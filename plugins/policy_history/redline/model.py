"""What a redline is made of. No input, no output."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from ..text.blocks import Block
from ..text.characters import LINE_BREAK, told
from ..text.document import Clause, Document
from ..text.tokens import Token
from ..text.words import NOTE_KEY
from ..wording import N_, _, translated
from .label_parts import names_item, names_several

_T = TypeVar("_T")


class Operation(StrEnum):
    """What became of a stretch of words."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"
    MOVE_AWAY = "moved away"
    MOVE_HERE = "moved here"

    @property
    def is_old(self) -> bool:
        """Whether only the old text has the words at this place."""
        return self in (Operation.DELETE, Operation.MOVE_AWAY)

    @property
    def is_new(self) -> bool:
        """Whether only the new text has the words at this place."""
        return self in (Operation.INSERT, Operation.MOVE_HERE)


ITEM = "item "
"""What stands before the number that an item has by its place in a numbered list."""
NOTE = "footnote "
"""What stands before the number of a footnote."""


class ChangeKind(StrEnum):
    """What a change changes."""

    WORDING = N_("wording")
    LINK = N_("link target")
    FORMATTING = N_("formatting")
    TYPOGRAPHY = N_("typography")
    UNSEEN = N_("invisible characters")
    NUMBERING = N_("numbering")
    STRUCTURE = N_("structure")
    INVISIBLE = N_("no visible change")


EDITS = frozenset((Operation.DELETE, Operation.INSERT))
"""What is done to words that one text alone has."""

REPLACED = frozenset((ChangeKind.WORDING, ChangeKind.TYPOGRAPHY, ChangeKind.UNSEEN))
"""The kinds of which a change is what was removed and what was added."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of tokens of one operation; a kept one has the tokens of both sides. Moved words have a move's number."""

    operation: Operation
    old: Sequence[Token] = ()
    new: Sequence[Token] = ()
    move: int = 0

    @property
    def tokens(self) -> Sequence[Token]:
        return self.old if self.operation.is_old else self.new


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell of either side or of both, as spans; of neither, where a row of one text has no cell in a column.

    ``column`` is the number of its column where that was removed or added, ``move`` that of its column's move.
    """

    spans: tuple[Span, ...]
    in_old: bool = True
    in_new: bool = True
    column: int = 0
    move: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A block of the old text, of the new one, or what became of one.

    ``old`` and ``new`` are indices of blocks; a table row has its spans in ``cells``. ``form`` says, before and after,
    what kind of block it is, where that changed; ``joins`` says that the block was split off the one before it, that
    several were merged into it, or either of its clause (``clause_joins.py``), and ``other`` which other clause has a
    part in that. ``goes_on`` says that its form changed with that of a block before it, which tells it. ``is_same``
    says that both texts have the very same block: then its words have their places in the block's source
    (``Redline.placed``), and nothing of it is told.
    """

    old: int | None
    new: int | None
    spans: tuple[Span, ...] = ()
    cells: tuple[Cell, ...] = ()
    form: tuple[str, str] | None = None
    joins: str = ""
    other: Clause | None = None
    goes_on: bool = False
    is_same: bool = False

    def all_spans(self) -> tuple[Span, ...]:
        """The spans of the block, or of all its cells."""
        return self.spans or tuple(span for cell in self.cells for span in cell.spans)

    @property
    def is_whole_row(self) -> bool:
        """Whether it is a table row that was removed or added as a whole, none of whose words moved."""
        is_of_one_side = self.old is None or self.new is None
        return bool(self.cells) and is_of_one_side and all(span.operation in EDITS for span in self.all_spans())

    def own_cells(self) -> list[Cell]:
        """The cells of a row without those that neither text has."""
        return [cell for cell in self.cells if cell.in_old or cell.in_new]

    def parts(self) -> list[tuple[Span, ...]]:
        """The spans by cell, or the block's as one."""
        return [cell.spans for cell in self.cells] or [self.spans]


class Around(NamedTuple):
    """What stands around a change: words before and behind it that both texts have (``surroundings.py``).

    ``leads`` are the blanks between the words before and what was removed, and what was added; ``tails`` those between
    either and the words behind.
    """

    before: str = ""
    behind: str = ""
    leads: tuple[str, str] = ("", "")
    tails: tuple[str, str] = ("", "")


_ALONE = Around()


@dataclass(frozen=True, slots=True)
class Change:
    """One numbered entry of the list of changes.

    ``removed`` and ``added`` are its words, those of cells parted by bars; of other changes, both states in words.
    ``told`` names what a reader of them cannot see: hidden characters, unusual spaces, letters that look alike. A move
    has its number, the moved words in both, ``is_edited`` where more of them than a label changed, and in
    ``from_clause`` the clause they left; of what was split or merged across clauses that is the other one. ``column``
    is the heading of a column that was removed, added or moved as a whole. The counts are of words, signs apart.
    ``replaced`` has words that others replaced, one by one; ``leads`` what links and looks changed in what moved.
    """

    number: int
    kind: ChangeKind
    clause: Clause | None
    removed: str = ""
    added: str = ""
    move: int = 0
    from_clause: Clause | None = None
    words_removed: int = 0
    words_added: int = 0
    words_moved: int = 0
    column: str | None = None
    replaced: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    around: Around = _ALONE
    is_edited: bool = False
    leads: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """In what its words differ that a reader cannot see."""
        return told(self.removed, self.added)

    @property
    def stays_in_clause(self) -> bool:
        """Whether what moved is in the clause that it left, or before the first one as it was."""
        return (self.from_clause and self.from_clause.id) == (self.clause and self.clause.id)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader of its words may miss: ``told``, ``leads``, and that they differ in capitals alone."""
        is_case = self.removed != self.added and self.removed.lower() == self.added.lower()
        return (*self.told, *[_("capitals alone")] * (is_case and self.kind is ChangeKind.WORDING), *self.leads)

    @property
    def renumbering(self) -> str:
        """A change of numbers as a sentence: "Clauses 3 to 9 are now 2 to 8", "section 4 is now section 3"."""
        old, new = self.removed.removeprefix(ITEM), self.added.removeprefix(ITEM)
        if not (old and new):
            sentence = N_("number “%(number)s” added") if new else N_("number “%(number)s” removed")
            return translated(sentence) % {"number": new or old}
        is_run = names_several(old)
        if old.startswith(NOTE) and new.startswith(NOTE):
            old, new = old.removeprefix(NOTE), new.removeprefix(NOTE)
            sentence = N_("Footnotes %(old)s are now %(new)s") if is_run else N_("Footnote %(old)s is now %(new)s")
        elif self.removed.startswith(ITEM) or names_item(old):
            sentence = N_("Items %(old)s are now %(new)s") if is_run else N_("Item %(old)s is now %(new)s")
        elif self.removed[:1].isdigit():
            sentence = N_("Clauses %(old)s are now %(new)s") if is_run else N_("Clause %(old)s is now %(new)s")
        else:
            sentence = N_("%(old)s are now %(new)s") if is_run else N_("%(old)s is now %(new)s")
        return translated(sentence) % {"old": old, "new": new}


@dataclass(frozen=True)
class Redline:
    """The comparison of two texts: every block of both, in reading order, deletions before insertions."""

    old: Document
    new: Document
    entries: tuple[Entry, ...]
    _made: dict[Callable[[Redline], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, work: Callable[[Redline], _T]) -> _T:
        """What ``work``, a function of a module, makes of the redline: made once."""
        if work not in self._made:
            self._made[work] = work(self)
        return self._made[work]  # type: ignore[no-any-return]

    def block_of(self, entry: Entry) -> Block:
        """The block of an entry: the new one where there is one."""
        return self.new.blocks[entry.new] if entry.new is not None else self.old.blocks[entry.old or 0]

    def spans(self) -> Iterator[Span]:
        """Every span, in reading order."""
        for entry in self.entries:
            yield from entry.all_spans()

    def placed(self) -> Iterator[Entry]:
        """The entries, with every word's place in its text: blocks that are the same in both share their words."""
        for entry in self.entries:
            yield self.place(entry)

    def place(self, entry: Entry) -> Entry:
        """The entry with every word's place in its text."""
        if not entry.is_same:
            return entry
        starts = self.old.starts[entry.old or 0], self.new.starts[entry.new or 0]

        def placed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
            return tuple(
                Span(
                    span.operation,
                    [token.at(starts[0]) for token in span.old],
                    [token.at(starts[1]) for token in span.new],
                )
                for span in spans
            )

        cells = tuple(replace(cell, spans=placed(cell.spans)) for cell in entry.cells)
        return replace(entry, spans=placed(entry.spans), cells=cells, is_same=False)

    def words_removed(self) -> int:
        """How many words of the old text are not in the new one (signs are not words)."""
        return sum(count_words(span.old) for span in self.spans() if span.operation is Operation.DELETE)

    def words_added(self) -> int:
        """How many words of the new text are not in the old one (signs are not words)."""
        return sum(count_words(span.new) for span in self.spans() if span.operation is Operation.INSERT)

    def words_moved(self) -> int:
        """How many words stand elsewhere now."""
        return sum(count_words(span.new) for span in self.spans() if span.operation is Operation.MOVE_HERE)


def count_words(tokens: Iterable[Token]) -> int:
    """How many of these tokens are words or numbers; labels and the numbers of footnotes are neither."""
    words = (token.text for token in tokens if token.key != NOTE_KEY and not token.is_label)
    return sum(1 for word in words if is_word(word))


def is_word(text: str) -> bool:
    """Whether the text of a token is a word or a number, and not a sign."""
    return text.isalnum() or any(character.isalnum() for character in text)


def joined(tokens: Sequence[Token]) -> str:
    """Tokens as running text, on one line."""
    return "".join(token.gap + token.said for token in tokens).replace(LINE_BREAK, " ").strip()


def change_groups(spans: Sequence[Span]) -> list[list[Span]]:
    """Spans as the reader's units: a kept or moved stretch, or what was removed and added, in a move or beside it."""
    groups: list[list[Span]] = []
    for (is_edit, _move), members in groupby(spans, key=lambda span: (span.operation in EDITS, span.move)):
        group = list(members)
        groups.extend([group] if is_edit else [[span] for span in group])
    return groups
