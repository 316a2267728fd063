"""The browser's scripts, run in Node: what they answer to a request, as data."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from machine import PATIENCE

RUNNERS = Path(__file__).parent / "javascript"


def answers(scripts: Path, runner: str, jobs: Sequence[Any]) -> Any:
    """What a runner of ``javascript/`` makes of jobs with the scripts of a folder. Skips where there is no Node, but in CI."""
    node = shutil.which("node")
    if not node:
        reason = "there is no node on this system (apt install nodejs)"
        if os.environ.get("CI") == "true":
            pytest.fail(f"The scripts cannot be tested: {reason}.")
        pytest.skip(reason)
    with TemporaryDirectory() as folder:
        # Pages load them as modules because they say so; node goes by the package a file lies in.
        shutil.copytree(scripts, folder, dirs_exist_ok=True)
        Path(folder, "package.json").write_text('{"type": "module"}', "utf-8")
        request = json.dumps({"scripts": folder, "jobs": jobs})
        command = [node, str(RUNNERS / runner)]
        result = subprocess.run(
            command, input=request, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
        )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)
