"""How all tests are run."""

from __future__ import annotations

import os

import pytest


@pytest.hookimpl(optionalhook=True)  # absent where pytest-xdist is switched off
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: browsers, servers and builds make them wait."""
    return (os.cpu_count() or 1) + 1
