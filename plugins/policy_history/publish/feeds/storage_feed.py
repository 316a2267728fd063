"""The feed of the storage inventory: a day on which its rows changed is an entry (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from ...days import day_in_words
from ...source.feed_ids import FeedIds
from ...source.recorded import STORAGE_FILE
from ...tracking.history import InventoryChange, RowChange, inventory_changes
from ...tracking.model import Inventory, key_of
from ...wording import _, interface_language
from ...wording.cldr import list_of
from .. import addresses
from ..page import Asset
from ..templating import render
from .archives import parts_of
from .entries import moment, without_blank_lines


def storage_feed(inventory: Inventory, base: str, author: str) -> Iterator[Asset]:
    """The feed and its archives; ``base`` is the site's own address, ``author`` who publishes the site."""
    found = inventory_changes(inventory)
    days = [(day, list(changes)) for day, changes in groupby(found, key=lambda change: change.day)]
    entries = [(day, moment(day), _title(day, changes), _content(changes)) for day, changes in days]
    ids = FeedIds(inventory.feed_ids, author, STORAGE_FILE)
    for part in parts_of(addresses.STORAGE_FEED, entries):
        last = part.entries[0][0] if part.entries else inventory.checked
        xml = render("storage_feed.xml", base=base, author=author, ids=ids, updated=moment(last), part=part)
        yield Asset(part.address, (str(xml) + "\n").encode())


def _title(day: date, changes: Sequence[InventoryChange]) -> str:
    deeds = list_of([_deed(change) for change in changes], interface_language())
    return _("%(day)s: %(deeds)s", day=day_in_words(day), deeds=deeds)


def _deed(change: InventoryChange) -> str:
    name = key_of(change.row)[-1]
    match change.kind:
        case RowChange.ADDED:
            return _("%(name)s added", name=name)
        case RowChange.REMOVED:
            return _("%(name)s removed", name=name)
    return _("%(name)s changed", name=name)


def _content(changes: Sequence[InventoryChange]) -> str:
    html = render("storage_feed_entry.html", changes=changes, label=lambda row: key_of(row)[-1])
    return "\n".join(without_blank_lines(html))
