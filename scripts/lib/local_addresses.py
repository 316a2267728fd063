"""Chooses where scripts/serve listens. Prints the site's port, the handler's port and the site's path.

The path is that of ``site_url``: "mkdocs serve" keeps it, so that links work as they will once published.
"""

from __future__ import annotations

import argparse
import socket
import sys
from contextlib import ExitStack
from urllib.parse import urlsplit

from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

HOST = "127.0.0.1"
FIRST, LAST = 8000, 8099


def take(port: int, taken: ExitStack) -> int | None:
    """Holds a loopback port until ``taken`` is closed; 0 is any free one. None when it is not to be had."""
    listener = taken.enter_context(socket.socket())
    # As the servers do: a port whose last connections are only fading counts as free.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        return None
    listener.listen()
    return int(listener.getsockname()[1])


def choose(wanted: int | None) -> tuple[int, int]:
    """A free port for the site, ``wanted`` or else the first of 8000 to 8099, and one for the handler.

    Ends the program with a sentence when there is none.
    """
    with ExitStack() as taken:
        candidates = [wanted] if wanted else range(FIRST, LAST + 1)
        site = next(filter(None, (take(port, taken) for port in candidates)), None)
        if site is None:
            sys.exit(
                f"Port {wanted} is in use, or not allowed; choose another one with --port."
                if wanted
                else f"No port from {FIRST} to {LAST} is free; choose one with --port."
            )
        handler = take(0, taken)
        if handler is None:
            sys.exit("No port is free for the form handler.")
        return site, handler


def port(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise ValueError(text)
    return number


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/serve")
    parser.add_argument("--port", type=port)
    wanted = parser.parse_args().port
    try:
        path = urlsplit(load_config().site_url or "/").path.rstrip("/") + "/"
    except (Abort, ConfigurationError) as error:
        sys.exit(str(error))
    print(*choose(wanted), path)


if __name__ == "__main__":
    main()
