"""So many readers at once, each sending a form, waiting for the answer, and sending the next.

``python -m bench.handler_client ADDRESS CLIENTS SECONDS`` prints a line of JSON: how many posts were answered 303 a
second, the median answer in seconds, and how often each status came. With ``--references`` each reference is printed as
soon as it is acknowledged, and the end of the handler is the end of it.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import median
from time import monotonic
from urllib.parse import urlencode, urlsplit

from policy_history.forms.reference import new_reference

SENT = "http://127.0.0.1:8000/contact/sent/"
_VALUES = {"kind": "access", "name": "Ada", "email": "ada@example.org", "message": "How long?", "redirect": SENT}


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
    """One connection that is kept, with one form at a time on it."""

    def __init__(self, host: str, port: int) -> None:
        self._host = f"{host}:{port}"
        self.socket = socket.create_connection((host, port), timeout=60)
        self._reference, self._begun, self._received = "", 0.0, b""

    def send(self) -> None:
        self._reference = new_reference()
        body = urlencode(_VALUES | {"reference": self._reference}).encode()
        head = (
            f"POST /submit HTTP/1.1\r\nHost: {self._host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self._begun, self._received = monotonic(), b""
        self.socket.sendall(head.encode() + body)

    def receive(self, tally: Tally) -> bool:
        """Whether the answer is whole; it is counted if so. Raises ConnectionError when there will be none."""
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        if not end:
            return False
        lengths = [line[15:] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        if len(body) < int(lengths[0]):
            return False
        status = head[9:12].decode()
        tally.statuses[status] += 1
        tally.seconds.append(monotonic() - self._begun)
        if status == "303":
            tally.acknowledge(self._reference)
        return True


def drive(tally: Tally, address: str, clients: int, seconds: float) -> None:
    """Send with that many readers for that long; no answer for a minute ends it too."""
    parts = urlsplit(address)
    end = monotonic() + seconds
    with selectors.DefaultSelector() as waiting:
        for _ in range(clients):
            reader = Reader(parts.hostname or "", parts.port or 80)
            waiting.register(reader.socket, selectors.EVENT_READ, reader)
            reader.send()
        while monotonic() < end:
            ready = waiting.select(60)
            if not ready:
                break
            for key, _ in ready:
                reader = key.data
                if reader.receive(tally):
                    reader.send()
        for key in list(waiting.get_map().values()):
            key.data.socket.close()


def main(address: str, clients: str, seconds: str, tells: str = "") -> None:
    tally = Tally(tells=bool(tells))
    with suppress(ConnectionError):
        drive(tally, address, int(clients), float(seconds))
    if tells:
        return
    taken = len(tally.acknowledged)
    middle = median(tally.seconds) if tally.seconds else 0.0
    print(json.dumps({"rate": taken / float(seconds), "median": middle, "statuses": tally.statuses}))


if __name__ == "__main__":
    main(*sys.argv[1:])
