"""What each revision changed, as data beside the page that shows it. Its form is schemas/changes.schema.json."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from ..redline.record import redline_record
from . import addresses
from .edition import Entry


def changes_file(entry: Entry) -> bytes:
    """The file of what a revision changed against the one before it; the same two texts always give the same bytes."""
    assert entry.before is not None and entry.comparison is not None
    policy, comparison = entry.policy, entry.comparison
    address = addresses.changes_file(policy, entry.revision)
    record = {
        "$schema": addresses.root_from(address) + addresses.schema("changes"),
        "policy": {"slug": policy.slug, "title": policy.title, "language": policy.language},
        "page": addresses.changes(policy, entry.revision),
        "from": _side(entry.before),
        "to": _side(entry),
    } | redline_record(comparison.redline, comparison.changes)
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def schema() -> bytes:
    """The JSON Schema of these files."""
    return files(__package__).joinpath("schemas/changes.schema.json").read_bytes()


def _side(entry: Entry) -> dict[str, Any]:
    revision = entry.revision
    side = {
        "id": str(revision.id),
        "address": addresses.revision(entry.policy, revision),
        "published": revision.published.isoformat(),
        "effective": revision.effective.isoformat(),
        "class": str(revision.change_class),
        "wording": str(revision.wording),
        "sha256": revision.sha256,
    }
    return side | ({"basis": revision.basis} if revision.is_reconstructed else {})
