"""A repository with a record of what it has published, and what is done to that: for the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from git import Repo

from policy_command import run_policy
from policy_files import write_files, write_policy
from policy_history.source.lock_file import Lock, RecordEntry, parse

FOLDER = "policy_versions/privacy"
LOCK = "policy_versions/published.lock"
STORAGE = "policy_versions/storage.yml"
CHECKED = "entries: []\nrequests: []\nchecked: {}\n"
DAYS = ("2014-09-24", "2018-05-25", "2020-01-01")


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """15 June 2026, for whoever imports it."""
    monkeypatch.delenv("POLICY_SINCE", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781481600")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Such a site."""
    return recorded_site(tmp_path / "site")


def recorded_site(root: Path) -> Path:
    """A repository whose branch main has three revisions and a storage list, all recorded; a branch is checked out."""
    write_policy(root, *DAYS)
    write_files(root, {STORAGE: CHECKED.format("2026-06-01")})
    assert policy(root, "lock").exit_code == 0
    repo = Repo.init(root, initial_branch="main")
    with repo.config_writer() as settings:
        settings.set_value("user", "name", "A")
        settings.set_value("user", "email", "a@example.org")
    commit(root)
    repo.git.checkout("-b", "change")
    return root


def commit(root: Path) -> None:
    repo = Repo(root)
    repo.git.add("--all")
    repo.index.commit("Change")


def policy(root: Path, command: str, *arguments: str) -> Result:
    return run_policy(command, "--root", root, *arguments)


def wrong(root: Path, *arguments: str) -> list[str]:
    """What ``policy check`` says of the record, after agreeing with itself that its exit code fits."""
    result = policy(root, "check", *(arguments or ("--base", "main")))
    errors = [line for line in result.output.splitlines() if line.startswith("error")]
    assert result.exit_code == (1 if errors else 0), result.output
    return errors


def entries(root: Path) -> tuple[RecordEntry, ...]:
    return parse((root / LOCK).read_bytes(), LOCK).entries


def forge(root: Path, change: Callable[[tuple[RecordEntry, ...]], tuple[RecordEntry, ...]]) -> None:
    """Write the whole record anew with a chain that is right: what somebody does who knows how it is made."""
    (root / LOCK).write_bytes(Lock("", True, change(entries(root))).content)


def without(name: str) -> Callable[[tuple[RecordEntry, ...]], tuple[RecordEntry, ...]]:
    return lambda lines: tuple(line for line in lines if line.name != name)


def with_values(kind: str, /, **values: str) -> Callable[[tuple[RecordEntry, ...]], tuple[RecordEntry, ...]]:
    def change(line: RecordEntry) -> RecordEntry:
        new = tuple((name, values.get(name, value)) for name, value in line.values)
        return RecordEntry(line.kind, line.name, line.day, new)

    return lambda lines: tuple(change(line) if line.kind == kind else line for line in lines)
