"""The handler of forms on a port of this machine, for as long as a test needs it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from machine import PATIENCE
from policy_history.forms.handler.application import create_application
from policy_history.forms.handler.crowd import Crowd
from policy_history.forms.handler.reception import Setup
from policy_history.forms.handler.server import LOOPBACK, Server
from policy_history.forms.handler.store import RequestStore

SENT = "http://127.0.0.1:8000/contact/sent/"
GOOD = {"kind": "contact", "email": "ada@example.org", "message": "How long?", "redirect": SENT}
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RequestStore]:
    """Where requests are kept, for whoever imports it."""
    with RequestStore(tmp_path / "requests.sqlite3") as store:
        yield store


@contextmanager
def serve_in_thread(
    database: Path,
    redirects: Sequence[str] = (),
    *,
    port: int = 0,
    host: str = LOOPBACK,
    setup: Setup | None = None,
    crowd: Crowd | None = None,
) -> Iterator[str]:
    """The handler's address, such as ``http://127.0.0.1:40311/``, for as long as the block runs."""
    with RequestStore(database) as store:
        server = Server(create_application(store, redirects, setup), port, host, crowd)
        thread = threading.Thread(target=server.run, name="form-handler", daemon=True)
        thread.start()
        try:
            yield server.address
        finally:
            server.stop()
            thread.join()


def empty(database: Path) -> None:
    """Take every request out, whatever serves it."""
    with closing(sqlite3.connect(database, timeout=PATIENCE)) as connection, connection:
        connection.execute("DELETE FROM request")
