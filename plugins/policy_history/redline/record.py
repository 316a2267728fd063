"""A redline as data: the change list that programs read. docs/project/redline-json.md describes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..text.document import Clause
from .compare import changes
from .model import Change, ChangeKind, Redline

VERSION = 1


def redline_record(redline: Redline) -> dict[str, Any]:
    """The summary and the changes of a redline, ready for JSON; the order of keys never varies."""
    found = changes(redline)
    return {"version": VERSION, "summary": _summary(redline, found), "changes": [_change(change) for change in found]}


def _summary(redline: Redline, found: Sequence[Change]) -> dict[str, int]:
    counts = {str(kind): sum(change.kind is kind for change in found) for kind in ChangeKind}
    return {
        "changes": len(found),
        "words_added": redline.words_added(),
        "words_removed": redline.words_removed(),
        "words_moved": redline.words_moved(),
    } | counts


def _change(change: Change) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "number": change.number,
        "class": str(change.kind),
        "clause": _clause(change.clause),
        "removed": change.removed,
        "added": change.added,
    }
    if change.move:
        entry["move"] = change.move
    if change.from_clause:
        entry["from"] = _clause(change.from_clause)
    return entry


def _clause(clause: Clause | None) -> dict[str, str] | None:
    return None if clause is None else {"id": clause.id, "title": clause.title}
