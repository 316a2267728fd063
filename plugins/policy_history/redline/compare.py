"""Two documents -> their redline, and the redline's list of changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..text.characters import seen
from ..text.document import Document
from ..text.tokens import Token
from .change_moves import NO_EDITS, Edits, clause_of, edits_of_moves, moves_of, place_of, text_of
from .difference import PUNCTUATION
from .entries import entries
from .identity import aligned, alignment_of
from .model import (
    EDITS,
    ITEM,
    REPLACED,
    Around,
    Cell,
    Change,
    ChangeKind,
    Entry,
    Operation,
    Redline,
    Span,
    change_groups,
    count_words,
    is_word,
    joined,
)
from .renumbering import Renumberings, labels_told
from .reshaping import told_once
from .styles import style_changes
from .surroundings import surroundings, words_before, words_of_stretch


def compare(old: Document, new: Document, *, are_neighbours: bool = True) -> Redline:
    """The redline from the old text to the new one. The same two texts always give the same redline.

    Of texts that are no neighbours in a history the alignment is not kept, as nothing else asks for it.
    """
    align = alignment_of if are_neighbours else aligned
    return Redline(old, new, tuple(told_once(entries(align(old.source, new.source), old, new), old.blocks, new.blocks)))


def changes(redline: Redline) -> tuple[Change, ...]:
    """The list of changes, numbered from 1 in reading order; what moved is in it once, where it is first met."""
    return redline.once(_changes)


def _changes(redline: Redline) -> tuple[Change, ...]:
    found: list[Change] = []
    renumberings = Renumberings()
    for change in redline.once(_met):
        if change.kind is not ChangeKind.NUMBERING or renumberings.add(change, len(found)):
            found.append(replace(change, number=len(found) + 1))
    return tuple(renumberings.told(found))


def beginnings_of_renumberings(redline: Redline) -> list[bool]:
    """For each label or reference that changed, in reading order, whether it is told by an entry of its own."""
    renumberings = Renumberings()
    return [renumberings.add(change, 0) for change in redline.once(_met) if change.kind is ChangeKind.NUMBERING]


def _met(redline: Redline) -> tuple[Change, ...]:
    """Every change in reading order, labels one by one."""
    return tuple(_meeting(redline))


def _meeting(redline: Redline) -> Iterator[Change]:
    redline = replace(redline, entries=tuple(entry for entry in redline.entries if not entry.is_same))
    moves, edits = moves_of(redline), edits_of_moves(redline)
    columns = _column_changes(redline)
    for entry in redline.entries:
        clause = clause_of(redline, entry)
        for column, change in _changes_of(entry, edits):
            if column:
                yield from (replace(each, clause=clause) for each in (columns.pop(column, None),) if each)
            elif not change.move or change.kind is not ChangeKind.STRUCTURE:
                yield change if change.clause else replace(change, clause=clause)
            elif change.move in moves:
                yield moves.pop(change.move)


def _column_changes(redline: Redline) -> dict[int, Change]:
    """Every column that came or went, told with its heading and all its cells that have words."""
    cells: dict[int, list[Cell]] = {}
    headings: dict[int, str] = {}
    for entry in redline.entries:
        for cell in entry.cells:
            edits = tuple(span for span in cell.spans if span.operation in EDITS)
            if cell.column:
                headings.setdefault(cell.column, text_of(cell) if redline.block_of(entry).is_header else "")
            if cell.column and edits:
                cells.setdefault(cell.column, []).append(replace(cell, spans=edits))
    return {
        column: replace(_edit_of_cells([cell.spans for cell in found]), column=headings[column])
        for column, found in cells.items()
    }


def _changes_of(entry: Entry, edits: Edits = NO_EDITS) -> Iterator[tuple[int, Change]]:
    """The changes of one entry in the order in which they are numbered, clause and number yet to come.

    Before each stands the number of the column that came or went of which it is a part, or 0.
    """
    if entry.form:
        yield 0, Change(0, kind_of_form(entry.form), None, *entry.form)
    if entry.joins:
        yield 0, Change(0, ChangeKind.STRUCTURE, None, "", entry.joins, from_clause=entry.other)
    if entry.is_whole_row:
        yield from ((0, change) for change in _changes_of_row(entry))
        return
    for column, spans in [(cell.column, cell.spans) for cell in entry.cells] or [(0, entry.spans)]:
        groups = change_groups(spans)
        for at, group in enumerate(groups):
            is_of_column = column and group[0].operation in EDITS
            found = (_of_row(change) if entry.cells else change for change in _changes_of_group(groups, at, edits))
            yield from ((column if is_of_column else 0, change) for change in found)


def _of_row(change: Change) -> Change:
    """A change within a row: the number with which it begins counts rows, and no clauses."""
    is_number = change.removed[:1].isdecimal() and change.added[:1].isdecimal()
    if change.kind is not ChangeKind.NUMBERING or not is_number:
        return change
    return replace(change, removed=f"{ITEM}{change.removed}", added=f"{ITEM}{change.added}")


def kind_of_form(form: tuple[str, str]) -> ChangeKind:
    """What a change of a block's form is, as ``difference.form_change`` tells it: of a number, or of its structure."""
    return ChangeKind.NUMBERING if form[0].startswith(ITEM) else ChangeKind.STRUCTURE


