"""The storage inventory as data: published as ``/storage.json``, with its schema beside it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from .model import Inventory, Occasion, Storage, StoredItem, ThirdParty

SCHEMA_VERSION = 1
_DAY = {"type": ["string", "null"], "format": "date"}


def inventory_json(inventory: Inventory) -> bytes:
    """The inventory as JSON in UTF-8, the same bytes for the same inventory."""
    record = {
        "version": SCHEMA_VERSION,
        "checked": inventory.checked.isoformat(),
        "entries": [_entry(each) for each in inventory.entries],
        "requests": [_request(each) for each in inventory.requests],
        "former_entries": [_entry(each) for each in inventory.former_entries],
        "former_requests": [_request(each) for each in inventory.former_requests],
        **({"feed_ids": inventory.feed_ids} if inventory.feed_ids else {}),
    }
    return _dumped(record)


def inventory_of(record: Mapping[str, Any]) -> Inventory:
    """The inventory in such a record; ValueError, KeyError or TypeError when it is none."""
    entries, former = (tuple(map(_entry_of, record[name])) for name in ("entries", "former_entries"))
    requests, past = (tuple(map(_request_of, record[name])) for name in ("requests", "former_requests"))
    ids = str(record.get("feed_ids", ""))
    return Inventory(date.fromisoformat(record["checked"]), entries, requests, former, past, feed_ids=ids)


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


def _entry(entry: StoredItem) -> dict[str, Any]:
    return {
        "name": entry.name,
        "pattern": entry.is_pattern,
        "where": entry.where,
        "purpose": entry.purpose,
        "duration": entry.duration,
        "party": entry.party,
        "when": entry.when,
        **_period(entry),
    }


def _request(request: ThirdParty) -> dict[str, Any]:
    return {"host": request.host, "reason": request.reason, "when": request.when, **_period(request)}


def _period(item: StoredItem | ThirdParty) -> dict[str, str | None]:
    return {
        "since": item.since.isoformat() if item.since else None,
        "until": item.until.isoformat() if item.until else None,
    }


def _entry_of(record: Mapping[str, Any]) -> StoredItem:
    return StoredItem(
        name=str(record["name"]),
        is_pattern=record["pattern"] is True,
        where=Storage(record["where"]),
        purpose=str(record["purpose"]),
        duration=str(record["duration"]),
        party=str(record["party"]),
        when=Occasion(record["when"]),
        since=_day(record["since"]),
        until=_day(record["until"]),
    )


def _request_of(record: Mapping[str, Any]) -> ThirdParty:
    when = Occasion(record["when"])
    return ThirdParty(str(record["host"]), str(record["reason"]), when, _day(record["since"]), _day(record["until"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _dumped(record: dict[str, Any]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
