"""One clause by itself: its words in a text, and its part of a redline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from markupsafe import Markup

from ..text.article import sanitise
from ..text.blocks import Kind
from ..text.document import Clause, Document
from ..text.markup import element, html_of
from .compare import compare
from .folding import Fold, Part, folded, is_same
from .folds_html import FoldingWriter, fold_html
from .model import Entry, Redline
from .numbering import Numbering

_LEVEL = 3
"""The level of a clause's own heading, where that is shown: it stands under a heading of its page."""


def clause_of(redline: Redline, entry: Entry) -> Clause | None:
    """The clause an entry belongs to: of the new text where that has the block; None before the first heading."""
    if entry.new is not None:
        return redline.new.clause_of(entry.new)
    return redline.old.clause_of(entry.old) if entry.old is not None else None


def clause_redline_html(redline: Redline, name: str) -> Markup:
    """A redline's entries of the clause with that id, as HTML without ids; its heading only where that changed.

    What did not change is folded, as on the redline's own page; the blocks beside a change are not shown.
    """
    entries = _without_heading(redline, redline.once(_entries_of_clauses).get(name, ()))
    if not entries:
        return Markup()
    part = replace(redline, entries=entries)
    return _drawn(part, folded(part))


def clause_text_html(document: Document, name: str) -> Markup:
    """The words under the heading of the clause with that id, as HTML without ids; empty where nothing stands there."""
    redline = _unchanged(document)
    entries = _without_heading(redline, redline.once(_entries_of_clauses).get(name, ()))
    return _drawn(redline, [entries]) if entries else Markup()


@lru_cache(maxsize=2)  # one clause of a text is asked for after the other
def _unchanged(document: Document) -> Redline:
    """The redline of a text in which nothing changes."""
    return compare(document, document, are_neighbours=False)


def _without_heading(redline: Redline, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    def is_shown(entry: Entry) -> bool:
        return redline.block_of(entry).kind is not Kind.HEADING or not is_same(redline, entry)

    return tuple(filter(is_shown, entries))


def _entries_of_clauses(redline: Redline) -> Mapping[str, Sequence[Entry]]:
    """The entries of each clause, by its id."""
    found: dict[str, list[Entry]] = {}
    for entry in redline.entries:
        if clause := clause_of(redline, entry):
            found.setdefault(clause.id, []).append(entry)
    return found


def _drawn(redline: Redline, plan: Sequence[Sequence[Part]]) -> Markup:
    shift = redline.once(_shift)
    parts = (
        fold_html(redline, section[0])
        if isinstance(section[0], Fold)
        else FoldingWriter(redline, shift, Numbering(0, {}, silent=True)).draw(section)
        for section in plan
    )
    return sanitise(html_of(*(element("div", part) for part in parts)), classes=True)


def _shift(redline: Redline) -> int:
    blocks = (redline.block_of(entry) for entry in redline.entries)
    return _LEVEL - min((block.level for block in blocks if block.kind is Kind.HEADING), default=_LEVEL)
