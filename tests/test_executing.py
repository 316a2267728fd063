"""Wherever work is done, its results are the same, in the same order, and what it raises arrives."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import Future
from typing import Any

import pytest

from dask_cluster import cluster
from policy_history import executing
from policy_history.executing import executor
from policy_history.problems import Problem, ProblemsFound

PROBLEM = Problem("privacy/2020-01-01.md", 3, 1, "date", "No such day.")


def half(number: int) -> int:
    if number % 2:
        raise ProblemsFound([PROBLEM])
    return number // 2


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


def die(_number: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_is_ended_from_outside_is_told() -> None:
    with pytest.raises(ValueError, match="One of 2 processes was ended from outside"), executor("2") as pool:
        pool.submit(die, 1).result()


def test_a_cluster_without_workers_and_one_that_is_lost_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    with cluster(0) as (address, _):
        monkeypatch.setattr(executing, "_SECONDS_FOR_WORKERS", 0.1)
        with pytest.raises(ValueError, match="No worker has joined"), executor(address):
            pass
        monkeypatch.setattr(distributed.Client, "wait_for_workers", lambda *_, **__: None)
        scheduler = distributed.Client(address.replace("dask://", "tcp://"), set_as_default=False)
        with pytest.raises(ValueError, match="was lost"), executor(address) as pool:
            lost(scheduler, pool.submit(half, 2))


def lost(scheduler: Any, waiting: Future[int]) -> None:
    scheduler.shutdown()
    waiting.result()


def slowly(number: int) -> tuple[int, int]:
    time.sleep(0.1)
    return number, os.getpid()


def test_a_worker_that_dies_costs_no_result() -> None:
    with cluster(2) as (address, numbers), executor(address) as pool:
        waiting = [pool.submit(slowly, number) for number in range(14)]
        seen = {waiting[number].result()[1] for number in range(4)}
        assert seen <= set(numbers)
        os.kill(numbers[0], signal.SIGKILL)
        assert [each.result()[0] for each in waiting] == list(range(14))
