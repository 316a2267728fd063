"""Writing to the database: one thread, one connection for as long as there is work, one commit for all who wait."""

from __future__ import annotations

import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import groupby
from typing import Any, Generic, TypeVar, cast

from .database import Database, Stamp, StoreError

Found = TypeVar("Found")
Value = TypeVar("Value")
_MOST_WAITING = 500
_MOST_AT_ONCE = 200
_ANSWER_SECONDS = 10.0
_QUIET_SECONDS = 0.2
_MERGE_SECONDS = 60.0
"""The log is merged into the file after so little quiet, and after so long without any."""
_AGAIN_SECONDS = 1.0
_OF_ONE = (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
"""Errors of SQLite that come from what was to be written, and not from the file."""
_BUSY = "More requests wait to be stored than can be. They are asked to come again."
_LATE = "The database does not answer in time."
_MOVED = "The database was moved while a request was being stored. Put the file back; nothing can be stored until then."
_CLOSED = "The handler is stopping."


class Pending(Generic[Found]):
    """What is to be done with a value in a transaction, and what becomes of it.

    ``known`` is called with it, in the writer's thread, as soon as `result` need not wait; it must not fail. ``by`` is
    when it is too late, on the monotonic clock. (Futures do the same, at the price of four locks for each request.)
    """

    __slots__ = ("_error", "_found", "_is_known", "_waited_for", "by", "is_given_up", "known", "run", "value")

    def __init__(
        self,
        run: Callable[[sqlite3.Connection, list[Any]], list[Found]],
        value: Any,
        known: Callable[[Pending[Found]], None],
    ) -> None:
        self.run, self.value, self.known = run, value, known
        self.by = time.monotonic() + _ANSWER_SECONDS
        self.is_given_up = self._is_known = False
        self._found: Found | None = None
        self._error: Exception | None = None
        self._waited_for: threading.Event | None = None

    def settle(self, found: Found | None, error: Exception | None = None) -> None:
        """It is on the disk, or it could not be done."""
        self._found, self._error = found, error
        self._is_known = True
        if self._waited_for:
            self._waited_for.set()
        self.known(self)

    def result(self) -> Found:
        """What the work gave back, waited for. Raises StoreError when that is not on the disk in time."""
        if not self._is_known:
            self._waited_for = threading.Event()
            # It may have come to be known since, before there was anything to be told by.
            if not self._is_known:
                self._waited_for.wait(max(0.0, self.by - time.monotonic()))
        if not self._is_known:
            self.is_given_up = True
            raise StoreError(_LATE)
        if self._error:
            raise self._error
        return cast("Found", self._found)


class RequestWriter:
    """Does work on a database in the order in which it is handed in; begins with the first, ends with `close`.

    All work that waits is done in one transaction, and nobody is answered before that is on the disk. While the
    database cannot be used, every call fails within seconds; the file is tried again every second.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: queue.SimpleQueue[Pending[Any] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_closed = False
        self._connection: sqlite3.Connection | None = None
        self._stamp: Stamp | None = None
        self._unmerged, self._merge_by = False, 0.0
        self._failed: tuple[float, StoreError] | None = None

    def perform(self, run: Callable[[sqlite3.Connection], Found]) -> Found:
        """What ``run`` gives back, once it is on the disk.

        Raises StoreError when it may not be, and whatever ``run`` raises.
        """
        return self.submit(lambda connection, _: [run(connection)], None).result()

    def submit(
        self,
        run: Callable[[sqlite3.Connection, list[Value]], list[Found]],
        value: Value,
        known: Callable[[Pending[Found]], None] = lambda _: None,
    ) -> Pending[Found]:
        """Have something done with a value, and wait for the outcome later.

        ``run`` is given the values of all who wait for the same one after the other, and gives back an outcome for
        each. Raises StoreError when nothing more can be taken.
        """
        work = Pending(run, value, known)
        with self._lock:
            if self._is_closed:
                raise StoreError(_CLOSED)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="form-writer", daemon=True)
                self._thread.start()
            if self._waiting.qsize() >= _MOST_WAITING:
                raise StoreError(_BUSY)
            self._waiting.put(work)
        return work

    def close(self) -> None:
        """Do what has been handed in, then close the file, whole in itself again. May be called more than once."""
        with self._lock:
            self._is_closed = True
            thread = self._thread
        if thread is not None:
            self._waiting.put(None)
            thread.join()
            self._thread = None

    def _work(self) -> None:
        while True:
            works = self._next()
            ends = None in works
            self._settle([work for work in works if work and not work.is_given_up])
            if ends:
                self._disconnect()
                return

    def _next(self) -> list[Pending[Any] | None]:
        """All that waits, the first of it awaited; when nothing comes, the log is merged into the file."""
        if self._unmerged and time.monotonic() > self._merge_by:
            self._merge()
        try:
            works = [self._waiting.get(timeout=_QUIET_SECONDS if self._unmerged else None)]
        except queue.Empty:
            self._merge()
            return []
        while len(works) < _MOST_AT_ONCE:
            try:
                works.append(self._waiting.get_nowait())
            except queue.Empty:
                break
        return works

    def _settle(self, works: list[Pending[Any]]) -> None:
        """Do them in one transaction, or, when one of them is at fault, each in one of its own."""
        if not works:
            return
        try:
            found = self._commit(works)
        except StoreError as error:
            for work in works:
                work.settle(None, error)
        except Exception as error:  # noqa: BLE001 - it belongs to whoever handed the work in
            if len(works) == 1:
                works[0].settle(None, error)
            else:
                for work in works:
                    self._settle([work])
        else:
            for work, each in zip(works, found, strict=True):
                work.settle(each)

    def _commit(self, works: list[Pending[Any]]) -> list[Any]:
        if self._failed and time.monotonic() < self._failed[0]:
            raise self._failed[1]
        try:
            found = self._transaction(works)
        except _OF_ONE:
            raise
        except (sqlite3.Error, OSError, StoreError) as error:
            self._disconnect()
            reason = (
                error if isinstance(error, StoreError) else StoreError(f"The request could not be stored: {error}.")
            )
            self._failed = (time.monotonic() + _AGAIN_SECONDS, reason)
            raise reason from None
        self._failed = None
        if not self._unmerged:
            self._unmerged, self._merge_by = True, time.monotonic() + _MERGE_SECONDS
        return found

    def _transaction(self, works: list[Pending[Any]]) -> list[Any]:
        connection = self._connected()
        connection.execute("BEGIN IMMEDIATE")
        try:
            found: list[Any] = []
            for run, same in groupby(works, lambda work: work.run):
                found += run(connection, [work.value for work in same])
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        # A file that was moved or deleted meanwhile holds what was written, but nobody will find it there.
        before, self._stamp = self._stamp, self._database.stamp()
        if before is None or self._stamp is None or self._stamp.file != before.file:
            raise StoreError(_MOVED)
        return found

    def _connected(self) -> sqlite3.Connection:
        """The connection that is kept; a new one when somebody else has written to the file or put another there."""
        stamp = self._database.stamp()
        if self._connection is not None and stamp != self._stamp:
            self._disconnect()
        if self._connection is None:
            self._connection = self._database.open()
            self._stamp = stamp
        return self._connection

    def _merge(self) -> None:
        """Write the log into the file, empty it, and let the file go until the next request, so that a copy of the
        file alone is whole, what was deleted is nowhere, and whoever replaces it meets nobody.

        While someone reads, the log cannot be emptied, and that is tried again.
        """
        busy = False
        with suppress(sqlite3.Error, StoreError):
            busy = bool(self._connected().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
        self._disconnect()
        self._unmerged, self._merge_by = busy, time.monotonic() + _MERGE_SECONDS

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()
