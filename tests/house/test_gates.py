"""Every gate finds nothing."""

from __future__ import annotations

import os

import pytest
from gates import GATES, findings, lacks, shell_scripts

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", GATES)
def test_a_gate_finds_nothing(name: str) -> None:
    if lacks(name) and os.environ.get("CI") != "true":
        pytest.skip(f"{name} comes from npm; scripts/test installs it")
    assert not lacks(name), f"{name} is not installed, and CI must not go on without it"
    assert findings(name) == ""


def test_every_shell_script_is_looked_at() -> None:
    assert {"test", "build", "environment.sh", "node_packages", "run"} <= {path.name for path in shell_scripts()}
