"""Histories as the files that pages and scripts read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from policy_history.history.cutting import cut
from policy_history.history.store import Revision, Store
from policy_history.history.weave import Weave
from policy_history.publish.compare_file import store_record


def store_of(texts: Sequence[str], names: Sequence[str]) -> Store:
    """The store of a history."""
    weave = Weave()
    for text in texts:
        weave.add(text)
    return cut(weave, [Revision(name) for name in names])


def plain(store: Store) -> dict[str, Any]:
    """A store as its file has it."""
    fields: dict[str, Any] = json.loads(json.dumps(store_record(store)))
    return fields


def plain_store(texts: Sequence[str], names: Sequence[str]) -> dict[str, Any]:
    """The file of a history, read as JSON."""
    return plain(store_of(texts, names))
