"""How many posts one address may make: kept in memory only, and forgotten after a minute."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

_WINDOW_SECONDS = 60
_MOST_ADDRESSES = 10_000


class Pace:
    """Allows ``most`` posts a minute from one address; 0 allows any number."""

    def __init__(self, most: int, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._now = most, now
        self._posts: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def allows(self, address: str) -> bool:
        """Whether a post from that address may be taken now; it is counted if so."""
        if not self._most:
            return True
        now = self._now()
        with self._lock:
            self._forget(now)
            posts = self._posts.setdefault(address, deque())
            while posts and posts[0] <= now - _WINDOW_SECONDS:
                posts.popleft()
            if len(posts) >= self._most:
                return False
            posts.append(now)
            return True

    def _forget(self, now: float) -> None:
        if len(self._posts) >= _MOST_ADDRESSES:
            kept = {key: posts for key, posts in self._posts.items() if posts and posts[-1] > now - _WINDOW_SECONDS}
            self._posts = kept
