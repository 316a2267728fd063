"""The connection to a mail server, which ends in time: smtplib bounds the wait for a byte, not for all or a reply."""

from __future__ import annotations

import smtplib
import socket
import threading
from contextlib import suppress
from typing import IO, Any

_SECONDS = 300
"""For all of a mail, from the connection on (RFC 5321, 4.5.3.2, gives the longest single step ten minutes)."""
_LINES = 200
"""In one reply. What a server can do is told in about twenty."""


class MailConnection:
    """A connection that any thread may cut, also while it is still being secured; a clock cuts it in the end."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._clock = threading.Timer(_SECONDS, self.cut)
        self._clock.daemon = True

    def open(self, found: socket.socket) -> None:
        """This is the connection; its clock begins."""
        self._socket = found.dup()
        self._clock.start()

    def cut(self) -> None:
        """Whoever waits for the server waits no more."""
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._clock.cancel()
        if self._socket is not None:
            self._socket.close()


class _Replies:
    """The lines of a server, so many at most in one reply; a further one is an OSError, as if it had hung up."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.left = _LINES

    def readline(self, most: int) -> bytes:
        self.left -= 1
        if self.left < 0:
            raise OSError("The reply has no end.")
        return self._file.readline(most)

    def close(self) -> None:
        self._file.close()


class PlainConnection(smtplib.SMTP):
    """smtplib's, on a `MailConnection`."""

    file: Any
    sock: socket.socket | None

    def __init__(self, host: str, port: int, *, connection: MailConnection, **options: Any) -> None:
        self._connection = connection
        smtplib.SMTP.__init__(self, host, port, **options)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        found: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        self._connection.open(found)
        return found

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = _Replies(self.sock.makefile("rb"))
        if self.file is not None:
            self.file.left = _LINES
        return super().getreply()

    def close(self) -> None:
        self._connection.close()
        super().close()


class ProtectedConnection(smtplib.SMTP_SSL, PlainConnection):
    """The same, with TLS from the first byte on, the handshake included."""

    def __init__(self, host: str, port: int, *, connection: MailConnection, **options: Any) -> None:
        self._connection = connection
        smtplib.SMTP_SSL.__init__(self, host, port, **options)
