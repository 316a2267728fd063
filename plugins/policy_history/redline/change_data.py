"""A redline as data: the change list that programs read. docs/project/redline.md describes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..text.document import Clause
from .clause_joins import ACROSS
from .compare import changes
from .model import Change, ChangeKind, Redline
from .sameness import only_difference
from .summary import SectionSummary, by_section

VERSION = 1


def redline_record(redline: Redline, found: Sequence[Change] | None = None) -> dict[str, Any]:
    """The summary and the changes of a redline, ready for JSON; the order of keys never varies.

    ``found`` are its changes, for those who have them already.
    """
    found = changes(redline) if found is None else found
    return {
        "version": VERSION,
        "summary": _summary(redline, found),
        "only_difference": "" if found else only_difference(redline),
        "sections": [_section(section) for section in by_section(found)],
        "changes": [_change(change) for change in found],
    }


def _summary(redline: Redline, found: Sequence[Change]) -> dict[str, int]:
    counts = {str(kind): sum(change.kind is kind for change in found) for kind in ChangeKind}
    return {
        "changes": len(found),
        "words_added": redline.words_added(),
        "words_removed": redline.words_removed(),
        "words_moved": redline.words_moved(),
    } | counts


def _section(section: SectionSummary) -> dict[str, Any]:
    return {
        "clause": _clause(section.clause),
        "changes": section.changes,
        "words_removed": section.words_removed,
        "words_added": section.words_added,
        "words_moved": section.words_moved,
    } | {str(kind): count for kind, count in section.kinds}


def _change(change: Change) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "number": change.number,
        "class": str(change.kind),
        "clause": _clause(change.clause),
        "removed": change.removed,
        "added": change.added,
        "words_removed": change.words_removed,
        "words_added": change.words_added,
        "words_moved": change.words_moved,
    }
    if change.told:
        entry["unseen"] = list(change.told)
    if change.column is not None:
        entry["column"] = change.column
    if change.move:
        entry["move"] = change.move
    if change.kind is ChangeKind.STRUCTURE and (change.move or change.added in ACROSS):
        entry["from"] = _clause(change.from_clause)
    return entry


def _clause(clause: Clause | None) -> dict[str, str] | None:
    return None if clause is None else {"id": clause.id, "title": clause.title}
