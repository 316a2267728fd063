"""Wherever work is done, its results are the same, in the same order, and what it raises arrives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from policy_history.executing import executor
from policy_history.problems import Problem, ProblemsFound

PROBLEM = Problem("privacy/2020-01-01.md", 3, 1, "date", "No such day.")


def half(number: int) -> int:
    if number % 2:
        raise ProblemsFound([PROBLEM])
    return number // 2


@contextmanager
def cluster(workers: int) -> Iterator[tuple[str, list[int]]]:
    """A scheduler and workers in processes of their own, on loopback: its address, and the numbers of the workers."""
    pytest.importorskip("distributed")
    started: list[subprocess.Popen[str]] = []
    # A worker imports the functions of this file by their names, from where pytest found it.
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


@pytest.mark.parametrize("where", ["1", "2", "auto"])
def test_results_come_in_the_order_of_what_was_given(where: str) -> None:
    with executor(where) as pool:
        assert list(pool.map(half, range(0, 40, 2))) == list(range(20))


@pytest.mark.parametrize("where", ["1", "2"])
def test_problems_arrive_with_their_places(where: str) -> None:
    with executor(where) as pool, pytest.raises(ProblemsFound) as found:
        list(pool.map(half, [2, 3]))
    assert found.value.problems == [PROBLEM]


@pytest.mark.parametrize("where", ["0", "-1", "many", "2.5", "1001", "ssh://host", "٢"])
def test_a_place_that_is_none_is_explained(where: str) -> None:
    with pytest.raises(ValueError, match="is no place to work at"), executor(where):
        pass


def test_a_cluster_that_does_not_answer_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    # It is asked for ten seconds, over and over.
    client = distributed.Client
    monkeypatch.setattr(distributed, "Client", lambda *where, **how: client(*where, **how | {"timeout": 1}))
    with pytest.raises(ValueError, match="No scheduler answers"), executor("dask://127.0.0.1:1"):
        pass


def slowly(number: int) -> tuple[int, int]:
    time.sleep(0.2)
    return number, os.getpid()


def test_a_worker_that_dies_costs_no_result() -> None:
    with cluster(2) as (address, numbers), executor(address) as pool:
        waiting = [pool.submit(slowly, number) for number in range(30)]
        seen = {waiting[number].result()[1] for number in range(4)}
        assert seen <= set(numbers)
        os.kill(numbers[0], signal.SIGKILL)
        assert [each.result()[0] for each in waiting] == list(range(30))
