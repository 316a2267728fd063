"""Two documents -> their redline, and the redline's list of changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ..text.blocks import Kind
from ..text.document import Clause, Document
from ..text.tokens import Token
from .align_blocks import align_blocks, align_cells
from .model import Cell, Change, ChangeKind, Entry, Operation, Redline, Span, joined
from .words import compare_tokens


def compare(old: Document, new: Document) -> Redline:
    """The redline from the old text to the new one. The same two texts always give the same redline."""
    return Redline(old, new, tuple(_entry(old, new, a, b) for a, b in _deletions_first(align_blocks(old, new))))


def _deletions_first(pairs: list[tuple[int | None, int | None]]) -> Iterator[tuple[int | None, int | None]]:
    for is_pair, group in groupby(pairs, key=lambda pair: None not in pair):
        members = list(group)
        if is_pair:
            yield from members
        else:
            yield from (pair for pair in members if pair[0] is not None)
            yield from (pair for pair in members if pair[0] is None)


def _entry(old: Document, new: Document, a: int | None, b: int | None) -> Entry:
    kind = new.blocks[b].kind if b is not None else old.blocks[a or 0].kind
    both_rows = a is None or b is None or old.blocks[a].kind is new.blocks[b].kind
    if kind is Kind.ROW and both_rows:
        return Entry(a, b, cells=tuple(_cells(_row(old, a), _row(new, b))))
    return Entry(a, b, _spans(None if a is None else old.tokens(a), None if b is None else new.tokens(b)))


def _row(document: Document, index: int | None) -> list[list[Token]] | None:
    return None if index is None else document.cells(index)


def _cells(old: list[list[Token]] | None, new: list[list[Token]] | None) -> Iterator[Cell]:
    if old is None or new is None:
        for cell in old or new or []:
            yield Cell(_spans(cell if new is None else None, cell if old is None else None), new is None, old is None)
        return
    for a, b in align_cells(*([[token.text for token in cell] for cell in row] for row in (old, new))):
        spans = _spans(None if a is None else old[a], None if b is None else new[b])
        yield Cell(spans, a is not None, b is not None)


def _spans(old: Sequence[Token] | None, new: Sequence[Token] | None) -> tuple[Span, ...]:
    if old is not None and new is not None:
        return compare_tokens(old, new)
    if old is not None:
        return (Span(Operation.DELETE, old),) if old else ()
    return (Span(Operation.INSERT, (), new),) if new else ()


def changes(redline: Redline) -> tuple[Change, ...]:
    """The list of changes, numbered from 1 in reading order."""
    found = (change for entry in redline.entries for change in _changes_of(redline, entry))
    return tuple(
        Change(number, kind, clause, removed, added)
        for number, (kind, clause, removed, added) in enumerate(found, start=1)
    )


_Found = tuple[ChangeKind, Clause | None, str, str]


def _changes_of(redline: Redline, entry: Entry) -> Iterator[_Found]:
    clause = _clause(redline, entry)
    form = form_change(redline, entry)
    if form:
        yield ChangeKind.STRUCTURE, clause, *form
    for spans in [cell.spans for cell in entry.cells] or [entry.spans]:
        for group in change_groups(spans):
            if group[0].operation is not Operation.EQUAL:
                removed = joined([token for span in group for token in span.old])
                added = joined([token for span in group for token in span.new])
                yield ChangeKind.WORDING, clause, removed, added
            else:
                yield from ((kind, clause, before, after) for _, kind, before, after in style_changes(group[0]))


def _clause(redline: Redline, entry: Entry) -> Clause | None:
    if entry.new is not None:
        return redline.new.clause_of(entry.new)
    return redline.old.clause_of(entry.old) if entry.old is not None else None


def change_groups(spans: Sequence[Span]) -> list[list[Span]]:
    """Spans as the reader's units: a kept stretch, or a removal together with the addition that follows it."""
    return [list(group) for _, group in groupby(spans, key=lambda span: span.operation is Operation.EQUAL)]


def form_change(redline: Redline, entry: Entry) -> tuple[str, str] | None:
    """What kind of block the entry was and is, where its words stand in another form now."""
    if entry.old is None or entry.new is None:
        return None
    old, new = redline.old.blocks[entry.old], redline.new.blocks[entry.new]
    before, after = _form(old.kind, old.level, old.shape), _form(new.kind, new.level, new.shape)
    return (before, after) if before != after else None


def _form(kind: Kind, level: int, shape: tuple[str, ...]) -> str:
    names = {"ul": "bulleted list", "ol": "numbered list", "quote": "quotation"}
    inside = "".join(f" in a {names[container]}" for container in reversed(shape))
    return (f"{kind} of level {level}" if level else str(kind)) + inside


def style_changes(span: Span) -> Iterator[tuple[int, ChangeKind, str, str]]:
    """Where kept words got another link target or another look.

    Yields, for each stretch, how many tokens of the span lie before its end, what changed, and both states in words.
    """
    at = 0
    pairs = zip(span.old, span.new, strict=True)
    for (kind, before, after), group in groupby(pairs, key=lambda pair: _style_change(*pair)):
        at += len(list(group))
        if kind is not None:
            yield at, kind, before, after


def _style_change(old: Token, new: Token) -> tuple[ChangeKind | None, str, str]:
    if old.links != new.links:
        return ChangeKind.LINK, ", ".join(sorted(old.links)), ", ".join(sorted(new.links))
    before, after = _look(old), _look(new)
    return (ChangeKind.FORMATTING, before, after) if before != after else (None, "", "")


def _look(token: Token) -> str:
    names = [name for name in ("strong", "emphasis", "code") if any(getattr(run.style, name) for run in token.runs)]
    return " ".join(names) or "plain"
