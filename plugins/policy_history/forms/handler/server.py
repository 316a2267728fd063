"""Listening on this machine, and stopping without cutting anyone off."""

from __future__ import annotations

import logging
import socket
import sys
import threading
from collections.abc import Sequence
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher

from ..model import LIMITS
from .application import Application
from .connections import Crowd, Listener
from .desk import Desk

LOOPBACK = "127.0.0.1"
_POLL_SECONDS = 0.5
_DRAIN_ROUNDS = 10
_THREADS = 8
"""For the inbox and the rest; posts of forms need none."""
_HEADER_BYTES = 16 * 1024
_ATTEMPTS = 20


class Server:
    """The handler on a port of 127.0.0.1, or of another address, listening from the moment it is made.

    A name that stands for several addresses, as ``localhost`` does, is listened on at all of them. ``port`` 0 takes
    one that is free on each. Raises OSError when the port is taken or the name stands for nothing.
    """

    def __init__(
        self, application: Application, port: int = 0, host: str = LOOPBACK, crowd: Crowd | None = None
    ) -> None:
        # Its remarks on waiting requests and senders who went away are about load, and have no place in a terminal.
        logging.getLogger("waitress.queue").setLevel(logging.CRITICAL)
        self._stopping = threading.Event()
        self._channels: dict[int, Any] = {}
        sockets = _listening_sockets(host, port)
        settings = Adjustments(
            ident=None,
            # Above the application's own limit, so that the answer is a page and not waitress's line; kept in memory.
            max_request_body_size=2 * LIMITS.wire_bytes,
            inbuf_overflow=4 * LIMITS.wire_bytes,
            max_request_header_size=_HEADER_BYTES,
            cleanup_interval=1,
            log_socket_errors=False,
            # The inbox tells by these headers that a proxy stands in between.
            clear_untrusted_proxy_headers=False,
            # The crowd has its own limits; at waitress's, nobody at all would be let in.
            connection_limit=sys.maxsize,
        )
        self._dispatcher = ThreadedTaskDispatcher()
        self._dispatcher.set_thread_count(_THREADS)
        crowd = crowd or Crowd()
        self._desk = Desk(application.begin, self._dispatcher.add_task, self._wake)
        self._listeners = [
            Listener(
                application, crowd, self._desk, each, map=self._channels, dispatcher=self._dispatcher, adj=settings
            )
            for each in sockets
        ]
        name = f"[{host}]" if ":" in host else host
        self.address = f"http://{name}:{sockets[0].getsockname()[1]}/"

    def run(self) -> None:
        """Serve until `stop` is called; then finish what has begun and close."""
        while not self._stopping.is_set():
            self._round()
            self._desk.work()
        self._dispatcher.shutdown()
        while self._desk.begun:
            self._round()
            self._desk.answer()
        wasyncore.loop(timeout=0.01, use_poll=True, map=self._channels, count=_DRAIN_ROUNDS)
        wasyncore.close_all(self._channels)

    def stop(self) -> None:
        """Ask `run` to end. May be called from a signal handler or another thread, and more than once."""
        if not self._stopping.is_set():
            self._stopping.set()
            self._wake()

    def _round(self) -> None:
        wasyncore.loop(timeout=_POLL_SECONDS, use_poll=True, map=self._channels, count=1)

    def _wake(self) -> None:
        self._listeners[0].pull_trigger()


def _listening_sockets(host: str, port: int) -> list[socket.socket]:
    """A socket for each address of the host, all with the same port."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    addresses = list(dict.fromkeys((family, address) for family, _, _, _, address in found))
    for attempt in range(_ATTEMPTS):
        try:
            return _bound(addresses, port)
        except OSError:
            # A port that is free on the first address may be taken on the second; another is tried.
            if port or attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError


def _bound(addresses: Sequence[tuple[int, Any]], port: int) -> list[socket.socket]:
    sockets: list[socket.socket] = []
    try:
        for family, address in addresses:
            sockets.append(_bind(family, (address[0], port, *address[2:])))
            port = sockets[0].getsockname()[1]
    except OSError:
        for each in sockets:
            each.close()
        raise
    return sockets


def _bind(family: int, address: Any) -> socket.socket:
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            found.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        found.bind(address)
    except OSError:
        found.close()
        raise
    return found
