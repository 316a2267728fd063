"""The watchdog, started once and told of each piece of work."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_GRACE = 5.0
"""How many processor seconds more than its own a piece of work has before the whole process is ended."""


@contextmanager
def guarded(sentence: str, seconds: float) -> Iterator[None]:
    """Have the process ended, and the sentence said, when the block holds it up where no timer reaches it."""
    outer = _Watchdog.task
    _tell(f"{seconds + _GRACE}\t{' '.join(sentence.split())}")
    try:
        yield
    finally:
        _tell(outer)


class _Watchdog:
    """The one of this process; a process that was forked off starts its own."""

    process: subprocess.Popen[bytes] | None = None
    owner = 0
    task = ""


def _tell(task: str) -> None:
    if _Watchdog.owner != os.getpid():
        _start()
    _Watchdog.task = task
    if _Watchdog.process is None or _Watchdog.process.stdin is None:
        return
    try:
        os.write(_Watchdog.process.stdin.fileno(), f"{task}\n".encode("utf-8", "replace"))
    except OSError:
        _Watchdog.process = None


def _start() -> None:
    """Start it; without one the timer alone must do."""
    _Watchdog.owner, _Watchdog.process = os.getpid(), None
    script = str(Path(__file__).with_name("watchdog.py"))
    try:
        _Watchdog.process = subprocess.Popen(
            [sys.executable, "-I", "-S", script, str(os.getpid())], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
    except OSError:
        return
    atexit.register(_stop)


def _stop() -> None:
    process = _Watchdog.process
    if process is None or _Watchdog.owner != os.getpid() or process.stdin is None:
        return
    _Watchdog.process = None
    process.stdin.close()
    process.wait()
