"""Ctrl-C and SIGTERM while a command works: a sentence, 128 and the number as exit code, and nothing half-written."""

from __future__ import annotations

import itertools
import os
import signal
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

from building import run_apart
from policy_history.cli import main
from policy_history.executing import executor
from test_whole_files import COMMANDS, all_in, policies

SENTENCE = "Stopped before the end. No file is left half-written; run the command again.\n"
OTHERS = {
    "init": ["init", "--yes", "--add", "--slug", "terms", "--kind", "terms", "--publisher", "P"],
    "publish": ["publish", "--inlay", "out", "--address", "https://p.example/"],
    "cms": ["cms", "--repository", "o/r"],
    "pdf": ["pdf", "privacy/2014-09-24", "out.pdf"],
    "check": ["check"],
    "status": ["status"],
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = policies(tmp_path)
    (root / "mkdocs.yml").write_text("site_name: S\nplugins: [policy-versions]\n", "utf-8")
    inventory = "entries: []\nrequests: []\nchecked: 2026-01-01\n"
    (root / "policy_versions" / "storage.yml").write_text(inventory, "utf-8")
    for page in ("docs/index.md", "out/index.html"):
        (root / page).parent.mkdir()
        (root / page).write_text("Page", "utf-8")
    return root


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_told_to_end_as_it_writes_says_so_and_leaves_nothing(
    number: signal.Signals, name: str, root: Path
) -> None:
    before = all_in(root)
    code, said = stopped(root, COMMANDS[name], number, "fsync", 1)
    assert code == 128 + number
    assert said.endswith(SENTENCE) and "Traceback" not in said
    assert all_in(root) == before


@pytest.mark.parametrize("name", OTHERS | COMMANDS)
def test_wherever_it_is_stopped_no_file_is_half_written(name: str, root: Path) -> None:
    """The signal comes with the file opened so many times; a second one comes while the first is heeded."""
    before, command = all_in(root), (OTHERS | COMMANDS)[name]
    for count in (1, 4, 9):
        code, said = stopped(root, command, signal.SIGTERM, "open", count, again=True)
        assert code in (0, 143), said
        assert said.endswith(SENTENCE) == (code == 143) and "Traceback" not in said
        assert not [path for path in all_in(root) if Path(path).name.startswith(".") and path not in before]
        assert {path: all_in(root).get(path) for path in before} == before
        if all_in(root) != before:
            break  # It was done already.


def test_what_is_ignored_stays_ignored(root: Path) -> None:
    """As under nohup, which has a program go on when its terminal is closed."""
    assert run_apart(_ignoring, root) == 0
    assert (root / "policy_versions" / "privacy" / "2030-01-01.md").exists()


def _ignoring(root: Path) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    _work(root, COMMANDS["new"], signal.SIGHUP, "fsync", 1, False, os.devnull)


def test_work_in_other_processes_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        _begin_much(tmp_path)
    assert 0 < len(list(tmp_path.iterdir())) < 60


def _begin_much(folder: Path) -> None:
    with executor("2") as workers:
        begun = [workers.submit(_slow, folder, number) for number in range(60)]
        begun[0].result()
        raise KeyboardInterrupt


def _slow(folder: Path, number: int) -> None:
    Path(folder, str(number)).touch()
    time.sleep(0.05)


def stopped(
    root: Path, command: list[str], number: int, name: str, count: int, *, again: bool = False
) -> tuple[int, str]:
    """Exit code and errors of a command that gets the signal when it calls that function of ``os`` so often."""
    with tempfile.NamedTemporaryFile() as errors:
        code = run_apart(_work, root, command, number, name, count, again, errors.name)
        return code, errors.read().decode()


def _work(root: Path, command: list[str], number: int, name: str, count: int, again: bool, errors: str) -> None:
    for stream, path in ((1, os.devnull), (2, errors)):
        with Path(path).open("ab") as file:
            os.dup2(file.fileno(), stream)
    os.chdir(root)
    really, counted = getattr(os, name), itertools.count(1)

    def knocking(*arguments: Any, **options: Any) -> Any:
        result = really(*arguments, **options)
        if next(counted) in (count, count + again):
            os.kill(os.getpid(), number)
        return result

    setattr(os, name, knocking)
    main(command)
