"""A process that ends the one that started it, when a single file holds that up beyond help.

A timer cannot interrupt a search in C. This process is told of each piece of work before it begins, a line each:
processor seconds, a tab, the sentence to say when it takes longer; an empty line when it is done. It runs as a script,
without the engine: ``python watchdog.py PROCESS``.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time

_LOOK = 0.5
_PATIENCE = 4.0
"""How many seconds by the wall count as one of the processor, where the processor's cannot be told."""


def used_seconds(process: int) -> float:
    """The processor seconds of that process; where the system does not tell, a part of those by the wall."""
    try:
        return time.clock_gettime((~process << 3) | 2)  # clock_getcpuclockid(3)
    except (AttributeError, OSError, OverflowError):
        return time.monotonic() / _PATIENCE


def watch(process: int, lines: queue.Queue[str | None]) -> str:
    """Look on until the lines end; the sentence to say when it had to end the process, or when that died at work."""
    sentence, deadline = "", 0.0
    while True:
        try:
            line = lines.get(timeout=_LOOK if sentence else None)
        except queue.Empty:
            if used_seconds(process) > deadline:
                os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))
                return sentence
            continue
        if line is None:
            return sentence
        seconds, _, sentence = line.rstrip("\n").partition("\t")
        deadline = used_seconds(process) + float(seconds or 0) if sentence else 0.0


def main() -> None:
    """Watch the process whose number is the first argument."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the terminal; it ends with the process it watches
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in sys.stdin:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    if sentence := watch(int(sys.argv[1]), lines):
        sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    main()
