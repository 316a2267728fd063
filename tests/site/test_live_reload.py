"""``mkdocs serve`` while someone writes: a saved revision is on the page, and a mistake ends nothing."""

from __future__ import annotations

import html
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from mkdocs.config import load_config

from building import EXAMPLE, change, copy_example, environment
from machine import PATIENCE, free_port
from mkdocs_policy_versions.config import site_options
from mkdocs_policy_versions.plugin import PolicyVersionsPlugin

pytestmark = pytest.mark.slow

REVISION = "policy_versions/notice/2025-02-10.md"


@dataclass(frozen=True)
class Served:
    """A running ``mkdocs serve``: where it serves, what it has said, and its process."""

    address: str
    log: Path
    process: subprocess.Popen[bytes]

    def page(self, path: str) -> str:
        """What stands at that path; empty when nothing answers."""
        try:
            with urlopen(self.address + path, timeout=PATIENCE) as response:
                return html.unescape(response.read().decode())
        except OSError:
            return ""

    def said(self) -> str:
        return self.log.read_text("utf-8")

    def wait(self, what: Callable[[], bool]) -> None:
        """Wait until that is so; fails when the server ends, or when it never becomes so."""
        deadline = time.monotonic() + PATIENCE
        while not what():
            assert self.process.poll() is None and time.monotonic() < deadline, self.said()
            time.sleep(0.1)


@contextmanager
def serving(folder: Path, elsewhere: Path) -> Iterator[Served]:
    """Serve that folder, started from another one."""
    port, log = free_port(), elsewhere / "log"
    command = [sys.executable, "-m", "mkdocs", "serve", "--strict", "-f", str(folder / "mkdocs.yml")]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--dev-addr", f"127.0.0.1:{port}"],
            cwd=elsewhere,
            env=environment("2026-06-15"),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Served(f"http://127.0.0.1:{port}/policies/", log, process)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def test_a_preview_makes_few_comparisons_beforehand() -> None:
    config = load_config(str(EXAMPLE / "mkdocs.yml"))
    plugin = config.plugins["policy-versions"]
    assert isinstance(plugin, PolicyVersionsPlugin)
    made = [site_options(config, plugin.config, preview=preview).ready_made.newest for preview in (False, True)]
    assert made == [50, 3]


def test_a_changed_file_is_on_the_page_and_a_mistake_is_said_and_survived(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "folder")
    with serving(folder, tmp_path) as served:
        served.wait(lambda: "We never sell what we keep." in served.page("notice/"))

        change(folder, {REVISION: {"replace": "We never sell", "by": "We neither sell nor lend"}})
        served.wait(lambda: "We neither sell nor lend what we keep." in served.page("notice/"))
        assert "We neither sell nor lend" in served.page("notice/2025-02-10.md")
        assert "neither" in served.page("notice/2025-02-10/changes/")

        change(folder, {REVISION: {"replace": "effective: 2025", "by": "efective: 2025"}})
        served.wait(lambda: f"{REVISION}:3:1: “efective” is not a known field." in served.said())
        problem = f"{REVISION}:3:1: “efective” is not a known field."
        served.wait(lambda: problem in served.page("notice/"))
        assert problem in served.page("") and problem in served.page("no/such/address/")

        change(folder, {REVISION: {"replace": "efective: 2025", "by": "effective: 2025"}})
        configuration = (folder / "mkdocs.yml").read_text("utf-8")
        change(folder, {"mkdocs.yml": configuration + "nav: [\n"})
        served.wait(lambda: "while parsing a flow node" in served.page("notice/"))
        change(folder, {"mkdocs.yml": configuration})
        change(folder, {"policy_versions/storage.yml": {"replace": "2026-06-01", "by": "2026-06-02"}})
        served.wait(lambda: "2 June 2026" in served.page(""))
        assert "Traceback" not in served.said()
