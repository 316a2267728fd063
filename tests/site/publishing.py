"""A site as readers meet it: served on loopback, with the real form handler behind its forms."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from browsing import serving_folder
from html_pages import Built

from building import build
from policy_history.forms.handler.faults import Faults
from policy_history.forms.handler.reception import Setup
from policy_history.forms.handler.store import RequestStore, StoredRequest
from serving_forms import serve_in_thread

MISSING = "no/such/page/"


@dataclass(frozen=True)
class Published:
    """Where it is served, where it lies, and where the handler keeps what arrives.

    ``faults`` are those of the handler at the address ``handler``, ``headers`` those of every page: both may change.
    """

    address: str
    folder: Path
    database: Path
    handler: str = ""
    faults: Faults = field(default_factory=Faults)
    headers: dict[str, str] = field(default_factory=dict)

    @cached_property
    def addresses(self) -> list[str]:
        """Every page, and one that is not there."""
        return [*Built(self.folder, self.address).pages, MISSING]

    def requests(self) -> list[StoredRequest]:
        """What the handler has kept, the newest first."""
        return RequestStore(self.database).all()


@contextmanager
def published(source: Path, place: Path, day: str, confirmation: str) -> Iterator[Published]:
    """Build the site of ``source`` for that day and serve it; ``confirmation`` is its page after sending, where it has one."""
    folder, database, faults = place / "site", place / "requests.sqlite3", Faults(slow_seconds=60)
    headers: dict[str, str] = {}
    with (
        serving_folder(folder, headers) as address,
        serve_in_thread(database, [address + confirmation], setup=Setup(faults=faults)) as handler,
    ):
        build(source, folder, day, POLICY_SITE_URL=address, POLICY_FORM_ENDPOINT=handler if confirmation else "")
        yield Published(address, folder, database, handler, faults, headers)
