"""Histories as the store's fields, for pages and scripts that read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policy_history.history.cutting import cut
from policy_history.history.store import Revision, Store
from policy_history.history.weave import Weave


def store_of(texts: Sequence[str], names: Sequence[str]) -> Store:
    """The store of a history."""
    weave = Weave()
    for text in texts:
        weave.add(text)
    return cut(weave, [Revision(name) for name in names])


def plain(store: Store) -> dict[str, Any]:
    """A store as values that JSON can hold."""
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


def plain_store(texts: Sequence[str], names: Sequence[str]) -> dict[str, Any]:
    """The store of a history as values that JSON can hold."""
    return plain(store_of(texts, names))
