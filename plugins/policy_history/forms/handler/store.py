"""Where requests are kept: one SQLite file, one row a request."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from policy_history.forms.handler.schema import SchemaError, prepare
from policy_history.forms.handler.submission import Submission
from policy_history.forms.reference import new_reference

_WAIT_SECONDS = 30
SAME_WITHIN = timedelta(days=7)
"""How long the same words without a reference count as the same request: a form sent without a script has none."""

_COLUMNS = "number, reference, received, kind, subject, policy, policy_revision, clause, fields, flags, amends, mailed"
_INSERT = """
INSERT INTO request (reference, given, fingerprint, received, kind, subject, policy, policy_revision, clause, fields,
    flags, amends)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class StoredRequest:
    """One request as kept; ``received`` is the moment in UTC, ISO 8601, to the second.

    ``amends`` is the number of the first request under the same reference, when this one has other words.
    """

    number: int
    reference: str
    received: str
    kind: str
    subject: str
    policy: str
    policy_revision: str
    clause: str
    fields: Mapping[str, str]
    flags: tuple[str, ...] = ()
    amends: int | None = None
    mailed: bool = False

    @property
    def flagged(self) -> bool:
        return bool(self.flags)


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
                prepare(connection)
        except SchemaError:
            raise StoreError(
                f"{path} is a database of another program or version. Name another file with --database."
            ) from None
        except (OSError, sqlite3.DatabaseError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise StoreError(
                f"The database {path} cannot be used: {reason}. Name another file with --database."
            ) from None

    def add(self, submission: Submission, received: datetime) -> StoredRequest:
        """Keep one request and return it as kept; it is on the disk when this returns.

        A request that is there already is returned and not kept again: one with the same reference and words,
        or, when the form carried no reference, one with the same words within `SAME_WITHIN`. Other words under
        a reference that is there are kept beside the first. Raises StoreError when it could not be kept.
        """
        try:
            with self._connection() as connection:
                connection.execute("BEGIN IMMEDIATE")
                return _add(connection, submission, received.astimezone(UTC))
        except sqlite3.Error as error:
            raise StoreError(f"The request could not be stored: {error}.") from None

    def all(self) -> list[StoredRequest]:
        """Every request, the newest first."""
        with self._connection() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM request ORDER BY number DESC").fetchall()
        return [_stored(row) for row in rows]

    def unmailed(self) -> list[StoredRequest]:
        """The requests that no mail has been sent for, the oldest first."""
        with self._connection() as connection:
            query = f"SELECT {_COLUMNS} FROM request WHERE mailed = 0 ORDER BY number"
            return [_stored(row) for row in connection.execute(query).fetchall()]

    def mark_mailed(self, number: int) -> None:
        """Remember that the mail for that request has been handed over."""
        with self._connection() as connection:
            connection.execute("UPDATE request SET mailed = 1 WHERE number = ?", (number,))

    def purge(self, before: datetime) -> int:
        """Delete what was received before that moment, and give back how many requests that were.

        What is deleted is overwritten, in the file and in its log (SQLite, secure_delete).
        """
        limit = before.astimezone(UTC).isoformat(timespec="seconds")
        with self._connection() as connection:
            connection.execute("PRAGMA secure_delete = ON")
            count = connection.execute("DELETE FROM request WHERE received < ?", (limit,)).rowcount
            connection.commit()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return int(count)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection for one transaction: each call has its own, so any thread may make it."""
        with closing(sqlite3.connect(self._path, timeout=_WAIT_SECONDS)) as connection:
            # FULL, not WAL's usual NORMAL: an acknowledged request outlives a power cut.
            connection.execute("PRAGMA synchronous = FULL")
            with connection:
                yield connection


def _add(connection: sqlite3.Connection, submission: Submission, received: datetime) -> StoredRequest:
    fingerprint = _fingerprint(submission)
    there = _there_already(connection, submission, fingerprint, received)
    if there is not None:
        return there
    reference = submission.reference or new_reference()
    first = connection.execute("SELECT min(number) FROM request WHERE reference = ?", (reference,)).fetchone()[0]
    values = (
        reference,
        int(bool(submission.reference)),
        fingerprint,
        received.isoformat(timespec="seconds"),
        submission.kind.slug,
        submission.kind.subject,
        submission.policy,
        submission.policy_revision,
        submission.clause,
        json.dumps(dict(submission.fields), ensure_ascii=False),
        " ".join(submission.flags),
        first,
    )
    number = connection.execute(_INSERT, values).lastrowid
    return _stored(connection.execute(f"SELECT {_COLUMNS} FROM request WHERE number = ?", (number,)).fetchone())


def _there_already(
    connection: sqlite3.Connection, submission: Submission, fingerprint: str, received: datetime
) -> StoredRequest | None:
    if submission.reference:
        where, values = "reference = ?", (submission.reference,)
    else:
        where, values = "given = 0 AND received > ?", ((received - SAME_WITHIN).isoformat(timespec="seconds"),)
    query = f"SELECT {_COLUMNS} FROM request WHERE fingerprint = ? AND {where}"
    row = connection.execute(query, (fingerprint, *values)).fetchone()
    return _stored(row) if row else None


def _fingerprint(submission: Submission) -> str:
    """The same for two requests exactly when they say the same."""
    said = (
        submission.kind.slug,
        submission.policy,
        submission.policy_revision,
        submission.clause,
        sorted(submission.fields.items()),
    )
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _stored(row: tuple[object, ...]) -> StoredRequest:
    number, reference, received, kind, subject, policy, revision, clause, fields, flags, amends, mailed = row
    return StoredRequest(
        int(str(number)),
        str(reference),
        str(received),
        str(kind),
        str(subject),
        str(policy),
        str(revision),
        str(clause),
        json.loads(str(fields)),
        tuple(str(flags).split()),
        None if amends is None else int(str(amends)),
        bool(mailed),
    )
