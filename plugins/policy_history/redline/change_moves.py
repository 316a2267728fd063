"""What moved, as one change each, and what was edited in it: told once, though it is marked where it was and is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest
from typing import NamedTuple

from ..text.characters import shown
from ..text.document import Clause
from ..text.tokens import Token
from ..text.words import NOTE_KEY
from .model import EDITS, Cell, Change, ChangeKind, Entry, Operation, Redline, Span, change_groups, count_words, joined
from .styles import difference_in_words, quoted, style_changes
from .surroundings import words_of_stretch


def moves_of(redline: Redline) -> dict[int, Change]:
    """Every move: its words before and after, with what was edited in them, and the clauses it went from and to."""
    headings = _headings_of_moves(redline)
    gone: dict[int, tuple[Clause | None, list[Token]]] = {}
    come: dict[int, tuple[Clause | None, list[Token]]] = {}
    stayed: dict[int, tuple[list[Token], list[Token]]] = defaultdict(lambda: ([], []))
    moved: Counter[int] = Counter()
    for entry in redline.entries:
        between = " | " if entry.cells else " "
        for spans in entry.parts():
            for span in spans:
                if span.operation is Operation.MOVE_HERE:
                    moved[span.move] += count_words(span.new)
                    stayed[span.move][1].extend(span.new)
                elif span.operation is Operation.MOVE_AWAY:
                    stayed[span.move][0].extend(span.old)
            for operations, side in (
                ((Operation.MOVE_AWAY, Operation.DELETE), gone),
                ((Operation.MOVE_HERE, Operation.INSERT), come),
            ):
                theirs = (span for span in spans if span.move and span.operation in operations)
                for move, members in groupby(theirs, key=_number):
                    first, *others = members
                    words = side.setdefault(move, (clause_of(redline, entry, first), []))[1]
                    tokens = [token for span in (first, *others) for token in span.tokens]
                    # Words of another block do not run on from those of the last one.
                    words += [replace(tokens[0], gap=between), *tokens[1:]] if words else tokens
    return {
        move: replace(
            _move(move, clause, words, *come[move], looks=_changed_looks(*stayed[move])),
            column=headings.get(move),
            words_moved=moved[move],
        )
        for move, (clause, words) in gone.items()
        if move in come
    }


def _headings_of_moves(redline: Redline) -> dict[int, str]:
    """For each move of a column the heading of it."""
    found: dict[int, str] = {}
    for entry in redline.entries:
        for cell in entry.cells:
            if cell.move and (cell.move not in found or cell.in_new):
                found.setdefault(cell.move, "")
                if redline.block_of(entry).is_header:
                    found[cell.move] = text_of(cell)
    return found


def text_of(cell: Cell) -> str:
    """The words of a cell, of both texts."""
    return joined([token for span in cell.spans for token in span.tokens])


def _number(span: Span) -> int:
    return span.move


def _move(
    move: int,
    left: Clause | None,
    gone: Sequence[Token],
    reached: Clause | None,
    come: Sequence[Token],
    *,
    looks: tuple[str, ...],
) -> Change:
    # What was counted anew and nothing else, as notes are, was not edited.
    is_edited = joined(_without_labels(gone)) != joined(_without_labels(come))
    old, new, leads = joined(gone), joined(come), (*_changed_targets(gone, come), *looks)
    is_edited = is_edited or bool(leads)
    return Change(0, ChangeKind.STRUCTURE, reached, old, new, move, left, is_edited=is_edited, leads=leads)


def _changed_targets(gone: Sequence[Token], come: Sequence[Token]) -> tuple[str, ...]:
    """Where links and pictures led that lead there no longer, and where they lead now, in words."""
    olds, news = (
        [target for token in tokens for run in token.runs if (target := run.style.link or run.style.image)]
        for tokens in (gone, come)
    )
    left, now = (
        dict.fromkeys(target for target in own if target not in others) for own, others in ((olds, news), (news, olds))
    )
    pairs = zip_longest(map(shown, left), map(shown, now), fillvalue="")
    return tuple(difference_in_words(ChangeKind.LINK, old, new) for old, new in pairs)


def _changed_looks(old: Sequence[Token], new: Sequence[Token]) -> tuple[str, ...]:
    """Which of the words that moved look otherwise now, in words."""
    if [token.key for token in old] != [token.key for token in new]:
        return ()
    found = (change for change in style_changes(Span(Operation.EQUAL, old, new)) if change[1] is ChangeKind.FORMATTING)
    return tuple(
        quoted(shown(words_of_stretch(new[start:end]) if end - start < len(new) else ""))
        + difference_in_words(kind, before, after)
        for (start, end), kind, before, after in found
    )


def _without_labels(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if not token.is_label and token.key != NOTE_KEY]


def clause_of(redline: Redline, entry: Entry, span: Span | None = None) -> Clause | None:
    """The clause in which an entry is told, or a span of it that only the old text has."""
    is_old = entry.new is None or (span is not None and span.operation.is_old and entry.old is not None)
    if is_old and entry.old is not None:
        return redline.old.clause_of(entry.old)
    return redline.new.clause_of(entry.new) if entry.new is not None else None


Place = tuple[bool, int]
"""Where an edit is marked: whether in the old text, and where its first word begins there."""


class MovedEdit(NamedTuple):
    """Words of a passage that moved which others replaced: as they were marked in the old text, and in the new one."""

    old: Sequence[Span]
    new: Sequence[Span]
    clause: Clause | None
    """The clause in which the new words are."""


Edits = Mapping[Place, MovedEdit | None]
"""Edits in what moved that have two ends: each by the end that is met first, and by the other one, which has none."""

NO_EDITS: Edits = {}


def place_of(group: Sequence[Span]) -> Place:
    """Where a group of edits is marked."""
    return group[0].operation.is_old, group[0].tokens[0].start


class _Met(NamedTuple):
    """An end of an edit: its place in the order of all, how many words that moved stand before it, and its clause."""

    order: int
    before: int
    group: Sequence[Span]
    clause: Clause | None


def edits_of_moves(redline: Redline) -> Edits:
    """The edits in what moved whose words were replaced: one end is between the same words as the other."""
    return redline.once(_edits_of_moves)


def _edits_of_moves(redline: Redline) -> Edits:
    met: dict[tuple[int, bool], list[_Met]] = {}
    moved: Counter[tuple[int, bool]] = Counter()
    for order, (entry, group) in enumerate(_groups_of_moves(redline)):
        first = group[0]
        side = first.move, first.operation.is_old
        if first.operation not in EDITS:
            moved[side] += len(first.tokens)
        elif len(group) == 1 and not all(token.is_label for token in first.tokens):
            met.setdefault(side, []).append(_Met(order, moved[side], group, clause_of(redline, entry, first)))
    found: dict[Place, MovedEdit | None] = {}
    for (move, is_old), ends in met.items():
        if is_old and moved[move, True] == moved[move, False]:
            others = _alone(met.get((move, False), []))
            for before, old in _alone(ends).items():
                if new := others.get(before):
                    met_first, met_then = sorted((old, new))
                    found[place_of(met_first.group)] = MovedEdit(old.group, new.group, new.clause)
                    found[place_of(met_then.group)] = None
    return found


def _groups_of_moves(redline: Redline) -> Iterator[tuple[Entry, Sequence[Span]]]:
    """Every group of words that moved, or were edited in what moved, but of rows that came or went whole."""
    for entry in redline.entries:
        if not entry.is_same and not entry.is_whole_row:
            for spans in entry.parts():
                yield from ((entry, group) for group in change_groups(spans) if group[0].move)


def _alone(ends: Sequence[_Met]) -> dict[int, _Met]:
    """Those that stand alone behind so many words that moved, by how many these are."""
    counts = Counter(end.before for end in ends)
    return {end.before: end for end in ends if counts[end.before] == 1}
