"""The numbers of changes on a page, and where moves lead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from markupsafe import Markup

from ..text.markup import element
from ..wording import _
from .change_moves import NO_EDITS, Edits, place_of
from .model import Span

MARK_CLASS = "policy-mark"
"""The class of every label the redline adds; what carries it is no part of either text."""


class Numbering:
    """The numbers of the changes, given out in reading order, and where each move went.

    ``total`` is how many changes there are; ``moves`` gives for each move the names of the clauses it left and reached.
    A ``silent`` one gives no ids and no links, for views that show the same changes a second time.
    """

    def __init__(
        self,
        total: int,
        moves: Mapping[int, tuple[str, str]],
        renumberings: Iterable[bool] = (),
        edits: Edits = NO_EDITS,
        *,
        silent: bool = False,
    ) -> None:
        self._total = total
        self._moves = {} if silent else moves
        self.silent = silent
        self._renumberings = iter(renumberings)
        self._edits = edits
        self._last = 0
        self._numbered: set[int] = set()
        self._anchored: set[str] = set()
        self._is_going_on = False
        self._columns: set[int] = set()
        self.column = 0
        self._grouped = 0

    def next(self) -> str:
        """The id of the next change; empty in a silent numbering, and behind the beginning of one that goes on."""
        if self._is_going_on:
            return ""
        self._last += 1
        return "" if self.silent else f"change-{self._last}"

    def of_edit(self, group: Sequence[Span]) -> str:
        """The id of the next change of words; nothing where it goes on in a column that came or went as a whole.

        ``column`` is the number of the column, set by whoever writes its cells. Of words that were replaced in what
        moved it stands at the end that is met first.
        """
        if group[0].move and self._edits.get(place_of(group), group) is None:
            return ""
        if self.column in self._columns:
            return ""
        if self.column:
            self._columns.add(self.column)
        return self.next()

    def of_label(self) -> str:
        """The id of the next change of a label or a reference; nothing where it goes on in a run."""
        return self.next() if next(self._renumberings, False) else ""

    def one_change(self, parts: Sequence[Callable[[], Markup]]) -> list[Markup]:
        """What these give, of which the first that has a change begins one that goes on through the others."""
        found = []
        before = self._last
        for part in parts:
            found.append(part())
            self._is_going_on = self._last > before
        self._is_going_on = False
        return found

    def taken(self) -> Markup:
        """The numbers given out since this was asked for last, for the margin; nothing where there are none.

        They stand outside the text: inside it, “~~24~~ 12² months” reads, prints and speaks as “2 months”. Each is a
        link to its change, named “change 2 of 10”; before and behind them stand the ways to the changes around, which
        need no script: pages show them where the address names one of these changes.
        """
        first, last = self._grouped + 1, self._last
        self._grouped = last
        if self.silent or first > last:
            return Markup()
        numbers = [
            element(
                "a",
                str(number),
                href=f"#change-{number}",
                aria_label=_("change %(number)s of %(total)s", number=number, total=self._total),
            )
            for number in range(first, last + 1)
        ]
        ways = ((first - 1, _("previous")), (last + 1, _("next")))
        links = [element("a", word, href=f"#change-{to}") for to, word in ways if 0 < to <= self._total]
        return element(
            "p",
            Markup(" ").join(numbers),
            element("i", " ", _("of %(total)s", total=self._total), " ", Markup(" ").join(links)),
            class_=f"{MARK_CLASS} policy-numbers",
        )

    def of_move(self, move: int) -> str:
        """The id of a move's change where it is first met; afterwards nothing."""
        if move in self._numbered or move not in self._moves:
            return ""
        self._numbered.add(move)
        return self.next()

    def anchor(self, span: Span) -> str:
        """The id of the place a move left or reached; nothing behind its first block."""
        name = f"move-{span.move}-{'from' if span.operation.is_old else 'to'}"
        if name in self._anchored or span.move not in self._moves:
            return ""
        self._anchored.add(name)
        return name

    def other_end(self, span: Span) -> tuple[str, str]:
        """The id of a move's other end, and the name of the clause it lies in."""
        left, reached = self._moves[span.move]
        if span.operation.is_old:
            return f"move-{span.move}-to", reached
        return f"move-{span.move}-from", left
