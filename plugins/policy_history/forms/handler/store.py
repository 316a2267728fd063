"""Where requests are kept: one SQLite file, one row a request."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from policy_history.forms.handler.submission import Submission

_VERSION = 1
_WAIT_SECONDS = 30
_SCHEMA = """
CREATE TABLE request (
    number INTEGER PRIMARY KEY,
    received TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    policy TEXT NOT NULL,
    policy_revision TEXT NOT NULL,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    flagged INTEGER NOT NULL CHECK (flagged IN (0, 1))
) STRICT
"""


_INSERT = """
INSERT INTO request (received, kind, subject, policy, policy_revision, fields, flagged)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_SELECT = """
SELECT number, received, kind, subject, policy, policy_revision, fields, flagged FROM request
ORDER BY number DESC
"""


@dataclass(frozen=True, slots=True)
class StoredRequest:
    """One request as kept; ``received`` is the moment in UTC, ISO 8601, to the second."""

    number: int
    received: str
    kind: str
    subject: str
    policy: str
    policy_revision: str
    fields: Mapping[str, str]
    flagged: bool


class StoreError(Exception):
    """The database cannot be used; the message says why and what to do."""


class Store:
    """The requests in one database file, which is made when missing, readable by its owner only.

    Raises `StoreError` for a place that cannot be written to or a file that is something else.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            with self._connection() as connection:
                _prepare(connection, path)
        except (OSError, sqlite3.DatabaseError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise StoreError(
                f"The database {path} cannot be used: {reason}. Name another file with --database."
            ) from None

    def add(self, submission: Submission, received: datetime) -> int:
        """Keep one request and return its number; it is on the disk when this returns.

        Raises StoreError when it could not be kept.
        """
        values = (
            received.astimezone(UTC).isoformat(timespec="seconds"),
            submission.kind.slug,
            submission.kind.subject,
            submission.policy,
            submission.policy_revision,
            json.dumps(dict(submission.fields), ensure_ascii=False),
            int(submission.flagged),
        )
        try:
            with self._connection() as connection:
                return int(connection.execute(_INSERT, values).lastrowid or 0)
        except sqlite3.Error as error:
            raise StoreError(f"The request could not be stored: {error}.") from None

    def all(self) -> list[StoredRequest]:
        """Every request, the newest first."""
        with self._connection() as connection:
            rows = connection.execute(_SELECT).fetchall()
        return [StoredRequest(*row[:6], json.loads(row[6]), bool(row[7])) for row in rows]

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection for one transaction: each call has its own, so any thread may make it."""
        with closing(sqlite3.connect(self._path, timeout=_WAIT_SECONDS)) as connection:
            # FULL, not WAL's usual NORMAL: an acknowledged request outlives a power cut.
            connection.execute("PRAGMA synchronous = FULL")
            with connection:
                yield connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Lay out a new file; one transaction, so that a handler killed at its first start leaves no half."""
    if _is_ready(connection, path):
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    if not _is_ready(connection, path):
        connection.execute(_SCHEMA)
        connection.execute(f"PRAGMA user_version = {_VERSION}")


def _is_ready(connection: sqlite3.Connection, path: Path) -> bool:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if version not in (0, _VERSION) or (tables and not version):
        raise StoreError(
            f"{path} is a database of another program or version. Name another file with --database."
        )
    return bool(version)
