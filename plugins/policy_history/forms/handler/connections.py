"""Connections that wait: how many there may be, for how long, and who goes first when there are too many.

Waitress counts only all of them together, stops to accept when there are enough, and gives every single byte
another two minutes. Here each sender has a share, every wait has an end, and a new reader never stands behind
connections that say nothing.
"""

from __future__ import annotations

import resource
import socket
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import Task, WSGITask
from waitress.utilities import Error

from .answering import AnswerTask
from .application import Application
from .clients import Proxies
from .desk import Desk
from .post import Answer

SHARE = 50
"""How many connections one sender may have at once, unless said otherwise. A browser opens six."""
_SPARE_FILES = 64


class Refusal(Error):  # type: ignore[misc] # waitress has no types
    """An answer in a sentence to what never reaches the application."""

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:  # noqa: ARG002
        """Status, headers and body, as waitress sends them; the program's name is not told."""
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
        if self.code != HTTPStatus.REQUEST_TIMEOUT:
            headers.append(("Retry-After", "60"))
        return f"{self.code} {self.reason}", headers, f"{self.body}\n".encode()


class RequestTimeout(Refusal):
    """RFC 9110, 15.5.9."""

    code = HTTPStatus.REQUEST_TIMEOUT.value
    reason = HTTPStatus.REQUEST_TIMEOUT.phrase


class TooManyRequests(Refusal):
    """RFC 6585, 4."""

    code = HTTPStatus.TOO_MANY_REQUESTS.value
    reason = HTTPStatus.TOO_MANY_REQUESTS.phrase


class ServiceUnavailable(Refusal):
    """RFC 9110, 15.6.4."""

    code = HTTPStatus.SERVICE_UNAVAILABLE.value
    reason = HTTPStatus.SERVICE_UNAVAILABLE.phrase


_SLOW = "The request did not arrive in time. Nothing has been stored. Please send it again."
_SHARE = "Too many connections come from your address at once. Nothing has been stored. Please wait and send it again."
_FULL = "Too many requests are waiting. Nothing has been stored. Please wait a moment and send it again."


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds from the first byte, or from the last answer, to the end of the wait; they begin anew with no byte.

    ``idle``: until the first byte of a request. ``head``: until its headers are there. ``body``: until all of it is.
    ``answer``: until the sender has taken the answer.
    """

    idle: float = 15
    head: float = 10
    body: float = 30
    answer: float = 30


@dataclass(slots=True)
class Crowd:
    """All connections, on every address listened on.

    ``share`` is how many one sender may have, 0 for any number; ``most`` how many there may be of all; ``queue``
    how many whole requests may wait for a thread.
    """

    share: int = SHARE
    most: int = 800
    queue: int = 400
    patience: Patience = field(default_factory=Patience)
    proxies: Proxies = field(default_factory=Proxies)
    senders: Counter[str] = field(default_factory=Counter)
    channels: dict[Connection, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        if files != resource.RLIM_INFINITY:
            self.most = max(1, min(self.most, files - _SPARE_FILES))

    def is_full_for(self, sender: str) -> bool:
        """Whether that sender has its share."""
        return bool(self.share) and self.senders[sender] >= self.share

    def make_room(self) -> None:
        """Close the connection that has waited longest with the sender who has most of them.

        Those whose request is whole are left alone: they are answered soon.
        """
        waiting = [each for each in self.channels if not each.requests and not each.will_close]
        if len(self.channels) < self.most or not waiting:
            return
        waiting.sort(key=lambda each: (-self.senders[each.sender], each.since))
        waiting[0].handle_close()

    def enter(self, channel: Connection, sender: str) -> None:
        self.channels[channel] = None
        self.senders[sender] += 1

    def leave(self, channel: Connection, sender: str) -> None:
        if channel in self.channels:
            del self.channels[channel]
            self._less(sender)

    def change(self, before: str, sender: str) -> None:
        """A proxy's connection speaks for another sender now."""
        self._less(before)
        self.senders[sender] += 1

    def _less(self, sender: str) -> None:
        self.senders[sender] -= 1
        if self.senders[sender] <= 0:
            del self.senders[sender]


