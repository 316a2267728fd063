"""Posts of forms, all in the thread of the loop: each is begun as it comes, and answered when it has been stored.

No thread waits for each of them, and none is woken for each: that cost more than all the rest.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .post import Answer
from .reception import Waiting

if TYPE_CHECKING:
    from .connections import Connection

Begin = Callable[[dict[str, Any]], Answer | Waiting | None]


class Desk:
    """Between the connections and the application.

    ``begin`` gives the answer to a request, what is waited for to have one, or None for what takes a thread, to which
    ``hand_on`` gives it; ``wake`` ends the loop's waiting, from any thread.
    """

    def __init__(self, begin: Begin, hand_on: Callable[[Connection], None], wake: Callable[[], None]) -> None:
        self._begin, self._hand_on, self._wake = begin, hand_on, wake
        self._come: deque[Connection] = deque()
        self._begun: dict[Connection, Waiting] = {}
        self._known: deque[Connection] = deque()

    @property
    def waiting(self) -> int:
        """How many requests are not answered yet."""
        return len(self._come) + self.begun

    @property
    def begun(self) -> int:
        """How many of them are with the store; each of these is answered within its time."""
        return len(self._begun)

    def add(self, channel: Connection) -> None:
        """Take a whole request, from any thread; it is looked at in the next round of the loop."""
        self._come.append(channel)

    def work(self) -> None:
        """Begin what has come, and answer what is stored. Called after each round of the loop; does not wait."""
        self.answer()
        while self._come:
            self._look_at(self._come.popleft())

    def answer(self) -> None:
        """Answer what is stored, and what could not be in time."""
        while self._known:
            self._send(self._known.popleft())
        now = time.monotonic()
        # In the order in which they were begun, so also that in which they are late.
        while self._begun and (first := next(iter(self._begun.items())))[1].kept.is_late(now):
            self._send(first[0])

    def _look_at(self, channel: Connection) -> None:
        if not channel.requests:
            return
        begun = self._begin(channel.environment())
        if begun is None:
            self._hand_on(channel)
        elif isinstance(begun, Answer):
            channel.answer = begun
            channel.service()
        else:
            self._begun[channel] = begun
            begun.kept.when_known(lambda: self._note(channel))

    def _note(self, channel: Connection) -> None:
        self._known.append(channel)
        # One wake for all that are stored together. In this order none is left behind: while another is there, the
        # loop has yet to come to it.
        if len(self._known) == 1:
            self._wake()

    def _send(self, channel: Connection) -> None:
        begun = self._begun.pop(channel, None)
        if begun is not None:
            channel.answer = begun.answer()
            channel.service()
