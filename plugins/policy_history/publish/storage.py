"""The storage inventory and the ledger of links as tables and sentences for pages."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from ..days import day_in_words
from ..source.links import Ledger, LedgerEntry, LinkState, outgoing_links
from ..tracking.history import cells_of, inventory_changes
from ..tracking.model import Inventory, Occasion, Storage, StoredItem, ThirdParty, key_of
from ..tracking.published_inventory import inventory_json, schema_json
from ..wording import N_, _, translated
from . import addresses
from .edition import Edition
from .feeds.storage_feed import storage_feed
from .page import Asset
from .templating import render

_PLACES = {
    Storage.COOKIE: N_("Cookie"),
    Storage.LOCAL_STORAGE: N_("Local storage"),
    Storage.SESSION_STORAGE: N_("Session storage"),
    Storage.INDEXED_DB: N_("Database (IndexedDB)"),
    Storage.CACHE_STORAGE: N_("Cache storage"),
    Storage.SERVICE_WORKER: N_("Service worker"),
}


def render_storage(inventory: Inventory, root: str, *, has_feed: bool = False) -> Markup:
    """An HTML fragment without headings: what is stored, which hosts are called, how that changed, when it was checked.

    What is empty becomes a plain sentence. Each cell carries its column's name in ``data-label``, for
    narrow screens on which rows are stacked (WCAG 1.4.10). ``root`` leads to the root of the site;
    ``has_feed`` says whether its changes are published as a feed.
    """
    return render(
        "storage.html",
        inventory=inventory,
        stores_on_load=_any_on_load(inventory.entries),
        calls_on_load=_any_on_load(inventory.requests),
        place=lambda where: translated(_PLACES[where]),
        occasion=_occasion,
        changes=inventory_changes(inventory),
        label=lambda row: key_of(row)[-1],
        root=root,
        has_feed=has_feed,
    )


def render_panel(root: str) -> Markup:
    """The panel that shows a reader what the browser tells this page; complete sentences where there is no script."""
    return render("panel.html", root=root)


def storage_assets(inventory: Inventory, base: str, publisher: str) -> Iterator[Asset]:
    """The inventory as data, its schema and, where the site's own address is known, the feed of its changes."""
    if base:
        yield from storage_feed(inventory, base, publisher)
    yield Asset(addresses.STORAGE, inventory_json(inventory))
    yield Asset(addresses.STORAGE_SCHEMA, schema_json())


def _any_on_load(items: tuple[StoredItem, ...] | tuple[ThirdParty, ...]) -> bool:
    return any(item.when is Occasion.LOAD for item in items)


def _occasion(item: StoredItem | ThirdParty) -> str:
    """When it happens, and from which day to which it did."""
    when = dict(cells_of(item))["When"]
    first, last = (day_in_words(day) if day else "" for day in (item.since, item.until))
    if first and last:
        return _("%(when)s, since %(first)s, until %(last)s", when=when, first=first, last=last)
    if first:
        return _("%(when)s, since %(first)s", when=when, first=first)
    return _("%(when)s, until %(last)s", when=when, last=last) if last else when


def render_links(edition: Edition, ledger: Ledger, root: str) -> Markup:
    """A table of every outgoing link of the published texts: where it stands, what was found there, and when.

    The day of the check stands there and not its age: a page must not change because days go by.
    """
    known = {entry.url: entry for entry in ledger.entries}
    paths = {
        entry.revision.path: (policy.policy, entry.revision) for policy in edition.policies for entry in policy.entries
    }
    rows = [
        (url, known.get(url), [paths[place.path] for place in places])
        for url, places in outgoing_links([each.policy for each in edition.policies], edition.today).items()
    ]
    return render("links.html", rows=rows, root=root, found=_found)


def _found(entry: LedgerEntry) -> str:
    """What was found behind a link, and when."""
    day = day_in_words(entry.checked) if entry.checked else ""
    match entry.state:
        case LinkState.LIVE:
            return _("live on %(day)s", day=day)
        case LinkState.MOVED:
            return _("moved on %(day)s", day=day)
        case LinkState.GONE:
            return _("gone on %(day)s", day=day)
    return _("not checked on %(day)s", day=day)
