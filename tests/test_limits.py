"""Time and memory: whatever a file holds, the work on it ends, with a sentence that names the file and the passage."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from costly_texts import COSTLY, honest_text
from machine import PATIENCE
from policy_command import run_policy
from policy_files import policy_file, revision_file
from policy_history.checks.run import check_folder
from policy_history.limits import spend
from policy_history.limits.spending import SETTING, allowance
from policy_history.limits.watchdog import SIZE, written
from policy_history.problems import Problem, ProblemsFound
from policy_history.publish.edition import Edition
from sweeps import sample

pytestmark = pytest.mark.slow

TODAY = date(2026, 1, 1)
LARGE = 20_000
SMALL = 6_000
"""Enough for the quadratic ones to take longer than the least budget."""
PLAIN = "# Privacy\n\nWe collect nothing.\n\n"
SLOW = ["[" * LARGE, "<![CDATA[" * 3_000, "a\n=\n" * 5_000, "[a](" * 5_000, "a" + "![" * 10_000]
"""Each took more than twenty seconds before there was a budget."""


@pytest.fixture(autouse=True)
def a_small_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less than half a processor second a file."""
    monkeypatch.setenv(SETTING, "0.4")


def folder_of(root: Path, *texts: str) -> Path:
    policy = root / "policy_versions" / "privacy"
    policy.mkdir(parents=True)
    (policy / "policy.yml").write_text(policy_file(), "utf-8")
    for year, text in enumerate(texts, start=2014):
        header = revision_file(f"{year}-09-24").rpartition("---\n")[0]
        (policy / f"{year}-09-24.md").write_text(f"{header}---\n\n{text}\n", "utf-8")
    return root


def problems_of(root: Path) -> list[Problem]:
    """What a check says, and when that is nothing of a budget, what the edition says."""
    policies, report = check_folder(root, "policy_versions", TODAY)
    found = [problem for problem in report.problems if problem.rule == "budget"]
    if not found:
        try:
            Edition.of(policies, TODAY).check()
        except ProblemsFound as faults:
            found = [problem for problem in faults.problems if problem.rule == "budget"]
    return found


@pytest.fixture(scope="module", autouse=True)
def everything_is_imported(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the first check does besides would take all of the least budget."""
    problems_of(folder_of(tmp_path_factory.mktemp("first"), PLAIN, f"{PLAIN}The end."))


@pytest.mark.parametrize("name", sample(list(COSTLY), 6))
def test_the_work_on_any_text_ends(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is read, checked and compared, or given up with its place; none may end the process."""
    monkeypatch.setenv(SETTING, "0.1")
    root = folder_of(tmp_path, PLAIN, f"{PLAIN}{COSTLY[name](SMALL)}\n\nThe end.")
    assert {problem.path for problem in problems_of(root)} <= {"policy_versions/privacy/2015-09-24.md"}


@pytest.mark.parametrize("slow", sample(SLOW, 2), ids=lambda text: text[:9].replace("\n", "|"))
def test_the_passage_is_named(slow: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "1")  # the passages around it must fit, on a busy machine too
    before = "\n\n".join(f"Clause {number} says that we collect nothing." for number in range(40))
    root = folder_of(tmp_path, f"{PLAIN}{before}\n\n{slow}\n\n{before}")
    (problem,) = problems_of(root)
    line = (root / problem.path).read_text("utf-8").splitlines()[problem.line - 1]
    assert line == slow.splitlines()[0]
    assert "seconds of processor time" in problem.message


def test_the_others_are_checked_all_the_same(tmp_path: Path) -> None:
    root = folder_of(tmp_path, f"{PLAIN}{SLOW[0]}", f"{PLAIN}Write to [●].", f"{PLAIN}Write to TODO.")
    _, report = check_folder(root, "policy_versions", TODAY)
    assert [
        (problem.path[-13:], problem.rule) for problem in report.problems if problem.rule in ("budget", "placeholder")
    ] == [
        ("2014-09-24.md", "budget"),
        ("2015-09-24.md", "placeholder"),
        ("2016-09-24.md", "placeholder"),
    ]


def test_an_honest_text_of_a_megabyte_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING)
    text = honest_text(1_000_000)
    assert len(text) > 900_000
    root = folder_of(tmp_path, text)
    policies, report = check_folder(root, "policy_versions", TODAY)
    assert [str(problem) for problem in report.problems if problem.rule != "lock"] == []
    Edition.of(policies, TODAY).check()


