"""``scripts/compare-published``: nothing is published whose record is not that of the site online, with additions."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from policy_files import write_policy

ROOT = Path(__file__).parents[1]
LOCK = "policy_versions/published.lock"
POLICY = """#!/bin/sh
exec "{python}" -c 'from policy_history.cli import main; main()' "$@"
"""

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl here")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A checkout with a policy and its record, and the ``policy`` of this environment."""
    root = tmp_path / "project"
    shutil.copytree(ROOT / "scripts", root / "scripts")
    write_policy(root, "2014-09-24", "2020-01-01")
    command = root / ".venv/bin/policy"
    command.parent.mkdir(parents=True)
    command.write_text(POLICY.format(python=sys.executable), "utf-8")
    command.chmod(0o755)
    subprocess.run([command, "lock"], cwd=root, env=environment(), check=True, capture_output=True)
    return root


@pytest.fixture
def online(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The folder and the address of a site that is online."""
    folder = tmp_path / "online"
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("POLICY_SINCE", "GITHUB_ACTIONS")}
    return {**kept, "PYTHONPATH": str(ROOT / "plugins"), "no_proxy": "*"}


def compare(project: Path, address: str) -> subprocess.CompletedProcess[str]:
    command = ["bash", str(project / "scripts/compare-published"), address]
    return subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=120, check=False)


def test_the_same_record_passes(project: Path, online: tuple[Path, str]) -> None:
    shutil.copy(project / LOCK, online[0] / "published.lock")
    for address in (online[1], online[1] + "/"):
        assert compare(project, address).returncode == 0


def test_a_record_that_lacks_a_line_of_the_site_stops_it(project: Path, online: tuple[Path, str]) -> None:
    shutil.copy(project / LOCK, online[0] / "published.lock")
    (project / LOCK).unlink()
    result = compare(project, online[1])
    assert result.returncode == 1 and "of the published site it has 3 lines" in result.stdout


def test_a_site_without_a_record_is_nothing_to_compare_with(project: Path, online: tuple[Path, str]) -> None:
    result = compare(project, online[1])
    assert result.returncode == 0 and "nothing to compare with" in result.stderr


def test_a_site_that_does_not_answer_stops_it(project: Path) -> None:
    result = compare(project, "http://127.0.0.1:9")
    assert result.returncode == 1 and "cannot be fetched" in result.stderr


@pytest.mark.parametrize("address", ["", "--output=x", "file:///etc"])
def test_what_is_no_address_is_refused(project: Path, address: str) -> None:
    assert compare(project, address).returncode == 2
