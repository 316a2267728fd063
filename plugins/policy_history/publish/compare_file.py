"""All revisions of a policy in one file, from which the reader's browser compares any two.

manual/formats.md describes the file; ``schemas/comparison-3.schema.json`` is its schema.
"""

from __future__ import annotations

from typing import Any

from ..cache.store import as_bytes
from ..limits import spend
from . import addresses
from .edition import PolicyEdition, PublishedRevision

FORMAT = "policy comparison"
VERSION = 3
SCHEMA = "comparison-3"


def compare_file(policy: PolicyEdition) -> bytes:
    """The file's bytes: the same revisions always give the same ones."""
    size = sum(len(entry.revision.text) for entry in policy.entries)
    last = policy.entries[-1].revision

    record = spend(last.path, lambda _: _record(policy), size=2 * size, doing="Comparing")
    return as_bytes(record)


def _record(policy: PolicyEdition) -> dict[str, Any]:
    root = addresses.root_from(addresses.compare_file(policy.policy))
    return {
        "$schema": root + addresses.schema(SCHEMA),
        "format": FORMAT,
        "version": VERSION,
        "policy": {"title": policy.policy.title, "slug": policy.policy.slug, "language": policy.policy.language},
        "revisions": [_revision(entry) for entry in policy.entries],
        **policy.texts.data(),
    }


def _revision(entry: PublishedRevision) -> dict[str, Any]:
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
        **({"until": entry.last_day.isoformat()} if entry.last_day and not entry.following else {}),
    }
