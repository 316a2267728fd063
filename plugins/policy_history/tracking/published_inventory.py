"""The storage inventory as data: published as ``/storage.json``, with its schema beside it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from .model import Inventory, Occasion, Storage

SCHEMA_VERSION = 1
_INVENTORY = TypeAdapter(Inventory)
_DAY = {"type": ["string", "null"], "format": "date"}


def inventory_json(inventory: Inventory) -> bytes:
    """The inventory as JSON in UTF-8, the same bytes for the same inventory."""
    stated = {name: value for name, value in asdict(inventory).items() if name != "path" and value != ""}
    return _dumped({"version": SCHEMA_VERSION, **stated})


def inventory_of(record: Mapping[str, Any]) -> Inventory:
    """The inventory in such a record; ValueError when it is none."""
    return _INVENTORY.validate_python({"path": "", **record})


def schema_json() -> bytes:
    """The JSON Schema (draft 2020-12) of ``inventory_json``."""
    entries, requests = ({"type": "array", "items": {"$ref": f"#/$defs/{name}"}} for name in ("entry", "request"))
    properties = {
        "version": {"const": SCHEMA_VERSION},
        "checked": {"type": "string", "format": "date", "description": "When the list was last held to the site."},
        "entries": entries,
        "requests": requests,
        "former_entries": {**entries, "description": "What ended before that day."},
        "former_requests": requests,
        "feed_ids": {**_TEXT, "description": "What the ids of the feed of its changes begin with, where declared."},
    }
    return _dumped(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "What a site keeps on a reader's device, and which other hosts its pages call",
            **_object(properties, optional=("feed_ids",)),
            "$defs": {"entry": _object(_ENTRY), "request": _object(_REQUEST)},
        }
    )


_TEXT = {"type": "string", "minLength": 1}
_WHEN = {"enum": [str(each) for each in Occasion]}
_ENTRY = {
    "name": {**_TEXT, "description": "Its exact name or, when pattern is true, a name with * for any characters."},
    "pattern": {"type": "boolean"},
    "where": {"enum": [str(each) for each in Storage]},
    "purpose": _TEXT,
    "duration": _TEXT,
    "party": {**_TEXT, "description": "Who sets it."},
    "when": _WHEN,
    "since": _DAY,
    "until": _DAY,
}
_REQUEST = {
    "host": {**_TEXT, "description": "*. at its start stands for any of its subdomains."},
    "reason": _TEXT,
    "when": _WHEN,
    "since": _DAY,
    "until": _DAY,
}


def _object(properties: dict[str, Any], optional: Collection[str] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _dumped(record: dict[str, Any]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1, default=str) + "\n").encode()