class Connection(HTTPChannel):  # type: ignore[misc]
    """One connection, with its ends of waiting."""

    crowd: Crowd
    request: Any
    answer: Answer | None = None
    """What `service` is to send, when that is known already."""

    def __init__(self, server: Listener, sock: socket.socket, addr: Any, adj: Any, map: Any = None) -> None:  # noqa: A002
        self.crowd = server.crowd
        self.since = time.monotonic()
        self._begun = False
        self._is_named = False
        self.sender = self.crowd.proxies.client(str(addr[0]), None)
        self._is_proxy = self.crowd.proxies.include(str(addr[0]))
        super().__init__(server, sock, addr, adj, map=map)
        self.crowd.enter(self, self.sender)

    def __repr__(self) -> str:
        """Without the address: waitress writes this into its log."""
        return "<connection>"

    def __hash__(self) -> int:
        return id(self)

    def received(self, data: bytes) -> bool:
        """Take what has come; the clock of a request begins with its first byte and heeds no other."""
        if not self._begun:
            self._begun, self.since = True, time.monotonic()
        taken = bool(super().received(data))
        if self.requests:
            self._begun = self._is_named = False
        elif self._is_proxy and self.request is not None and self.request.headers_finished and not self._is_named:
            self._name(self.request)
        return taken

    def task_class(self, channel: Connection, request: Any) -> Task:
        """What answers a request: the application, unless the answer is known already."""
        answer, self.answer = self.answer, None
        return AnswerTask(channel, request, answer) if answer else WSGITask(channel, request)

    def environment(self) -> dict[str, Any]:
        """The WSGI environment of the request to be answered next."""
        environ: dict[str, Any] = WSGITask(self, self.requests[0]).get_environment()
        return environ

    def service(self) -> None:
        """Answer one request; the wait for the next begins when it has been answered."""
        super().service()
        self.since = time.monotonic()

    def overdue(self, now: float) -> str:
        """Which wait has come to its end: “answer”, “request”, “idle”, or none."""
        waited, patience = now - self.since, self.crowd.patience
        if self.requests:
            return ""
        if self.total_outbufs_len:
            return "answer" if waited > patience.answer else ""
        if self.request is None:
            return "idle" if waited > (patience.head if self._begun else patience.idle) else ""
        limit = patience.body if self.request.headers_finished else patience.head
        return "request" if waited > limit else ""

    def refuse(self, error: Error) -> None:
        """Answer what has come of a request with that error, and close."""
        with self.requests_lock:
            request = self.request or self.parser_class(self.adj)
            request.error, self.request = error, None
            self.requests.append(request)
            self.server.add_task(self)

    def del_channel(self, map: Any = None) -> None:  # noqa: A002
        """The connection has ended, whoever ended it."""
        self.crowd.leave(self, self.sender)
        super().del_channel(map)

    def _name(self, request: Any) -> None:
        """Count this connection for the sender that the proxy names, while the request comes in."""
        self._is_named = True
        sender = self.crowd.proxies.client(str(self.addr[0]), request.headers.get(self.crowd.proxies.header.variable))
        if sender == self.sender:
            return
        is_full = self.crowd.is_full_for(sender)
        self.crowd.change(self.sender, sender)
        self.sender = sender
        if is_full:
            self.refuse(TooManyRequests(_SHARE))


class Listener(TcpWSGIServer):  # type: ignore[misc]
    """Accepts connections on one address for as long as there are files to be had."""

    channel_class = Connection

    def __init__(self, application: Application, crowd: Crowd, desk: Desk, sock: socket.socket, **options: Any) -> None:
        self.crowd, self.desk = crowd, desk
        super().__init__(
            application,
            _sock=sock,
            bind_socket=False,
            sockinfo=(sock.family, sock.type, sock.proto, sock.getsockname()),
            **options,
        )

    def handle_accept(self) -> None:
        """Take a new connection, or turn it away when its sender has enough; make room for it when all is full."""
        try:
            accepted = self.accept()
        except OSError:
            return
        if accepted is None:
            return
        sock, address = accepted
        proxies = self.crowd.proxies
        if not proxies.include(address[0]) and self.crowd.is_full_for(proxies.client(address[0], None)):
            _turn_away(sock)
            return
        self.crowd.make_room()
        with suppress(OSError):
            self.set_socket_options(sock)
            self.channel_class(self, sock, address, self.adj, map=self._map)

    def add_task(self, channel: Connection) -> None:
        """Hand a whole request to the desk, or to a thread if it cannot be read; when too many wait already, it is
        answered that they do."""
        request = channel.requests[0]
        if request.error is None and len(self.task_dispatcher.queue) + self.desk.waiting >= self.crowd.queue:
            request.error = ServiceUnavailable(_FULL)
        if request.error is None and request.command == "POST":
            self.desk.add(channel)
        else:
            super().add_task(channel)

    def maintenance(self, now: float) -> None:  # noqa: ARG002 - waitress gives the wall clock, which may jump
        """Close what has waited too long, told where something had begun. Called every second."""
        for channel in list(self.active_channels.values()):
            wait = channel.overdue(time.monotonic())
            if wait == "request":
                channel.refuse(RequestTimeout(_SLOW))
            elif wait:
                channel.will_close = True


def _turn_away(sock: socket.socket) -> None:
    """Say why, as far as that goes without waiting, and close."""
    status, headers, body = TooManyRequests(_SHARE).to_response()
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers), "Connection: close"]
    head = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""])
    with suppress(OSError):
        sock.setblocking(False)
        sock.send(head.encode() + body)
    with suppress(OSError):
        sock.close()
