"""Connections that wait: how many there may be, for how long, and who goes first when there are too many.

Each sender has a share, every wait has an end, and a new reader never stands behind connections that say nothing.
"""

from __future__ import annotations

import resource
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .clients import Proxies

if TYPE_CHECKING:
    from .connections import Connection

SHARE = 50
"""How many connections one sender may have at once, unless said otherwise. A browser opens six."""
_SPARE_FILES = 64


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
    how many whole requests may wait for their answer, and ``waiting`` how many do. What comes on any of them is put
    into ``place``, which is empty again at once: asyncio would take 256 kB of memory for each read, which costs ten
    times what the reading does.
    """

    share: int = SHARE
    most: int = 800
    queue: int = 400
    patience: Patience = field(default_factory=Patience)
    proxies: Proxies = field(default_factory=Proxies)
    senders: Counter[str] = field(default_factory=Counter)
    connections: dict[Connection, None] = field(default_factory=dict)
    waiting: int = 0
    place: memoryview = field(default_factory=lambda: memoryview(bytearray(64 * 1024)))

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
        waiting = [each for each in self.connections if not each.is_busy]
        if len(self.connections) < self.most or not waiting:
            return
        longest = min(waiting, key=lambda each: (-self.senders[each.sender], each.since))
        longest.end()
        self.leave(longest)

    def enter(self, connection: Connection) -> None:
        self.connections[connection] = None
        self.senders[connection.sender] += 1

    def leave(self, connection: Connection) -> None:
        if connection in self.connections:
            del self.connections[connection]
            self._less(connection.sender)

    def rename(self, connection: Connection, sender: str) -> None:
        """A proxy's connection speaks for another sender now."""
        self._less(connection.sender)
        connection.sender = sender
        self.senders[sender] += 1

    def _less(self, sender: str) -> None:
        self.senders[sender] -= 1
        if self.senders[sender] <= 0:
            del self.senders[sender]