def test_what_libraries_swallow_is_said_again() -> None:
    def stubborn(_: str) -> None:
        while True:
            try:
                sum(range(1000))
            except BaseException:
                if time.process_time() > begun + 0.7:
                    raise

    begun = time.process_time()
    with pytest.raises(ProblemsFound, match=r"a\.md:1:1: Reading this takes more than 0\.4 seconds"):
        spend("a.md", stubborn)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the addresses of a process")
def test_memory_is_bounded() -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(ProblemsFound, match=r"a\.md:7:1: Printing this needs more than 2 GB of memory"):
        spend("a.md", lambda _: bytearray(9_000_000_000), line=7, doing="Printing")
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_work_within_work_has_a_budget_of_its_own() -> None:
    def outer(_: str) -> str:
        with pytest.raises(ProblemsFound, match="inner"):
            spend("inner", endless)
        return spend("inner", lambda _: "done")

    assert spend("outer", outer, size=1_000_000) == "done"
    with pytest.raises(ProblemsFound, match="outer"):
        spend("outer", lambda _: (spend("inner", lambda _: "done"), endless("")))


def endless(_: str) -> None:
    while True:
        sum(range(1000))


def test_longer_texts_and_slower_machines_have_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    assert allowance(0) == 10
    monkeypatch.setenv(SETTING, "1")
    assert allowance(1_000_000) == 4 * allowance(0) == 4
    monkeypatch.setenv(SETTING, "60")
    assert allowance(0) == 60
    monkeypatch.setenv(SETTING, "0")
    assert allowance(0) == 0.1, "0 would take the limit away"
    monkeypatch.setenv(SETTING, "soon")
    with pytest.raises(ProblemsFound, match="POLICY_SECONDS_PER_FILE is “soon”"):
        allowance(0)


STUCK = """
import re
from policy_history.limits import spend
spend("terms/2020-01-01.md", lambda _: re.search("[ ]*x", " " * 3_000_000), line=9, doing="Checking")
"""


def program(code: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, SETTING: "0.2", **settings}
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there, the watchdog counts by the clock on the wall")
def test_what_no_timer_reaches_is_ended_from_outside() -> None:
    """A search in C looks at no signal while it goes from place to place."""
    result = program(STUCK)
    assert result.returncode != 0
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("terms/2020-01-01.md:9:1: Checking this takes more than 0.2 seconds of processor time")
    assert line.endswith("Nothing was written. [budget]")


def test_a_task_of_any_length_fits_where_the_watchdog_looks() -> None:
    assert {len(written(number, "ä" * length)) for number in (0, 10**9) for length in (0, 9000)} == {SIZE}


def test_a_process_that_dies_at_work_has_its_file_named() -> None:
    result = program('import os\nfrom policy_history.limits import spend\nspend("a.md", lambda _: os.abort())')
    assert "a.md:1:1: " in result.stderr


def test_nobody_is_kept_waiting_and_nothing_is_said_when_all_is_well() -> None:
    result = program('from policy_history.limits import spend\nprint(spend("a.md", str.upper, "text"))')
    assert (result.returncode, result.stdout, result.stderr) == (0, "TEXT\n", "")


COMMANDS: dict[str, Callable[[Path], list[str]]] = {
    "check": lambda root: ["check"],
    "redline": lambda root: ["redline", "good.md", "slow.md"],
    "redline, old": lambda root: ["redline", "slow.md", "good.md"],
    "import": lambda root: ["import", "slow.html", "--output", "out.md"],
    "import-history": lambda root: ["import-history", "other", "slow.jsonl", "--publisher", "P"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_ends_with_a_sentence(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "0.3")
    slow = f"{PLAIN}{'[a]: b' + ' ' * 60_000 + 'x'}\n"
    root = folder_of(tmp_path, f"{PLAIN}{slow}")
    monkeypatch.chdir(root)
    (root / "good.md").write_text(PLAIN, "utf-8")
    (root / "slow.md").write_text(f"---\nnote: n\n---\n{slow}", "utf-8")
    (root / "slow.html").write_text("<p>" + "<b>a</b>x" * 60_000, "utf-8")
    (root / "slow.jsonl").write_text(f'{{"date": "2020-01-01", "text": {slow!r}}}\n'.replace("'", '"'), "utf-8")
    result = run_policy(*COMMANDS[name](root))
    assert result.exit_code == 1, result.output
    assert "seconds of processor time" in result.output
    assert "slow.md" not in COMMANDS[name](root) or "slow.md:8:" in result.output
    assert not (root / "out.md").exists()
    assert not (root / "policy_versions" / "other").exists()
