"""A pytest plugin for tests of broken code: each comes to an end, and hypothesis stops at its first counterexample."""

from __future__ import annotations

import resource
from collections.abc import Iterator

import pytest
from hypothesis import Phase, settings

_SECONDS = 90
"""Of the processor: a whole site takes twenty."""

# That there is a counterexample is all that matters here.
settings.register_profile("unshrunk", phases=(Phase.explicit, Phase.generate), database=None)
settings.load_profile("unshrunk")


def _allow_more() -> None:
    """Have this process ended when it takes so many seconds of the processor from here on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + _SECONDS, hard))


_allow_more()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Iterator[None]:
    """Each test has its own."""
    _allow_more()
    return (yield)
