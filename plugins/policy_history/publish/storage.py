"""The storage inventory as tables and sentences for a page."""

from __future__ import annotations

from datetime import date

from policy_history.publish.templating import render
from policy_history.tracking.model import Entry, Inventory, Occasion, Place, ThirdParty

_PLACES = {
    Place.COOKIE: "Cookie",
    Place.LOCAL_STORAGE: "Local storage",
    Place.SESSION_STORAGE: "Session storage",
    Place.INDEXED_DB: "Database (IndexedDB)",
    Place.CACHE_STORAGE: "Cache storage",
    Place.SERVICE_WORKER: "Service worker",
}
_OCCASIONS = {
    Occasion.LOAD: "When a page opens",
    Occasion.ACTION: "Only when you use the feature",
}


def render_storage(inventory: Inventory) -> str:
    """An HTML fragment without headings: what is stored, which hosts are called, and when this was checked.

    What is empty becomes a plain sentence. Each cell carries its column's name in ``data-label``, for
    narrow screens on which rows are stacked (WCAG 1.4.10).
    """
    return render(
        "storage.html",
        inventory=inventory,
        stores_on_load=_any_on_load(inventory.entries),
        calls_on_load=_any_on_load(inventory.requests),
        place=_PLACES.__getitem__,
        occasion=_occasion,
        day=_day,
    )


def _any_on_load(items: tuple[Entry, ...] | tuple[ThirdParty, ...]) -> bool:
    return any(item.when is Occasion.LOAD for item in items)


def _occasion(item: Entry | ThirdParty) -> str:
    """When it happens, and from which day to which it did."""
    parts = [_OCCASIONS[item.when]]
    if item.since is not None:
        parts.append(f"since {_day(item.since)}")
    if item.until is not None:
        parts.append(f"until {_day(item.until)}")
    return ", ".join(parts)


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


# Not strftime: its names follow the locale of the machine.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
