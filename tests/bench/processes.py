"""A command in a process of its own, and what it took."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Collection
from pathlib import Path
from time import perf_counter
from typing import NamedTuple


class Run(NamedTuple):
    """A command that has ended, with all that it started.

    What it said, seconds of the processor and of the clock, and the most memory that one process held, in MB.
    """

    code: int
    output: str
    seconds: float
    wall: float
    memory: float


def measured(folder: Path, *command: str) -> Run:
    """Run a command in that folder, whatever comes of it."""
    environment = {**os.environ, "CI": "true", "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once, and not at each call
    start = perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    return Run(process.returncode, text, usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def completed(folder: Path, *command: str, codes: Collection[int] = (0,)) -> Run:
    """Run a command that must end with one of these codes; RuntimeError with the end of what it said otherwise."""
    run = measured(folder, *command)
    if run.code not in codes:
        raise RuntimeError(run.output[-4000:])
    return run
