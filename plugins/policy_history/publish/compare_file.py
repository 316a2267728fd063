"""All revisions of a policy in one file, from which the reader's browser compares any two."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..budget import spend
from ..history.cutting import cut
from ..history.serial import by_run
from ..history.store import Revision, RunStyle, Store
from ..history.weave import Weave
from ..text.inline import Style
from . import addresses
from .edition import Entry, PolicyEdition

FORMAT = "policy-history in full"
VERSION = 1


def _adding(weave: Weave, text: str) -> Callable[[str], None]:
    return lambda _: weave.add(text)


def compare_file(policy: PolicyEdition) -> bytes:
    """The file's bytes: the same revisions always give the same ones."""
    weave = Weave()
    for entry in policy.entries:
        text = entry.revision.text
        spend(entry.revision.path, _adding(weave, text), size=2 * len(text), doing="Comparing")
    store = cut(weave, [Revision(str(each.revision.id), each.revision.is_reconstructed) for each in policy.entries])
    record = {
        "policy": {"title": policy.policy.title, "slug": policy.policy.slug, "language": policy.policy.language},
        "revisions": [_revision(entry) for entry in policy.entries],
        "clauses": list(_clause_ids(policy.entries)),
        "store": store_record(store),
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _clause_ids(entries: Sequence[Entry]) -> Iterator[list[str] | int]:
    """For each revision the ids of its clauses, in order; 0 where they are those of the one before."""
    last: list[str] = []
    for entry in entries:
        ids = [clause.id for clause in entry.document.clauses]
        yield 0 if ids == last else ids
        last = ids


def _revision(entry: Entry) -> dict[str, Any]:
    revision = entry.revision
    return {
        "id": str(revision.id),
        "effective": revision.effective.isoformat(),
        "published": revision.published.isoformat(),
        "class": str(revision.change_class),
        "note": revision.note,
        "wording": str(revision.wording),
        "basis": revision.basis,
        "state": str(entry.state),
        "url": addresses.revision(entry.policy, revision),
        "sha256": revision.sha256,
    }


def store_record(store: Store) -> dict[str, Any]:
    """The store as the browser's walk reads it: the fields of its own file, but for looks, which are there in full."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "revisions": [revision.id for revision in store.revisions],
        "turns": [list(turns) for turns in store.turns],
        "looks": [_look_fields(look) for look in store.looks],
        **by_run(store),
    }


def _look_fields(look: RunStyle) -> dict[str, Any]:
    if look.mark:
        return {"mark": look.mark, "form": look.form}
    parts = look.look
    styles = _style_fields(parts) if isinstance(parts, Style) else [[text, _style_fields(s)] for text, s in parts or ()]
    return {"look": styles, "alone": str(look.alone)}


def _style_fields(style: Style) -> dict[str, Any]:
    return {name: value for name, value in style._asdict().items() if value not in (None, False)}
