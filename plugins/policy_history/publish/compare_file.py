"""All revisions of a policy in one file, from which the reader's browser compares any two."""

from __future__ import annotations

import json
from typing import Any

from ..history.cutting import cut
from ..history.store import Revision, Store
from ..history.weave import Weave
from . import addresses
from .edition import Entry, PolicyEdition


def compare_file(policy: PolicyEdition) -> bytes:
    """The file's bytes: the same revisions always give the same ones."""
    weave = Weave()
    for entry in policy.entries:
        weave.add(entry.revision.text)
    store = cut(weave, [Revision(str(each.revision.id), each.revision.is_reconstructed) for each in policy.entries])
    record = {
        "policy": {"title": policy.policy.title, "slug": policy.policy.slug},
        "revisions": [_revision(entry) for entry in policy.entries],
        "store": _store(store),
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


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


def _store(store: Store) -> dict[str, Any]:
    """The store's lists as they are; docs/project/history-store.md says what each holds."""
    return {
        "revisions": [list(each) for each in store.revisions],
        "turns": [list(each) for each in store.turns],
        "looks": [[each.look, each.mark, each.form, each.alone] for each in store.looks],
        "texts": list(store.texts),
        "sets": list(store.sets),
        "styles": list(store.styles),
        "links": list(store.links),
        "letters": list(store.letters),
        "skipped": list(store.skipped),
        "shown": {str(run): text for run, text in store.shown.items()},
    }
