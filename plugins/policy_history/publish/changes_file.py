"""The changes of each redline as data, beside the page that shows them. Its form is schemas/changes.schema.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from ..model import State
from ..redline.record import redline_record
from . import addresses
from .edition import Entry, PolicyEdition, comparison_of


def redlines(policy: PolicyEdition) -> Iterator[tuple[Entry, Entry, str]]:
    """Both sides of each redline that is published as a page, and its address."""
    for entry in policy.entries:
        if entry.before:
            yield entry.before, entry, addresses.changes(policy.policy, entry.revision)
        if entry.state is State.SUPERSEDED and policy.in_force:
            yield entry, policy.in_force, addresses.since(policy.policy, entry.revision)


def changes_file(policy: PolicyEdition, before: Entry, after: Entry, address: str) -> bytes:
    """The file of the redline at that address; the same two texts always give the same bytes."""
    record = {
        "$schema": addresses.root_from(address) + addresses.schema("changes"),
        "policy": {"slug": policy.policy.slug, "title": policy.policy.title, "language": policy.policy.language},
        "from": _side(before),
        "to": _side(after),
    } | redline_record(comparison_of(before.document, after.document).redline)
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
