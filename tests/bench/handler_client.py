"""So many readers at once, each sending a form, waiting for the answer, and sending the next.

``python -m bench.handler_client ADDRESS CLIENTS SECONDS`` prints a line of JSON: how many posts were answered 303 a
second, the median answer in seconds, the processor seconds that the readers took, and how often each status came. With
``--references`` each reference is printed as soon as it is acknowledged, and the end of the handler is the end of it.

The readers share the machine with the handler, so they are cheap: one thread, and requests made beforehand.
"""

from __future__ import annotations

import json
import re
import resource
import select
import socket
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import product
from statistics import median
from time import monotonic
from urllib.parse import urlencode, urlsplit

from policy_history.forms.reference import ALPHABET, new_reference

SENT = "http://127.0.0.1:8000/contact/sent/"
_VALUES = {"kind": "access", "name": "Ada", "email": "ada@example.org", "message": "How long?", "redirect": SENT}
_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)


@dataclass
class Tally:
    """What was answered: seconds of each answer, statuses, and the references that were acknowledged."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    acknowledged: list[str] = field(default_factory=list)
    tells: bool = False

    def acknowledge(self, reference: str) -> None:
        self.acknowledged.append(reference)
        if self.tells:
            print(reference, flush=True)


class Reader:
    """One connection that is kept, with one form at a time on it, each under the next of the ``references``."""

    def __init__(self, host: str, port: int, references: Iterator[str]) -> None:
        # Without a time limit a call is one step of the system; with one it is two.
        self.socket = socket.create_connection((host, port))
        self._references, self._reference = references, ""
        self._begun, self._received = 0.0, b""
        body = urlencode(_VALUES | {"reference": ""})
        length = len(body) + len(new_reference())
        self._request = (
            f"POST /submit HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {length}\r\n\r\n{body}"
        )

    def send(self) -> None:
        self._reference = next(self._references)
        self._begun, self._received = monotonic(), b""
        self.socket.sendall((self._request + self._reference).encode())

    def receive(self, tally: Tally) -> bool:
        """Whether the answer is whole; it is counted if so. Raises ConnectionError when there will be none."""
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError
        self._received += data
        end = self._received.find(b"\r\n\r\n")
        length = _LENGTH.search(self._received, 0, end) if end >= 0 else None
        if length is None or len(self._received) < end + 4 + int(length[1]):
            return False
        status = self._received[9:12].decode()
        tally.statuses[status] += 1
        tally.seconds.append(monotonic() - self._begun)
        if status == "303":
            tally.acknowledge(self._reference)
        return True


def references() -> Iterator[str]:
    """References one after the other, from a place of their own among all that there are: no two runs meet."""
    start = new_reference()[:9]
    for letters in product(ALPHABET, repeat=5):
        yield f"{start}{''.join(letters[:3])}-{''.join(letters[3:])}"


def drive(tally: Tally, address: str, clients: int, seconds: float) -> None:
    """Send with that many readers for that long; no answer for a minute ends it too."""
    parts = urlsplit(address)
    unused = references()
    readers = [Reader(parts.hostname or "", parts.port or 80, unused) for _ in range(clients)]
    by_file = {reader.socket.fileno(): reader for reader in readers}
    end = monotonic() + seconds
    with select.epoll() as waiting:
        for file, reader in by_file.items():
            waiting.register(file, select.EPOLLIN)
            reader.send()
        while monotonic() < end:
            ready = waiting.poll(60)
            if not ready:
                break
            for file, _ in ready:
                reader = by_file[file]
                if reader.receive(tally):
                    reader.send()
    for reader in readers:
        reader.socket.close()


def main(address: str, clients: str, seconds: str, tells: str = "") -> None:
    tally = Tally(tells=bool(tells))
    begun = _processor_seconds()
    with suppress(ConnectionError):
        drive(tally, address, int(clients), float(seconds))
    if tells:
        return
    found = {
        "rate": len(tally.acknowledged) / float(seconds),
        "median": median(tally.seconds) if tally.seconds else 0.0,
        "processor": _processor_seconds() - begun,
        "statuses": tally.statuses,
    }
    print(json.dumps(found))


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(*sys.argv[1:])
