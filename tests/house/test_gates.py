"""Every gate finds nothing."""

from __future__ import annotations

import os

import pytest
from gates import BROWSER_SCRIPTS, GATES, TO_BE_REPLACED, findings, lacks, shell_scripts


@pytest.mark.parametrize("name", GATES)
def test_a_gate_finds_nothing(name: str) -> None:
    if lacks(name) and os.environ.get("CI") != "true":
        pytest.skip(f"{name} comes from npm; scripts/test installs it")
    assert not lacks(name), f"{name} is not installed, and CI must not go on without it"
    assert findings(name) == ""


def test_every_shell_script_is_looked_at() -> None:
    assert {"test", "build", "environment.sh", "node_packages", "run"} <= {path.name for path in shell_scripts()}


def test_what_is_left_out_is_still_there() -> None:
    assert [name for name in TO_BE_REPLACED if not (BROWSER_SCRIPTS / "compare" / f"{name}.js").exists()] == []
