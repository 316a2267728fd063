"""The limits of one piece of work: a timer of processor seconds, and the room it may take in memory."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

MEMORY = 2_000_000_000
"""How many bytes of addresses the work on one file may take besides what is taken already."""

_AGAIN = 1.0
"""After so many processor seconds the interruption is repeated: code in between may have swallowed the first one."""


class TimeSpent(BaseException):
    """The work took longer than it may. Not an Exception, so that no library takes it for one of its own."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TimeSpent or MemoryError in the block once it has used up its processor seconds or its memory.

    Where the system has no such timer or limit (Windows; for memory also macOS), and in other threads than the main
    one, only the watchdog looks on.
    """
    with _memory(MEMORY), _timer(seconds):
        yield


@contextmanager
def _timer(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGPROF, _interrupt)
    left, interval = signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)

    def stop() -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, handler)
        if left:  # the work around this one goes on where it was
            signal.setitimer(signal.ITIMER_PROF, left, interval)

    try:
        try:
            yield
        finally:
            stop()
    except TimeSpent:
        stop()  # the interruption may have come between the end of the work and the first stop
        raise


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise TimeSpent


@contextmanager
def _memory(room: int) -> Iterator[None]:
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (ImportError, OSError):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = pages * resource.getpagesize() + room
    resource.setrlimit(resource.RLIMIT_AS, (wanted if soft == resource.RLIM_INFINITY else min(soft, wanted), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
