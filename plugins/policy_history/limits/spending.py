"""Work on a file within its budget; what costs more is a problem with its place, like any other."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from mmap import mmap
from tempfile import TemporaryFile
from typing import TypeVar

from ..problems import Problem, ProblemsFound, line_and_column
from . import watchdog
from .limits import MEMORY, TimeSpent, limited
from .watchdog import SIZE, written

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
    slate: mmap | None = None
    owner = 0
    task = ""
    number = 0


def _tell(task: str) -> None:
    """Write the task where the watchdog looks; to wake it for each costs more than many a task."""
    if _Watchdog.owner != os.getpid():
        _start()
    _Watchdog.task = task
    _Watchdog.number += 1
    if _Watchdog.slate is not None:
        _Watchdog.slate[:] = written(_Watchdog.number, task)


def _start() -> None:
    """Start it; without one the timer alone must do."""
    _Watchdog.owner, _Watchdog.process, _Watchdog.slate = os.getpid(), None, None
    command = [sys.executable, "-I", "-S", watchdog.__file__, str(os.getpid())]
    try:
        with TemporaryFile(prefix="policy-task-") as file:
            file.write(written(0, ""))
            file.flush()
            _Watchdog.slate = mmap(file.fileno(), SIZE)
            _Watchdog.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=file)
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


RULE = "budget"
SETTING = "POLICY_SECONDS_PER_FILE"
"""The variable of the environment that gives slow machines more time, in processor seconds."""

_SECONDS = 10.0
_SECONDS_PER_MEGABYTE = 30.0
"""An honest text of 1 MB took 3 processor seconds to check and 11 to compare where this was measured."""
_PART = 0.1
"""A passage is at fault when it alone takes this part of the budget."""

Result = TypeVar("Result")


def spend(
    path: str, work: Callable[[str], Result], text: str = "", *, line: int = 1, size: int = 0, doing: str = "Reading"
) -> Result:
    """The result of ``work(text)``, done within the budget of the file called ``path``.

    ``line`` is the line of the file where the text begins, ``size`` how much is worked on when that is not the length
    of the text. Raises ProblemsFound when it takes too many processor seconds or too much memory; the place is the
    passage that does so alone: ``work`` is asked again about parts of the text, when there is one.
    """
    seconds = allowance(size or len(text))
    try:
        with guarded(_last_words(path, line, doing, seconds), seconds), limited(seconds):
            return work(text)
    except TimeSpent:
        message = _too_long(doing, seconds)
    except MemoryError:
        message = (
            f"{doing} this needs more than {MEMORY // 1_000_000_000} GB of memory, so it was given up. Look for a "
            "table or a list of thousands of parts here, and take it out."
        )
    offset = _passage(path, work, text, seconds * _PART)
    below, column = line_and_column(text, offset)
    raise ProblemsFound([Problem(path, line - 1 + below, column, RULE, message)])


def allowance(size: int) -> float:
    """How many processor seconds the work on that many bytes or characters may take."""
    try:
        base = max(0.1, float(os.environ.get(SETTING) or _SECONDS))
    except ValueError:
        message = f"{SETTING} is “{os.environ[SETTING][:40]}”. Set it to a number of seconds, e.g. 60, or unset it."
        raise ProblemsFound([Problem("environment", 1, 1, RULE, message)]) from None
    return base * (1 + size / 1_000_000 * _SECONDS_PER_MEGABYTE / _SECONDS)


def _too_long(doing: str, seconds: float) -> str:
    return (
        f"{doing} this takes more than {seconds:.3g} seconds of processor time, so it was given up. Look for signs or "
        f"lines that are repeated here thousands of times, and take them out; on a slow computer set {SETTING}."
    )


def _last_words(path: str, line: int, doing: str, seconds: float) -> str:
    """What the watchdog says when it has to end the process."""
    return str(Problem(path, line, 1, RULE, f"{_too_long(doing, seconds)} Nothing was written."))


def _passage(path: str, work: Callable[[str], object], text: str, seconds: float) -> int:
    """Where in the text the smallest run of passages begins that alone takes so long: found by halving."""
    start, end = 0, len(text)
    while (middle := _between_passages(text, start, end)) > start:
        if _exceeds(path, work, text[start:middle], seconds):
            end = middle
        elif _exceeds(path, work, text[middle:end], seconds):
            start = middle
        else:
            break
    return start + len(text[start:end]) - len(text[start:end].lstrip())


def _between_passages(text: str, start: int, end: int) -> int:
    """A place near the middle behind a blank line; ``start`` when there is none."""
    middle = (start + end) // 2
    before, after = text.rfind("\n\n", start, middle), text.find("\n\n", middle, end)
    found = before + 2 if before >= 0 else after + 2 if after >= 0 else start
    return found if found < end else start


def _exceeds(path: str, work: Callable[[str], object], part: str, seconds: float) -> bool:
    try:
        with guarded(_last_words(path, 1, "Reading", seconds), seconds), limited(seconds):
            work(part)
    except (TimeSpent, MemoryError):
        return True
    except Exception:  # noqa: BLE001 - a part of a text need not make sense
        return False
    return False