def _changes_of_row(entry: Entry) -> Iterator[Change]:
    """One change for a row that came or went, its cells parted by bars; none for a row without words."""
    spans = entry.all_spans()
    if spans:
        yield _edit_of_cells([cell.spans for cell in entry.own_cells()])


def _edit_of_cells(cells: Sequence[Sequence[Span]]) -> Change:
    """The change that removed these cells, or added them, as one; a cell at least must have words."""
    spans = [span for cell in cells for span in cell]
    words = " | ".join(joined([token for span in cell for token in span.tokens]) for cell in cells)
    count = sum(count_words(span.tokens) for span in spans)
    kind, move = kind_of_edit(spans), spans[0].move
    if spans[0].operation.is_old:
        return Change(0, kind, None, removed=words, move=move, words_removed=count)
    return Change(0, kind, None, added=words, move=move, words_added=count)


def _changes_of_group(groups: Sequence[Sequence[Span]], at: int, edits: Edits) -> Iterator[Change]:
    group = groups[at]
    first = group[0]
    if first.operation is Operation.EQUAL:
        for stretch, kind, old, new in style_changes(first):
            yield _change_of_style(first, stretch, kind, old, new)
    elif first.operation in (Operation.MOVE_AWAY, Operation.MOVE_HERE):
        yield Change(0, ChangeKind.STRUCTURE, None, move=first.move)
    elif (place := place_of(group)) not in edits:
        yield _edit(group, surroundings(groups, at))
    elif edit := edits[place]:
        yield replace(_edit([*edit.old, *edit.new], Around()), clause=edit.clause)


def _edit(group: Sequence[Span], around: Around) -> Change:
    """What was removed and what was added in its place, as one change."""
    removed = [token for span in group for token in span.old]
    added = [token for span in group for token in span.new]
    kind = kind_of_edit(group)
    return Change(
        0,
        kind,
        None,
        *(labels_told(removed, added) if kind is ChangeKind.NUMBERING else (joined(removed), joined(added))),
        move=group[0].move,
        words_removed=count_words(removed),
        words_added=count_words(added),
        replaced=(_words(removed), _words(added)),
        around=around,
    )


def _change_of_style(span: Span, stretch: tuple[int, int], kind: ChangeKind, before: str, after: str) -> Change:
    """A change of kept words; of one that is none of words, these stand before it."""
    start, end = stretch
    replaced = ((before,), (after,)) if kind is ChangeKind.UNSEEN else ((), ())
    words = words_before(span.new[:start]) if kind in REPLACED else words_of_stretch(span.new[start:end])
    leads = (" ", " ") if words and kind is ChangeKind.UNSEEN and span.new[start].space else ("", "")
    return Change(0, kind, None, before, after, replaced=replaced, around=Around(words, leads=leads))


def _words(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.said for token in tokens if is_word(token.text))


def kind_of_edit(spans: Sequence[Span]) -> ChangeKind:
    """What words that came and went are: labels are numbering, and punctuation alone changes no word."""
    tokens = [token for span in spans for token in span.tokens]
    if all(token.is_label for token in tokens):
        return ChangeKind.NUMBERING
    keys = [token.key for token in tokens]
    if not any(map(seen, keys)):
        return ChangeKind.UNSEEN
    is_typography = all(key in PUNCTUATION or not seen(key) for key in keys)
    return ChangeKind.TYPOGRAPHY if is_typography else ChangeKind.WORDING


def is_changed(entry: Entry) -> bool:
    """Whether anything of a block changed that is listed."""
    if entry.is_same:
        return False
    if entry.form or entry.goes_on or entry.joins:
        return True
    spans = entry.all_spans()
    return any(span.operation is not Operation.EQUAL or any(style_changes(span)) for span in spans)


def is_only_renumbered(entry: Entry) -> bool:
    """Whether of a block that changed nothing did but its label, or references in it that followed others."""
    is_of_both = entry.old is not None and entry.new is not None
    return is_of_both and all(change.kind is ChangeKind.NUMBERING for _, change in _changes_of(entry))
