"""A pytest plugin: what each test runs and how long it takes, and a stop at hypothesis' first counterexample."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from coverage import Coverage
from hypothesis import Phase, settings

SECONDS = "MUTANTS_SECONDS"
"""The environment's name for the file that is to hold the seconds of each test."""

# That there is a counterexample is all that matters here.
settings.register_profile("unshrunk", phases=(Phase.explicit, Phase.generate), database=None)
settings.load_profile("unshrunk")

_seconds: dict[str, float] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Lines that run from here on are this test's; what its fixtures run too, when it is the first that asks for them."""
    if recorder := Coverage.current():
        recorder.switch_context(item.nodeid)
    start = monotonic()
    result = yield
    _seconds[item.nodeid] = monotonic() - start
    return result


def pytest_sessionfinish() -> None:
    """Keep the seconds."""
    if file := os.environ.get(SECONDS):
        Path(file).write_text(json.dumps(_seconds), "utf-8")
