"""All revisions of a policy in one file, from which the reader's browser compares any two."""

from __future__ import annotations

import json
from typing import Any

from ..history.cutting import cut
from ..history.serial import write
from ..history.store import Revision
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
        "policy": {"title": policy.policy.title, "slug": policy.policy.slug, "language": policy.policy.language},
        "revisions": [_revision(entry) for entry in policy.entries],
    }
    head = json.dumps(record, ensure_ascii=False, separators=(",", ":")).removesuffix("}")
    return b"".join((head.encode(), b',"store":', write(store).strip(), b"}"))


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
