"""A site as readers meet it: served on loopback, with the real form handler behind its forms."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from browsing import serving_folder
from building import build
from html_pages import Built

from policy_history.forms.handler.store import RequestStore, StoredRequest
from serving_forms import serve_in_thread

MISSING = "no/such/page/"


@dataclass(frozen=True)
class Published:
    """Where it is served, where it lies, and where the handler keeps what arrives."""

    address: str
    folder: Path
    database: Path

    @cached_property
    def addresses(self) -> list[str]:
        """Every page, and one that is not there."""
        return [*Built(self.folder, self.address).pages, MISSING]

    def requests(self) -> list[StoredRequest]:
        """What the handler has kept, the newest first."""
        return RequestStore(self.database).all()


@contextmanager
def published(source: Path, place: Path, day: str, confirmation: str) -> Iterator[Published]:
    """Build the site of ``source`` for that day and serve it; ``confirmation`` is its page after sending."""
    folder, database = place / "site", place / "requests.sqlite3"
    with serving_folder(folder) as address, serve_in_thread(database, [address + confirmation]) as handler:
        build(source, folder, day, POLICY_SITE_URL=address, POLICY_FORM_ENDPOINT=handler)
        yield Published(address, folder, database)
