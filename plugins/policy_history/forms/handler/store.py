"""Where requests are kept: one SQLite file, one row a request."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from policy_history.forms.handler.database import Database, StoreError
from policy_history.forms.handler.schema import MailState
from policy_history.forms.handler.stored import COLUMNS, StoredRequest, from_row
from policy_history.forms.handler.submission import Submission
from policy_history.forms.handler.writer import Writer
from policy_history.forms.reference import new_reference

__all__ = ["SAME_WITHIN", "Store", "StoreError", "StoredRequest"]

SAME_WITHIN = timedelta(days=7)
"""How long the same words without a reference count as the same request: a form sent without a script has none."""

_INSERT = f"""
INSERT INTO request (reference, given, fingerprint, received, kind, subject, policy, policy_revision, clause, fields,
    flags, amends)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING {COLUMNS}
"""
_TO_MAIL = f"SELECT {COLUMNS} FROM request WHERE mail IN ('{MailState.PENDING}', '{MailState.REFUSED}')"


class Store:
    """The requests in one database file, which is made when missing, readable by its owner only.

    Any thread may call any method. Raises `StoreError` for a place that cannot be written to or a file that is
    something else; so does every method while the file cannot be used. `close` it at the end.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        self._writer = Writer(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Finish what has begun and let the file go."""
        self._writer.close()

    def add(self, submission: Submission, received: datetime) -> StoredRequest:
        """Keep one request and return it as kept; it is on the disk when this returns.

        A request that is there already is returned and not kept again: one with the same reference and words,
        or, when the form carried no reference, one with the same words within `SAME_WITHIN`. Other words under
        a reference that is there are kept beside the first. Raises StoreError when it could not be kept.
        """
        fingerprint = _fingerprint(submission)
        moment = received.astimezone(UTC)
        return self._writer.perform(lambda connection: _add(connection, submission, fingerprint, moment))

    def all(self) -> list[StoredRequest]:
        """Every request, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT {COLUMNS} FROM request ORDER BY number DESC").fetchall()
        return [from_row(row) for row in rows]

    def unmailed(self) -> list[StoredRequest]:
        """The requests for which a mail is still to be sent, the oldest first."""
        with self._database.reading() as connection:
            return [from_row(row) for row in connection.execute(f"{_TO_MAIL} ORDER BY number").fetchall()]

    def to_mail(self, now: datetime, most: int) -> list[StoredRequest]:
        """Those whose mail may be tried now, the oldest first."""
        query = f"{_TO_MAIL} AND mail_after <= ? ORDER BY number LIMIT ?"
        with self._database.reading() as connection:
            return [from_row(row) for row in connection.execute(query, (_written(now), most)).fetchall()]

    def mark_mail(self, number: int, state: MailState, reason: str = "", after: datetime | None = None) -> None:
        """Remember how the mail of a request fared. ``after`` is when to try again; a try is counted with it."""
        tries = "mail_tries + 1" if after else "0"
        query = f"UPDATE request SET mail = ?, mail_reason = ?, mail_after = ?, mail_tries = {tries} WHERE number = ?"
        values = (state, reason, _written(after) if after else "", number)
        self._writer.perform(lambda connection: connection.execute(query, values).rowcount)

    def mail_again(self, number: int | None = None) -> int:
        """Have a mail that was set aside sent again as it was first, or all of them; gives back how many."""
        query = (
            f"UPDATE request SET mail = '{MailState.PENDING}', mail_tries = 0, mail_after = '' "
            f"WHERE mail NOT IN ('{MailState.PENDING}', '{MailState.SENT}') AND (? IS NULL OR number = ?)"
        )
        return self._writer.perform(lambda connection: int(connection.execute(query, (number, number)).rowcount))

    def purge(self, before: datetime) -> int:
        """Delete what was received before that moment, and give back how many requests that were.

        What is deleted is overwritten in the file (SQLite, secure_delete); its log is emptied as soon as the
        writer has nothing else to do.
        """
        query, values = "DELETE FROM request WHERE received < ?", (_written(before),)
        return self._writer.perform(lambda connection: int(connection.execute(query, values).rowcount))


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _add(connection: sqlite3.Connection, submission: Submission, fingerprint: str, received: datetime) -> StoredRequest:
    there = _there_already(connection, submission, fingerprint, received)
    if there is not None:
        return there
    reference = submission.reference or new_reference()
    first = connection.execute("SELECT min(number) FROM request WHERE reference = ?", (reference,)).fetchone()[0]
    values = (
        reference,
        int(bool(submission.reference)),
        fingerprint,
        _written(received),
        submission.kind.slug,
        submission.kind.subject,
        submission.policy,
        submission.policy_revision,
        submission.clause,
        json.dumps(dict(submission.fields), ensure_ascii=False),
        " ".join(submission.flags),
        first,
    )
    return from_row(connection.execute(_INSERT, values).fetchone())


def _there_already(
    connection: sqlite3.Connection, submission: Submission, fingerprint: str, received: datetime
) -> StoredRequest | None:
    if submission.reference:
        where, values = "reference = ?", (submission.reference,)
    else:
        where, values = "given = 0 AND received > ?", (_written(received - SAME_WITHIN),)
    query = f"SELECT {COLUMNS} FROM request WHERE fingerprint = ? AND {where}"
    row = connection.execute(query, (fingerprint, *values)).fetchone()
    return from_row(row) if row else None


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
