"""What a site keeps on a reader's device, and which other hosts its pages call. No input, no output."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Storage(StrEnum):
    """Where in the browser something is kept."""

    COOKIE = "cookie"
    LOCAL_STORAGE = "localStorage"
    SESSION_STORAGE = "sessionStorage"
    INDEXED_DB = "indexedDB"
    CACHE_STORAGE = "cacheStorage"
    SERVICE_WORKER = "serviceWorker"


class Occasion(StrEnum):
    """Whether something happens as soon as a page opens, or only when the reader does something."""

    LOAD = "load"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class StoredItem:
    """One thing kept on a reader's device.

    ``name`` is its exact name or, when ``pattern``, a name in which ``*`` stands for any characters.
    ``duration`` says in words how long it stays; ``party`` who sets it. ``since`` and ``until`` are the
    first and the last day on which the site stored it.
    """

    name: str
    pattern: bool
    where: Storage
    purpose: str
    duration: str
    party: str
    when: Occasion
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """One other host that pages call; ``*.`` at the start of ``host`` stands for any of its subdomains."""

    host: str
    reason: str
    when: Occasion
    since: date | None = None
    until: date | None = None


Row = StoredItem | ThirdParty


def key_of(row: Row) -> tuple[str, ...]:
    """What makes two rows the same thing on different days: where and what it is."""
    return (str(row.where), row.name) if isinstance(row, StoredItem) else (row.host,)


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything declared, as it was found on ``checked``, the day the list was last compared with the site.

    ``entries`` and ``requests`` hold what was true on that day, ``former_entries`` and ``former_requests``
    what ended before it: a reader's device may still hold the former. ``feed_ids`` is what the ids of the feed of its
    changes are declared to begin with.
    """

    checked: date
    entries: tuple[StoredItem, ...] = ()
    requests: tuple[ThirdParty, ...] = ()
    former_entries: tuple[StoredItem, ...] = ()
    former_requests: tuple[ThirdParty, ...] = ()
    path: str = ""
    feed_ids: str = ""
