"""A connection: its requests one after the other, each answered in its turn, and the ends of its waiting."""

from __future__ import annotations

import asyncio
import socket
import struct
import time
from collections import deque
from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from . import wire
from .crowd import Crowd
from .post import SENDER, Answer, in_a_sentence

Begin = Callable[["Connection", wire.Request], "Answer | None"]
_LINGER_SECONDS = 1.0
"""So long a sender who was refused has to take the answer."""


_SLOW = in_a_sentence(
    HTTPStatus.REQUEST_TIMEOUT, "The request did not arrive in time. Nothing has been stored. Please send it again."
)
_SHARE = in_a_sentence(
    HTTPStatus.TOO_MANY_REQUESTS,
    "Too many connections come from your address at once. Nothing has been stored. Please wait and send it again.",
)
_FULL = in_a_sentence(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Too many requests are waiting. Nothing has been stored. Please wait a moment and send it again.",
)


class Connection(asyncio.BufferedProtocol):
    """One connection. ``begin`` gives the answer to a request, or None, and then calls `answer` when it is known.

    Everything is called in the thread of the loop.
    """

    transport: asyncio.Transport
    sender: str

    def __init__(self, crowd: Crowd, begin: Begin) -> None:
        self._crowd, self._begin = crowd, begin
        self._unread = b""
        self._come: deque[wire.Request] = deque()
        self._now: wire.Request | None = None
        self._has_come = self._is_proxy = self._is_named = False
        self._is_last = self._is_full = self._is_paused = self._is_refused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a new connection, or turn it away when its sender has enough; make room for it when all is full."""
        self.transport = transport = cast("asyncio.Transport", transport)
        self.since = time.monotonic()
        peer = str(transport.get_extra_info("peername")[0])
        proxies = self._crowd.proxies
        self.sender, self._is_proxy = proxies.client(peer, None), proxies.include(peer)
        self._peer = peer
        if not self._is_proxy and self._crowd.is_full_for(self.sender):
            transport.write(wire.written(_SHARE, keeps_alive=False))
            transport.close()
            return
        self._crowd.make_room()
        self._crowd.enter(self)
        about = wire.about(peer, transport.get_extra_info("sockname"))
        # Each request that a proxy hands on has a sender of its own.
        self._reader = wire.Reader(about if self._is_proxy else {**about, SENDER: self.sender})

    @property
    def is_busy(self) -> bool:
        """Whether a request of it is whole and not answered yet."""
        return self._now is not None

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002 - as asyncio calls it
        """Where what has come is put: the place that the connections of a thread have in common."""
        return self._crowd.place

    def buffer_updated(self, nbytes: int) -> None:
        """Take what has come; the clock of a request begins with its first byte and heeds no other."""
        if self._is_last:
            return
        data = bytes(self._crowd.place[:nbytes])
        if not self._has_come:
            self._has_come, self.since = True, time.monotonic()
        self._unread += data
        self._go_on()

    def eof_received(self) -> bool:
        """Nothing more comes; what has come whole is answered still."""
        if not self.is_busy:
            return False
        self._is_last = True
        return True

    def pause_writing(self) -> None:
        self._is_full = True

    def resume_writing(self) -> None:
        self._is_full = False
        self._go_on()

    def connection_lost(self, error: Exception | None) -> None:  # noqa: ARG002 - whoever ended it
        """The connection has ended."""
        self._is_last = True
        self._crowd.waiting -= self.is_busy
        self._now = None
        self._crowd.leave(self)

    def answer(self, answer: Answer) -> None:
        """Answer the request that is next, and go on with the one behind it."""
        if self._now is not None:
            self._send(self._now, answer)
            if self._come or self._unread or self._is_paused:
                self._go_on()

    def _send(self, request: wire.Request, answer: Answer) -> None:
        """Send the answer to that request; the wait for another begins then."""
        keeps_alive = request.keeps_alive and (not self._is_last or bool(self._come or self._unread))
        self._now = None
        self._crowd.waiting -= 1
        self.since = time.monotonic()
        self.transport.write(wire.written(answer, keeps_alive=keeps_alive))
        if not keeps_alive:
            self.end()

    def refuse(self, answer: Answer) -> None:
        """Answer what has come of a request, and take no more."""
        self._is_last = self._is_refused = True
        self.since = time.monotonic()
        if not self.is_busy:
            self.transport.write(wire.written(answer, keeps_alive=False))
            # Closed with bytes unread, a connection is reset and its last answer lost (RFC 9112, 9.6).
            self.transport.write_eof()

    def end(self) -> None:
        """Take no more, and close when what was answered has been taken."""
        self._is_last = True
        self.transport.close()

    def finish(self) -> None:
        """The handler ends: answer what is whole, and no more."""
        self._is_last = True
        if not self.is_busy:
            self.end()

    def drop(self) -> None:
        """Reset the connection, as a router does that has had enough."""
        found = self.transport.get_extra_info("socket")
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()

    def look_at_clock(self, now: float) -> None:
        """End a wait that has come to its end, told where something had begun."""
        wait = self._overdue(now)
        if wait == "request":
            self.refuse(_SLOW)
        elif wait == "idle":
            self.end()
        elif wait:
            self.transport.abort()

    def _overdue(self, now: float) -> str:
        waited, patience = now - self.since, self._crowd.patience
        if self.is_busy:
            return ""
        if self._is_last or self.transport.get_write_buffer_size():
            return "answer" if waited > (_LINGER_SECONDS if self._is_refused else patience.answer) else ""
        if not self._reader.has_begun:
            return "idle" if waited > (patience.head if self._has_come else patience.idle) else ""
        return "request" if waited > (patience.body if self._reader.has_head else patience.head) else ""

    def _go_on(self) -> None:
        """Read on and begin what is whole, one request after the other; what is behind it waits unread."""
        while self._now is None and not (self._is_full or self._is_refused or self.transport.is_closing()):
            if self._come:
                self._take(self._come.popleft())
            elif self._unread:
                self._read()
            else:
                break
        self._pause(self._unread != b"")

    def _pause(self, wanted: bool) -> None:
        """Leave what more comes where it is, or take it again. Either is a step of the system, so it is done seldom."""
        if wanted != self._is_paused:
            self._is_paused = wanted
            (self.transport.pause_reading if wanted else self.transport.resume_reading)()

    def _take(self, request: wire.Request) -> None:
        self._now = request
        self._crowd.waiting += 1
        answer = _FULL if self._crowd.waiting > self._crowd.queue else self._begin(self, request)
        if answer is not None:
            self._send(request, answer)

    def _read(self) -> None:
        part, self._unread = self._unread, b""
        if len(part) > wire.MOST_AT_ONCE:
            part, self._unread = part[: wire.MOST_AT_ONCE], part[wire.MOST_AT_ONCE :]
        try:
            found = self._reader.feed(part)
        except wire.BadRequest as error:
            self.refuse(in_a_sentence(error.status, "The request could not be read. Nothing has been stored."))
            return
        if found:
            self._has_come = self._is_named = False
            self._come.extend(found)
        elif self._reader.has_head:
            self._look_at_head()

    def _look_at_head(self) -> None:
        """Count this connection for the sender that a proxy names, while the request comes in."""
        if self._reader.is_waited_for():
            self.transport.write(wire.CONTINUE)
        if not self._is_proxy or self._is_named:
            return
        self._is_named = True
        proxies = self._crowd.proxies
        sender = proxies.client(self._peer, self._reader.environ.get(proxies.header.variable))
        if sender == self.sender:
            return
        is_full = self._crowd.is_full_for(sender)
        self._crowd.rename(self, sender)
        if is_full:
            self.refuse(_SHARE)
