"""Listening on this machine, and stopping without cutting anyone off.

One thread reads every request, and begins each post of a form as it comes: no thread waits for any of them. A post is
answered when it has been stored. The inbox and the rest are answered by Flask, in threads.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from werkzeug.test import run_wsgi_app

from .application import Application
from .connections import Connection
from .crowd import Crowd
from .faults import DROP
from .post import Answer
from .reception import Waiting
from .store import PendingRequest
from .wire import Request

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

LOOPBACK = "127.0.0.1"
_LOOK_SECONDS = 0.25
"""So often the clocks of those who wait are looked at."""
_DRAIN_SECONDS = 15
_FLUSH_SECONDS = 1
_BACKLOG = 1024
_AT_ONCE = 32
"""How many connections may be taken before room is made for them; the crowd leaves files for so many."""
_THREADS = 8
"""For the inbox and the rest; posts of forms need none."""
_ATTEMPTS = 20

log = logging.getLogger(__name__)


class Server:
    """The handler on a port of 127.0.0.1, or of another address, listening from the moment it is made.

    A name that stands for several addresses, as ``localhost`` does, is listened on at all of them. ``port`` 0 takes
    one that is free on each. Raises OSError when the port is taken or the name stands for nothing.
    """

    def __init__(
        self, application: Application, port: int = 0, host: str = LOOPBACK, crowd: Crowd | None = None
    ) -> None:
        self._application, self._crowd = application, crowd or Crowd()
        self._stopping = threading.Event()
        self._begun: dict[PendingRequest, tuple[Connection, Waiting]] = {}
        self._known: deque[PendingRequest] = deque()
        self._threads = ThreadPoolExecutor(_THREADS, "form-pages")
        self._sockets = _listening_sockets(host, port)
        self._loop = asyncio.new_event_loop()
        self._stopped = asyncio.Event()
        name = f"[{host}]" if ":" in host else host
        self.address = f"http://{name}:{self._sockets[0].getsockname()[1]}/"

    def run(self) -> None:
        """Serve until `stop` is called; then finish what has begun and close."""
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    def stop(self) -> None:
        """Ask `run` to end. May be called from a signal handler or another thread, and more than once."""
        if not self._stopping.is_set():
            self._stopping.set()
            self._call(self._stopped.set)

    async def _serve(self) -> None:
        connect = partial(Connection, self._crowd, self._begin)
        servers = [await self._loop.create_server(connect, sock=each, backlog=_AT_ONCE) for each in self._sockets]
        for each in self._sockets:
            each.listen(_BACKLOG)
        self._look_at_clocks()
        await self._stopped.wait()
        for server in servers:
            server.close()
        for connection in list(self._crowd.connections):
            connection.finish()
        await self._until(lambda: not self._crowd.waiting, _DRAIN_SECONDS)
        await self._until(lambda: not self._crowd.connections, _FLUSH_SECONDS)
        self._threads.shutdown(wait=False, cancel_futures=True)
        for connection in list(self._crowd.connections):
            connection.transport.abort()
        await asyncio.sleep(0)

    async def _until(self, holds: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        while not holds() and time.monotonic() < end:  # noqa: ASYNC110 - it holds by what many places do
            await asyncio.sleep(0.01)

    def _look_at_clocks(self) -> None:
        # First of all, so that nothing that fails ends it.
        self._loop.call_later(_LOOK_SECONDS, self._look_at_clocks)
        now = time.monotonic()
        for connection in list(self._crowd.connections):
            connection.look_at_clock(now)
        self._answer_known()
        # In the order in which they were begun, so also that in which they are late.
        while self._begun and (first := next(iter(self._begun))).by <= now:
            self._answer(first)

    def _begin(self, connection: Connection, request: Request) -> Answer | None:
        begun = self._application.begin(request.environ, self._note)
        if begun is None:
            request.environ[DROP] = partial(self._call, connection.drop)
            done = self._threads.submit(_answer_of, self._application, request.environ)
            done.add_done_callback(lambda each: self._call(partial(_pass_on, connection, each)))
        elif isinstance(begun, Answer):
            return begun
        else:
            self._begun[begun.kept] = connection, begun
        return None

    def _note(self, kept: PendingRequest) -> None:
        self._known.append(kept)
        # One wake for all that are stored together. In this order none is left behind: while another is there, the
        # loop has yet to come to it.
        if len(self._known) == 1:
            self._call(self._answer_known)

    def _call(self, work: Callable[[], None]) -> None:
        """Have the loop do it, from whatever thread; when it has ended, nobody waits for that any more."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(work)

    def _answer_known(self) -> None:
        while self._known:
            self._answer(self._known.popleft())

    def _answer(self, kept: PendingRequest) -> None:
        if kept in self._begun:
            connection, begun = self._begun.pop(kept)
            connection.answer(begun.answer())


def _answer_of(application: Application, environ: WSGIEnvironment) -> Answer:
    parts, status, headers = run_wsgi_app(application, environ, buffered=True)
    return Answer(HTTPStatus(int(status[:3])), tuple(headers), b"".join(parts))


def _pass_on(connection: Connection, done: Future[Answer]) -> None:
    failed = done.cancelled() or done.exception()
    if failed:
        log.error("A request could not be answered.", exc_info=failed if failed is not True else None)
    connection.answer(Answer(HTTPStatus.INTERNAL_SERVER_ERROR) if failed else done.result())


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
        found.listen(_BACKLOG)
    except OSError:
        found.close()
        raise
    return found
