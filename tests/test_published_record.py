"""``policy check --published ADDRESS``: nothing is published whose record lacks a line of that of the site online."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import Result

from listening import Quiet, answering
from policy_command import run_policy
from policy_files import write_policy

LOCK = "policy_versions/published.lock"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a policy and its record."""
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.delenv("POLICY_SINCE", raising=False)
    root = tmp_path / "project"
    write_policy(root, "2014-09-24", "2020-01-01")
    assert run_policy("lock", "--root", root).exit_code == 0
    return root


@pytest.fixture
def online(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The folder and the address of a site that is online."""
    folder = tmp_path / "online"
    folder.mkdir()
    with answering(partial(Quiet, directory=str(folder))) as address:
        yield folder, address


def compare(project: Path, address: str) -> Result:
    return run_policy("check", "--all", "--root", project, "--published", address)


def test_the_same_record_passes(project: Path, online: tuple[Path, str]) -> None:
    shutil.copy(project / LOCK, online[0] / "published.lock")
    for address in (online[1], online[1] + "/", str(project / LOCK)):
        assert compare(project, address).exit_code == 0


def test_a_record_that_lacks_a_line_of_the_site_stops_it(project: Path, online: tuple[Path, str]) -> None:
    shutil.copy(project / LOCK, online[0] / "published.lock")
    (project / LOCK).unlink()
    result = compare(project, online[1])
    assert result.exit_code == 1 and "of the published site it has 3 lines" in result.stdout


@pytest.mark.parametrize("address", ["", "http://nowhere.invalid/"])
def test_a_site_without_a_record_is_nothing_to_compare_with(
    project: Path, online: tuple[Path, str], address: str
) -> None:
    result = compare(project, address or online[1])
    assert result.exit_code == 0 and "nothing to compare with" in result.stderr


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://[/", "http://127.0.0.1:x/", "http://"])
def test_a_site_that_does_not_answer_stops_it(project: Path, address: str) -> None:
    result = compare(project, address)
    assert result.exit_code == 1 and "cannot be fetched" in result.stderr, result.output


def test_an_answer_that_is_no_record_stops_it(project: Path, online: tuple[Path, str]) -> None:
    (online[0] / "published.lock").write_text("<!doctype html><title>Sign in</title>", "utf-8")
    result = compare(project, online[1])
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("address", ["nothing-here", "--output=x", "file:///etc"])
def test_what_is_no_site_is_refused(project: Path, address: str) -> None:
    result = compare(project, address)
    assert result.exit_code == 1 and "cannot be read" in result.output
