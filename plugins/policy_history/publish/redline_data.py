"""A redline as a file: its changes, and the segments from which the new text is rebuilt out of the old one.

manual/formats.md describes the file; ``schemas/redline-1.schema.json`` is its schema.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from ..model import Policy, Revision
from ..redline.change_data import redline_record
from ..redline.identity import alignment_of
from ..redline.segments import Segment, segments_of
from ..text.keeping import kept
from . import addresses
from .comparison import Comparison
from .edition import PublishedRevision

FORMAT = "policy-redline"
VERSION = 1
SCHEMA = "redline-1"


def redline_data(entry: PublishedRevision, before: Revision, comparison: Comparison) -> bytes:
    """The file of that entry's redline against ``before``: JSON in UTF-8, a segment a line."""
    root = addresses.root_from(addresses.redline(entry.policy, entry.revision))
    record = redline_record(comparison.redline, comparison.changes)
    head = {
        "$schema": root + addresses.schema(SCHEMA),
        "format": FORMAT,
        "version": VERSION,
        "policy": entry.policy.slug,
        "old": _side(entry.policy, before),
        "new": _side(entry.policy, entry.revision),
        **{name: value for name, value in record.items() if name != "version"},
    }
    lines = [_line(fields) for fields in segment_fields(before.text, entry.revision.text)]
    opening = _line(head).removesuffix("}") + ',"segments":['
    return (opening + "\n" + ",\n".join(lines) + "\n]}\n").encode()


def _side(policy: Policy, revision: Revision) -> dict[str, str]:
    return {
        "id": str(revision.id),
        "source": addresses.source(policy, revision),
        "sha256": revision.sha256,
        "text_sha256": sha256(revision.text.encode()).hexdigest(),
    }


@kept
def segment_fields(old: str, new: str) -> tuple[dict[str, Any], ...]:
    """The segments that lead from one text to another, as the file has them."""
    return tuple(_fields(segment) for segment in segments_of(alignment_of(old, new)) if segment.old or segment.new)


def _fields(segment: Segment) -> dict[str, Any]:
    if segment.operation == "equal" and segment.kind is None:
        return {"op": "equal", "length": len(segment.new)}
    sides = {name: text for name, text in (("old", segment.old), ("new", segment.new)) if text}
    fields = {"op": segment.operation, **sides, "class": str(segment.kind)}
    return fields | ({"move": segment.move} if segment.move else {})


def _line(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
