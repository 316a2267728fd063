"""The feed of the storage inventory: a day on which its rows changed is an entry (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from ...days import day_in_words
from ...tracking.history import InventoryChange, inventory_changes, key_of
from ...tracking.model import Inventory
from ..templating import render
from .entries import moment, without_blank_lines


def storage_feed(inventory: Inventory, base: str, author: str) -> bytes:
    """The feed; ``base`` is the site's own address, ``author`` who publishes the site."""
    found = inventory_changes(inventory)
    days = [(day, list(changes)) for day, changes in groupby(found, key=lambda change: change.day)]
    last = days[0][0] if days else inventory.checked
    xml = render(
        "storage_feed.xml",
        base=base,
        author=author,
        updated=moment(last),
        entries=[(day, moment(day), _title(day, changes), _content(changes)) for day, changes in days],
    )
    return (str(xml) + "\n").encode()


def _title(day: date, changes: Sequence[InventoryChange]) -> str:
    names = ", ".join(f"{key_of(change.row)[-1]} {change.kind}" for change in changes)
    return f"{day_in_words(day)}: {names}"


def _content(changes: Sequence[InventoryChange]) -> str:
    html = render("storage_feed_entry.html", changes=changes, label=lambda row: key_of(row)[-1])
    return "\n".join(without_blank_lines(html))
