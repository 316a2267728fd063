"""A server of a test's own, which says what the test has it say."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


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
