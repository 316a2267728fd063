"""The database file: made once at the start, and never in the place of one that has gone since."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from .schema import SchemaError, prepare, recognise

_WAIT_SECONDS = 2.0
"""How long another program may hold the file before a reader is asked to come again."""
_OTHER = "it is a database of another program or version"


class StoreError(Exception):
    """The database cannot be used; the message says why and what to do."""


class Stamp(NamedTuple):
    """``file`` is the same for as long as the file is; ``content`` changes with what is written into it."""

    file: tuple[int, int]
    content: tuple[int, int]


class Database:
    """One SQLite file, made when missing, readable by its owner only.

    Raises `StoreError` for a place that cannot be written to or a file that is something else.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._sentences("Name another file with --database."):
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            with closing(self._connected()) as connection:
                prepare(connection)

    def stamp(self) -> Stamp | None:
        """Which file lies at the path now, and as of when; None when there is none that can be seen.

        The file is not opened: to close it would let go of every lock this process has on it (fcntl(2)).
        """
        try:
            found = self.path.stat()
        except OSError:
            return None
        return Stamp((found.st_dev, found.st_ino), (found.st_size, found.st_mtime_ns))

    def open(self) -> sqlite3.Connection:
        """A connection to the file that is there, for one thread. Raises StoreError; makes no file."""
        with self._sentences("Put the file back; until then nothing can be stored."):
            connection = self._connected()
            try:
                recognise(connection)
            except BaseException:
                connection.close()
                raise
            return connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for one question; whatever goes wrong is a StoreError."""
        with closing(self.open()) as connection, self._sentences("Put a whole copy of the file in its place."):
            yield connection

    def _connected(self) -> sqlite3.Connection:
        # mode=rw: SQLite would make an empty file where one was moved away, and requests would be split over two.
        address = f"{self.path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
        try:
            # FULL, not WAL's usual NORMAL: an acknowledged request outlives a power cut.
            connection.execute("PRAGMA synchronous = FULL")
            # What is deleted is overwritten, however this SQLite was compiled.
            connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _sentences(self, remedy: str) -> Iterator[None]:
        try:
            yield
        except SchemaError:
            raise StoreError(f"The database {self.path} cannot be used: {_OTHER}. {remedy}") from None
        except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
            raise StoreError(f"The database {self.path} cannot be used: {self._reason(error)}. {remedy}") from None

    def _reason(self, error: OSError | sqlite3.Error | UnicodeDecodeError) -> str:
        if isinstance(error, OSError):
            return error.strerror or str(error)
        return str(error) if self.path.exists() else "the file is not there any more"
