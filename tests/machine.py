"""What tests ask of the machine they run on: patience, memory, and ports that nothing else takes meanwhile."""

from __future__ import annotations

import os
import socket
from itertools import count

PATIENCE = 400
"""Seconds to wait for what must come: a busy machine needs many times what it needs alone. No test is about speed."""

COLLECTIONS = 100_000, 50, 100
"""How seldom to look for circles of things that nothing holds (``gc.set_threshold``).

By itself Python does so after each 700 new things, and every so often among all there are: a fifth of a build's time.
"""

# Below those that the system gives to whoever asks for any: between the question and the use nobody is given ours.
_FIRST, _HOW_MANY = 20_000, 10_000
_numbers = count(os.getpid() * 97)


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on; another one each time."""
    for number in _numbers:
        port = _FIRST + number % _HOW_MANY
        with socket.socket() as free:
            try:
                free.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("unreachable")
