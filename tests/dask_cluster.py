"""A Dask cluster on this machine, for tests and benches."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def cluster(workers: int) -> Iterator[tuple[str, list[int]]]:
    """A scheduler and workers in processes of their own, on loopback: its address, and the numbers of the workers."""
    started: list[subprocess.Popen[str]] = []
    # A worker imports functions of tests by their names, from where pytest found them.
    paths = [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]

    def start(*command: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli." + command[0], *command[1:]],
            stderr=subprocess.PIPE,
            text=True,
            env={
                **os.environ,
                "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
                "PYTHONPATH": os.pathsep.join(paths),
            },
        )
        started.append(process)
        return process

    try:
        scheduler = start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--protocol", "tcp")
        address = next(line.split("tcp://")[1].strip() for line in scheduler.stderr or () if "Scheduler at:" in line)
        options = (f"tcp://{address}", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        numbers = [start("dask_worker", *options).pid for _ in range(workers)]
        yield f"dask://{address}", numbers
    finally:
        for process in started:
            process.kill()
            process.wait()
            if process.stderr:
                process.stderr.close()
