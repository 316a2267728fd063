"""A process that ends the one that started it, when a single file holds that up beyond help.

A timer cannot interrupt a search in C. This process looks twice a second at a file, in which the other one writes each
piece of work before it begins: its number, processor seconds, the sentence to say when it takes longer, and the number
again; nothing between the numbers when it is done. The file is its standard output, so that it needs no name. It runs
as a script, without the engine: ``python watchdog.py PROCESS``, and ends with its standard input.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

SIZE = 4096
"""How many bytes the file has."""
_LOOK = 0.5
_PATIENCE = 4.0
"""How many seconds by the wall count as one of the processor, where the processor's cannot be told."""


def written(number: int, task: str) -> bytes:
    """What the file holds while that task is done; a sentence that is too long for it is cut."""
    ends = f"{number}\n".encode(), f"\n{number}\n".encode()
    room = SIZE - sum(map(len, ends))
    return b"".join((ends[0], task.encode("utf-8", "replace")[:room].ljust(room), ends[1]))


def _read() -> tuple[str, str] | None:
    """The number and the task, or nothing while they are being written."""
    file = sys.stdout.fileno()
    os.lseek(file, 0, os.SEEK_SET)
    number, task, last = os.read(file, SIZE).decode("utf-8", "replace").split("\n")[:3]
    return (number, task.rstrip()) if number == last else None


def used_seconds(process: int) -> float:
    """The processor seconds of that process; where the system does not tell, a part of those by the wall."""
    try:
        return time.clock_gettime((~process << 3) | 2)  # clock_getcpuclockid(3)
    except (AttributeError, OSError, OverflowError):
        return time.monotonic() / _PATIENCE


def watch(process: int, ended: threading.Event) -> str:
    """Look on until the process ends; the sentence to say when it had to be ended, or when it died at work."""
    at, sentence, deadline = "", "", 0.0
    while True:
        is_over = ended.wait(_LOOK)
        number, task = _read() or (at, "")
        if number != at:
            seconds, _, sentence = task.partition("\t")
            at, deadline = number, used_seconds(process) + float(seconds or 0)
        if is_over:
            return sentence
        if sentence and used_seconds(process) > deadline:
            os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))
            return sentence


def main() -> None:
    """Watch the process whose number is the first argument."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the terminal; it ends with the process it watches
    ended = threading.Event()

    def wait() -> None:
        sys.stdin.read()
        ended.set()

    threading.Thread(target=wait, daemon=True).start()
    if sentence := watch(int(sys.argv[1]), ended):
        sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    main()
