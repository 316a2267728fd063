"""How many requests one sender may make: kept in memory only, bounded, and forgotten after a minute."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

_WINDOW_SECONDS = 60.0
_MOST_SENDERS = 10_000


class Pace:
    """Allows ``most`` requests at once from one sender, and as many a minute in the long run; 0 allows any number.

    (A token bucket for each sender.) Of the senders that were heard last, 10,000 are known; whoever is forgotten
    begins anew.
    """

    def __init__(self, most: int, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._now = most, now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, sender: str) -> bool:
        """Whether a request from that sender may be taken now; it is counted if so."""
        if not self._most:
            return True
        with self._lock:
            now = self._now()
            left, then = self._left.pop(sender, (float(self._most), now))
            left = min(float(self._most), left + (now - then) * self._most / _WINDOW_SECONDS)
            allowed = left >= 1
            self._left[sender] = (left - allowed, now)
            self._forget(now)
            return allowed

    def _forget(self, now: float) -> None:
        """Let go of those who have all their requests left again, and of the one heard longest ago when full."""
        while self._left:
            sender, (_, then) = next(iter(self._left.items()))
            if now - then < _WINDOW_SECONDS and len(self._left) <= _MOST_SENDERS:
                return
            del self._left[sender]
