"""How a run goes: what is read by whom, in which order the files come, and how seldom memory is looked through."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

from machine import COLLECTIONS

gc.set_threshold(*COLLECTIONS)


def share() -> float:
    """Where this process begins to read, as a part of the whole: of three workers at 0, a third and two thirds."""
    worker, workers = os.environ.get("PYTEST_XDIST_WORKER", "gw0"), os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")
    return int(worker.removeprefix("gw")) % int(workers) / int(workers)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Have each worker begin with other files: what one of them has compiled the others need not compile as well."""
    report = yield
    if isinstance(collector, pytest.Directory) and report.passed:
        first = int(len(report.result) * share())
        report.result = [*report.result[first:], *report.result[:first]]
    return report


class _Ordered:
    """The order that all workers have in common. Before all else, since what other plugins do follows from it."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: item.path)


def pytest_configure(config: pytest.Config) -> None:
    """Add the order in common, a hook of the same name as the one below, and let no example fail for being slow."""
    config.pluginmanager.register(_Ordered())
    settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("patient")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files with tests marked "slow" before the others, so that at the end no worker is left alone with one."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """Leave what was read out of every later look through memory: it stays to the end."""
    gc.collect()
    gc.freeze()
