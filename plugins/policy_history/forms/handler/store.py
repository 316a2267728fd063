"""Where requests are kept: one SQLite file, one row a request."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from json.encoder import encode_basestring as _quoted
from json.encoder import encode_basestring_ascii as _ascii
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from ..reference import new_reference
from .database import Database, StoreError
from .schema import MailState
from .stored import COLUMNS, Row, StoredRequest, from_row
from .submission import Submission
from .writer import Pending, RequestWriter

__all__ = ["LONGEST_WAIT", "SAME_WITHIN", "PendingRequest", "RequestStore", "StoreError", "StoredRequest"]

SAME_WITHIN = timedelta(days=7)
"""How long the same words without a reference count as the same request: a form sent without a script has none."""
LONGEST_WAIT = timedelta(hours=2)
"""No mail waits longer for the next try."""

_MOST_AT_ONCE = 64
_NEW = (str(MailState.PENDING), "", 0)
"""How the mail of a new request stands: the last of `COLUMNS`."""


class _Values(NamedTuple):
    """A request as it is to be kept. ``since`` is how old one with the same words may be to be the same."""

    reference: str
    given: int
    fingerprint: str
    received: str
    kind: str
    subject: str
    policy: str
    policy_revision: str
    clause: str
    fields: str
    flags: str
    since: str


_NAMED = {1: "reference", 0: "fingerprint"}
"""By what a request is looked up, by whether it was given a reference."""
_SAME = {1: "reference = :reference", 0: "given = 0 AND received > :since"}
"""What makes a request with the same words the same."""
_FIND = {
    given: f"SELECT {COLUMNS} FROM request WHERE fingerprint = :fingerprint AND {same}"  # noqa: S608
    for given, same in _SAME.items()
}


@lru_cache(2 * _MOST_AT_ONCE)
def looking_up(column: str, count: int) -> str:
    """What says which of so many names are there, and under which number first.

    One step of SQLite for all: after each step other threads go first.
    """
    places = ", ".join("?" * count)
    return f"SELECT {column}, min(number) FROM request WHERE {column} IN ({places}) GROUP BY {column}"  # noqa: S608


@lru_cache(_MOST_AT_ONCE)
def _adding(count: int) -> str:
    """What keeps so many requests, in one step too."""
    kept = (*_Values._fields[:-1], "amends")
    rows = ", ".join([f"({', '.join('?' * len(kept))})"] * count)
    return f"INSERT INTO request ({', '.join(kept)}) VALUES {rows}"  # noqa: S608


_TO_MAIL = f"SELECT {COLUMNS} FROM request WHERE mail IN ('{MailState.PENDING}', '{MailState.REFUSED}')"  # noqa: S608


PendingRequest = Pending[Row]


class RequestStore:
    """The requests in one database file, which is made when missing, readable by its owner only.

    Any thread may call any method. Raises `StoreError` for a place that cannot be written to or a file that is
    something else; so does every method while the file cannot be used. `close` it at the end.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        self._writer = RequestWriter(self._database)

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
        """Keep one request and return it as kept, as `hand_in` has it; it is on the disk when this returns."""
        return from_row(self.hand_in(submission, received).result())

    def hand_in(
        self, submission: Submission, received: datetime, known: Callable[[PendingRequest], None] = lambda _: None
    ) -> PendingRequest:
        """Have one request kept, together with all that wait; ``known`` is told when it is known whether it is.

        A request that is there already is returned and not kept again: one with the same reference and words,
        or, when the form carried no reference, one with the same words within `SAME_WITHIN`. Other words under
        a reference that is there are kept beside the first. Raises StoreError when it could not be kept.
        """
        return self._writer.submit(_keep, _values(submission, received), known)

    def all(self) -> list[StoredRequest]:
        """Every request, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT {COLUMNS} FROM request ORDER BY number DESC").fetchall()  # noqa: S608 - names of ours only
        return [from_row(row) for row in rows]

    def to_mail(self, now: datetime, most: int) -> list[StoredRequest]:
        """Those whose mail may be tried now, the oldest first.

        One that is to wait for more than `LONGEST_WAIT` was noted by a clock that was wrong, and waits no more.
        """
        query = f"{_TO_MAIL} AND (mail_after <= ? OR mail_after > ?) ORDER BY number LIMIT ?"
        values = (_written(now), _written(now + LONGEST_WAIT), most)
        with self._database.reading() as connection:
            return [from_row(row) for row in connection.execute(query, values).fetchall()]

    def mark_mail(self, number: int, state: MailState, reason: str = "", after: datetime | None = None) -> None:
        """Remember how the mail of a request fared. ``after`` is when to try again; a try is counted with it."""
        query = (
            "UPDATE request SET mail = ?, mail_reason = ?, mail_after = ?, "
            "mail_tries = CASE ? WHEN 1 THEN mail_tries + 1 ELSE 0 END WHERE number = ?"
        )
        values = (state, reason, _written(after) if after else "", int(after is not None), number)
        self._writer.perform(lambda connection: connection.execute(query, values).rowcount)

    def mail_again(self, number: int | None = None) -> int:
        """Have a mail that was set aside sent again as it was first, or all of them; gives back how many."""
        query = (
            "UPDATE request SET mail = ?, mail_tries = 0, mail_after = '' "
            "WHERE mail NOT IN (?, ?) AND (? IS NULL OR number = ?)"
        )
        values = (MailState.PENDING, MailState.PENDING, MailState.SENT, number, number)
        return self._writer.perform(lambda connection: int(connection.execute(query, values).rowcount))

    def purge(self, before: datetime) -> int:
        """Delete what was received before that moment, and give back how many requests that were.

        What is deleted is overwritten in the file (SQLite, secure_delete); its log is emptied as soon as the
        writer has nothing else to do.
        """
        query, values = "DELETE FROM request WHERE received < ?", (_written(before),)
        return self._writer.perform(lambda connection: int(connection.execute(query, values).rowcount))


def _keep(connection: sqlite3.Connection, requests: list[_Values]) -> list[Row]:
    """Keep those that are not there yet; each as kept, in their order. It is called in a transaction."""
    rows: dict[int, Row] = {}
    while len(rows) < len(requests):
        turn = _unlike({number: each for number, each in enumerate(requests) if number not in rows})
        rows |= _keep_unlike(connection, turn)
    return [rows[number] for number in range(len(requests))]


def _unlike(requests: dict[int, _Values]) -> dict[int, _Values]:
    """Those of them that can be kept in one step, since none is there already because of another."""
    given = next(iter(requests.values())).given
    firsts: dict[str, int] = {}
    for number, each in requests.items():
        if each.given == given and len(firsts) < _MOST_AT_ONCE:
            firsts.setdefault(each.reference if given else each.fingerprint, number)
    return {number: requests[number] for number in firsts.values()}


def _keep_unlike(connection: sqlite3.Connection, turn: dict[int, _Values]) -> dict[int, Row]:
    given = next(iter(turn.values())).given
    names = {number: each.reference if given else each.fingerprint for number, each in turn.items()}
    firsts = dict(connection.execute(looking_up(_NAMED[given], len(names)), list(names.values())).fetchall())
    rows: dict[int, Row] = {}
    new: list[tuple[int, _Values, int | None]] = []
    for number, each in turn.items():
        first = firsts.get(names[number])
        same = None if first is None else connection.execute(_FIND[given], each._asdict()).fetchone()
        if same is None:
            new.append((number, each, first if given else None))
        else:
            rows[number] = same
    if new:
        values = [value for _, each, amends in new for value in (*each[:-1], amends)]
        last = connection.execute(_adding(len(new)), values).lastrowid or 0
        # Rows of one statement are numbered one after the other (SQLite, “ROWIDs and the INTEGER PRIMARY KEY”).
        for place, (number, each, amends) in enumerate(new, last - len(new) + 1):
            rows[number] = (place, each.reference, *each[3:-1], amends, *_NEW)
    return rows


@lru_cache(16)
def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _values(submission: Submission, received: datetime) -> _Values:
    return _Values(
        submission.reference or new_reference(),
        int(bool(submission.reference)),
        _fingerprint(submission),
        _written(received),
        submission.kind.slug,
        submission.kind.subject,
        submission.policy,
        submission.policy_revision,
        submission.clause,
        _object(submission.fields),
        " ".join(submission.flags),
        "" if submission.reference else _written(received - SAME_WITHIN),
    )


def _fingerprint(submission: Submission) -> str:
    """The same for two requests exactly when they say the same."""
    said = (submission.kind.slug, submission.policy, submission.policy_revision, submission.clause)
    fields = ", ".join([f"[{_ascii(name)}, {_ascii(value)}]" for name, value in sorted(submission.fields.items())])
    return hashlib.sha256(f"[{', '.join(map(_ascii, said))}, [{fields}]]".encode()).hexdigest()


def _object(fields: Mapping[str, str]) -> str:
    """A JSON object of texts. (For each of them json.dumps makes an encoder anew, which takes longer than all else.)"""
    return f"{{{', '.join([f'{_quoted(name)}: {_quoted(value)}' for name, value in fields.items()])}}}"
