"""A server of a test's own, which says what the test has it say."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Nothing: the tests say what they need to."""


@contextmanager
def answering(handler: Callable[..., Any]) -> Iterator[str]:
    """The address, without a slash at its end, of a web server of this machine whose requests the handler answers."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def listening(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """The port of 127.0.0.1 on which ``talk`` is had with each caller, in a thread of its own."""

    def listen() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=talk, args=[found.accept()[0]], daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as found:
        threading.Thread(target=listen, daemon=True).start()
        yield found.getsockname()[1]
        found.shutdown(socket.SHUT_RDWR)
