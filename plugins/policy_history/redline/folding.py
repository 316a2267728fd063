"""What of a redline a page shows: each change with its surroundings. The rest is folded, and stands in the text itself.

A lawyer reads a change in its sentence, its clause and its list. So there are shown: every block in which anything is
not the same to the letter, be it a quotation mark or the number of an item; what leads into a list or a quotation,
unless it is a long paragraph that came to its end; the items above a nested one, the head of a table, the term that is
defined; and the headings above, up to the title of the text. Between two of these in a clause what is short is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..text.blocks import Block, Kind
from ..text.document import Clause
from ..text.tokens import Token
from .model import Entry, Operation, Redline

FEWEST_WORDS = 20
"""Inside a clause a stretch of fewer words is shown: the line that stands for it would be no shorter."""

LONGEST_LEAD = 30
"""Words of a paragraph above a list that are shown though its last sentence has ended: it leads into nothing."""

_SENTENCE_ENDS = frozenset(".!?。！？؟।")

BEGINS = frozenset((Kind.ITEM, Kind.TERM, Kind.DESCRIPTION, Kind.NOTE))
"""Blocks with which an element of a container begins."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A stretch that is the same in both texts and is left out.

    ``clauses`` are those that are left out whole, as the new text has them; ``loose`` the blocks of others.
    """

    entries: tuple[Entry, ...]
    clauses: tuple[Clause, ...]
    loose: tuple[Block, ...]


Part = Entry | Fold


def folded(redline: Redline) -> list[list[Part]]:
    """The entries of each clause, as ``html.by_clause`` has them, with stretches folded.

    A fold that reaches the end of a clause stands by itself, behind that clause.
    """
    bounds = bounds_of_clauses(redline)
    shown = _shown(redline, bounds)
    plan: list[list[Part]] = []
    waiting = _Waiting(redline)
    for start, end in bounds:
        parts: list[Part] = []
        clause = None if any(shown[start:end]) else _clause_at(redline, redline.entries[start])
        for entry, is_shown in zip(redline.entries[start:end], shown[start:end], strict=True):
            if not is_shown:
                waiting.add(entry, clause)
                continue
            if fold := waiting.taken():
                if parts:
                    parts.append(fold)
                else:
                    plan.append([fold])
            parts.append(entry)
        if parts:
            plan.append(parts)
    last = waiting.taken()
    return [*plan, [last]] if last else plan


def shown_clauses(redline: Redline, plan: Sequence[Sequence[Part]]) -> tuple[Clause, ...]:
    """The clauses of the new text whose headings are shown, in order."""
    shown = {part.new for section in plan for part in section if isinstance(part, Entry)}
    return tuple(clause for clause in redline.new.clauses if clause.block in shown)


def is_same(redline: Redline, entry: Entry) -> bool:
    """Whether a block is the same in both texts to the letter, its number and its look included."""
    if entry.is_same:
        return True
    if entry.old is None or entry.new is None or entry.form or entry.goes_on or entry.joins:
        return False
    old, new = redline.old.blocks[entry.old], redline.new.blocks[entry.new]
    if (old.kind, old.level, old.shape, old.number) != (new.kind, new.level, new.shape, new.number):
        return False
    if any(cell.column or cell.move or not (cell.in_old and cell.in_new) for cell in entry.cells):
        return False
    return all(span.operation is Operation.EQUAL and _are_same(span.old, span.new) for span in entry.all_spans())


def _are_same(old: Sequence[Token], new: Sequence[Token]) -> bool:
    return all(a.runs == b.runs and _is_same_gap(a.gap, b.gap) for a, b in zip(old, new, strict=True))


def _is_same_gap(old: str, new: str) -> bool:
    """Whether white space reads the same: how much of it stands in the source does not matter."""
    return old == new or bool(old and new and (old + new).isascii())


class _Waiting:
    """What is left out and has no fold yet."""

    def __init__(self, redline: Redline) -> None:
        self._redline = redline
        self._entries: list[Entry] = []
        self._clauses: list[Clause] = []
        self._loose: list[Block] = []

    def add(self, entry: Entry, clause: Clause | None) -> None:
        """Leave out an entry; ``clause`` is the one all of which is left out, if it stands in one."""
        block = self._redline.block_of(entry)
        if block.kind is Kind.DEFINITION:
            return
        self._entries.append(entry)
        if clause is None:
            self._loose.append(block)
        elif clause not in self._clauses[-1:]:
            self._clauses.append(clause)

    def taken(self) -> Fold | None:
        """All of it as one fold; None where nothing waits that a reader would see."""
        fold = Fold(tuple(self._entries), tuple(self._clauses), tuple(self._loose)) if self._entries else None
        self._entries, self._clauses, self._loose = [], [], []
        return fold


def _clause_at(redline: Redline, first: Entry) -> Clause | None:
    """The clause that begins with that entry; what stands before the first heading is none."""
    is_heading = first.new is not None and redline.block_of(first).kind is Kind.HEADING
    return redline.new.clause_of(first.new) if is_heading and first.new is not None else None


def bounds_of_clauses(redline: Redline) -> list[tuple[int, int]]:
    """Where the entries of each clause begin and end."""
    starts = [at for at, entry in enumerate(redline.entries) if redline.block_of(entry).kind is Kind.HEADING or at == 0]
    return list(pairwise([*starts, len(redline.entries)]))


def _shown(redline: Redline, bounds: Sequence[tuple[int, int]]) -> list[bool]:
    """For each entry whether it is shown."""
    blocks = [redline.block_of(entry) for entry in redline.entries]
    changed = [
        block.kind is not Kind.DEFINITION and not is_same(redline, entry)
        for block, entry in zip(blocks, redline.entries, strict=True)
    ]
    shown = list(changed)
    _show_headings(redline, blocks, shown, bounds)
    for start, end in bounds:
        for at in (at for at in range(start, end) if changed[at]):
            _show_lead(redline, blocks, shown, start, at)
        if any(changed[start:end]):
            _close_gaps(redline, shown, start, end)
    return shown


def _show_headings(
    redline: Redline, blocks: Sequence[Block], shown: list[bool], bounds: Sequence[tuple[int, int]]
) -> None:
    """Show the heading of each clause in which anything is shown, and the headings above it."""
    above: list[int] = []
    for start, end in bounds:
        if blocks[start].kind is not Kind.HEADING:
            continue
        level, is_new = blocks[start].level, redline.entries[start].new is not None
        # A heading that is gone is above nothing that is still there.
        while is_new and above and blocks[above[-1]].level >= level:
            above.pop()
        if any(shown[start:end]):
            for at in (*(at for at in above if blocks[at].level < level), start):
                shown[at] = True
        if is_new:
            above.append(start)


def _show_lead(redline: Redline, blocks: Sequence[Block], shown: list[bool], start: int, at: int) -> None:
    """Show the head of a row's table, the beginning of a block's item, and what stands above its list."""
    block = blocks[at]
    depth = len(block.shape)
    has_head = block.kind is not Kind.ROW or block.opens_table
    has_beginning = not block.shape or (block.kind in BEGINS and block.kind is not Kind.DESCRIPTION)
    for before in range(at - 1, start - 1, -1):
        other = blocks[before]
        if not has_head and other.opens_table:
            shown[before] = has_head = True
        if not has_beginning and len(other.shape) == depth and other.kind in BEGINS:
            shown[before] = True
            has_beginning = other.kind is not Kind.DESCRIPTION
        if len(other.shape) < depth:
            depth = len(other.shape)
            shown[before] = shown[before] or depth > 0 or not _stands_alone(redline.entries[before])
            has_beginning = True
        if has_head and has_beginning and depth == 0:
            return


def _stands_alone(entry: Entry) -> bool:
    """Whether a block is long and its last sentence ended."""
    words = [token for span in entry.all_spans() for token in span.new]
    return len(words) > LONGEST_LEAD and words[-1].text in _SENTENCE_ENDS


def _close_gaps(redline: Redline, shown: list[bool], start: int, end: int) -> None:
    """Show the stretches of a clause that are too short to be folded."""
    at = start
    while at < end:
        stop = at
        words = 0
        while stop < end and not shown[stop]:
            words += sum(len(span.new) for span in redline.entries[stop].all_spans())
            stop += 1
        if words < FEWEST_WORDS:
            shown[at:stop] = [True] * (stop - at)
        at = stop + 1
