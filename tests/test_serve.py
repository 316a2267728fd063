"""scripts/serve, for real: both servers come up on this machine, and neither outlives the other or the script."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from urllib.request import urlopen

import pytest

from building import ROOT
from machine import PATIENCE

pytestmark = pytest.mark.slow

STAMP = """
set -euo pipefail
source scripts/lib/environment.sh
find_python
environment_stamp serve >.venv/lock.stamp
project_stamp >.venv/project.stamp
"""
CONFIGURATION = "site_name: Policies\nsite_url: https://policies.example.org/below/\ntheme: mkdocs\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small site, whose environment is the one the tests run in."""
    root = tmp_path / "project"
    for name in ("scripts", "requirements"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", root)
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# Our policies\n", "utf-8")
    (root / "mkdocs.yml").write_text(CONFIGURATION, "utf-8")
    python = root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    python.chmod(0o755)
    subprocess.run(["bash", "-c", STAMP], cwd=root, check=True)
    return root


@contextmanager
def serving(project: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    # A job in the background inherits that Ctrl-C is ignored, and these tests may be one.
    process = subprocess.Popen(
        ["env", "--default-signal=INT", "scripts/serve", *arguments],
        cwd=project,
        env=os.environ | {"POLICY_FORM_ENDPOINT": "https://forms.example.org/real"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    deadline = Timer(PATIENCE, end, [process])
    deadline.start()
    try:
        yield process
    finally:
        deadline.cancel()
        process.terminate()
        end(process)


def end(process: subprocess.Popen[str]) -> None:
    """Ends the script, and with force what it should have ended itself: whatever is left of its session."""
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and session(int(entry.name)) == process.pid:
            os.kill(int(entry.name), signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()


def session(number: int) -> int | None:
    try:
        return os.getsid(number)
    except ProcessLookupError:
        return None


def addresses(process: subprocess.Popen[str]) -> tuple[str, str]:
    """The site's address and the handler's, once both are printed."""
    assert process.stdout
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Ctrl-C"):
            site, handler = lines[-3:-1]
            return site.removeprefix("The site:").strip(), handler.removeprefix("The form handler:").strip()
    raise AssertionError("".join(lines))


def children(process: subprocess.Popen[str]) -> list[int]:
    return [int(number) for number in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def module(number: int) -> str:
    """The Python module that a process runs, or nothing."""
    try:
        words = Path(f"/proc/{number}/cmdline").read_text().split("\0")
    except OSError:
        return ""
    return words[words.index("-m") + 1] if "-m" in words else ""


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=PATIENCE) as response:
            return response.status == 200
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_both_servers_come_up_and_stop_together(project: Path, number: signal.Signals) -> None:
    with serving(project) as process:
        site, handler = addresses(process)
        assert site.startswith("http://127.0.0.1:") and site.endswith("/below/")
        assert handler.startswith("http://127.0.0.1:")
        assert answers(site) and answers(handler + "inbox")
        assert (project / ".build" / "requests.sqlite3").exists()
        process.send_signal(number)
        assert process.wait(timeout=PATIENCE) == 0
        assert not answers(site) and not answers(handler + "inbox")


@pytest.mark.parametrize("which", [0, 1], ids=["handler", "site"])
def test_neither_server_outlives_the_other(project: Path, which: int) -> None:
    with serving(project) as process:
        both = addresses(process)
        os.kill(children(process)[which], signal.SIGKILL)
        assert process.wait(timeout=PATIENCE) == 1
        assert not any(answers(address) for address in both)


def test_a_handler_that_ends_while_the_site_is_built_ends_the_script(project: Path) -> None:
    with serving(project) as process:
        started: dict[str, int] = {}
        while not {"policy_history.forms.handler", "mkdocs"} <= started.keys():
            assert process.poll() is None
            time.sleep(0.02)
            started = {module(number): number for number in children(process)}
        os.kill(started["policy_history.forms.handler"], signal.SIGKILL)
        assert process.wait(timeout=PATIENCE) == 1


def test_a_site_that_cannot_be_built_ends_the_script(project: Path) -> None:
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as configuration:
        configuration.write("plugins: [no-such-plugin]\n")
    with serving(project) as process:
        output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "no-such-plugin" in output and "Traceback" not in output


def test_a_taken_port_is_refused_by_name_and_passed_over_otherwise(project: Path) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serving(project, "--port", str(port)) as process:
            output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert f"Port {port} is in use" in output


def test_the_next_free_port_is_taken(project: Path) -> None:
    command = [sys.executable, "scripts/lib/local_addresses.py"]
    first, *_ = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True).stdout.split()
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", int(first)))
        taken.listen()
        second, _, path = subprocess.run(
            command, cwd=project, capture_output=True, text=True, check=True
        ).stdout.split()
    assert int(first) < int(second) <= 8099
    assert path == "/below/"
