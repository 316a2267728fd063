"""Listening on this machine, and stopping without cutting anyone off."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

from policy_history.forms.handler.application import Setup, create_application
from policy_history.forms.model import LIMITS

LOOPBACK = "127.0.0.1"
_POLL_SECONDS = 0.5
_DRAIN_ROUNDS = 10


class Server:
    """The handler on a port of 127.0.0.1, or of another address, listening from the moment it is made.

    ``port`` 0 takes a free one. Raises OSError when the port is taken.
    """

    def __init__(self, application: Flask, port: int = 0, host: str = LOOPBACK) -> None:
        # Its remark on waiting requests is about load, and has no place in a terminal.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self._stopping = threading.Event()
        self._channels: dict[int, Any] = {}
        self._server = create_server(
            application,
            map=self._channels,
            host=host,
            port=port,
            threads=8,
            ident=None,
            # The inbox tells by these headers that a proxy stands in between.
            clear_untrusted_proxy_headers=False,
            # Above the application's own limit, so that the answer is a page and not waitress's line.
            max_request_body_size=10 * LIMITS.wire_bytes,
        )
        self.address = f"http://{host}:{self._server.effective_port}/"

    def run(self) -> None:
        """Serve until `stop` is called; then finish what has begun and close."""
        while not self._stopping.is_set():
            wasyncore.loop(timeout=_POLL_SECONDS, map=self._channels, count=1)
        self._server.task_dispatcher.shutdown()
        wasyncore.loop(timeout=0.01, map=self._channels, count=_DRAIN_ROUNDS)
        wasyncore.close_all(self._channels)

    def stop(self) -> None:
        """Ask `run` to end. May be called from a signal handler or another thread, and more than once."""
        if not self._stopping.is_set():
            self._stopping.set()
            self._server.pull_trigger()


@contextmanager
def serve_in_thread(
    database: Path, redirects: Sequence[str] = (), *, port: int = 0, setup: Setup | None = None
) -> Iterator[str]:
    """The handler's address, such as ``http://127.0.0.1:40311/``, for as long as the block runs."""
    server = Server(create_application(database, redirects, setup), port)
    thread = threading.Thread(target=server.run, name="form-handler", daemon=True)
    thread.start()
    try:
        yield server.address
    finally:
        server.stop()
        thread.join()
