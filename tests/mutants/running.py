"""Each mutant in a copy of the project, under the tests that run its line, until one of them fails."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import SimpleQueue
from time import monotonic

from .making import Mutant
from .reaching import PYTEST, WHOLE_SITES, Reach, environment

# Tests of broken code have this many times their usual seconds, and these besides: then they do not end.
_TIMES, _MARGIN = 4, 60
_A_FEW = 30  # seconds that a few test files take together, when nothing is broken


def tracked(root: Path) -> list[str]:
    """The project's files as they are now, those git does not know yet among them."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.decode().split("\0")
    return sorted(name for name in names if name and (root / name).is_file())


def copies(root: Path, files: Sequence[str], count: int) -> list[Path]:
    """So many copies of the project, each a git repository of one commit, as some tests ask git."""
    trees = []
    for number in range(count):
        tree = root / ".build" / "mutants" / str(number)
        shutil.rmtree(tree, ignore_errors=True)
        for name in files:
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, tree / name)
        identity = ("-c", "user.name=mutants", "-c", "user.email=mutants@example.org")
        for command in (("init", "-q"), ("add", "-A"), (*identity, "commit", "-q", "-m", "The project")):
            subprocess.run(["git", *command], cwd=tree, check=True)
        trees.append(tree)
    return trees


def can_start(tree: Path) -> bool:
    """Whether tests run and pass in a copy in which nothing is broken."""
    command = [sys.executable, *PYTEST, "tests/test_clock.py", "tests/test_theme_files.py", WHOLE_SITES[0]]
    return subprocess.run(command, cwd=tree, env=environment(tree), capture_output=True, check=False).returncode == 0


def seconds_of(tests: Sequence[str], trees: Sequence[Path]) -> dict[str, float]:
    """How long each test file takes when nothing is broken."""
    free: SimpleQueue[Path] = SimpleQueue()
    for tree in trees:
        free.put(tree)

    def run(test: str) -> float:
        tree = free.get()
        start = monotonic()
        subprocess.run(
            [sys.executable, *PYTEST, test], cwd=tree, env=environment(tree), capture_output=True, check=False
        )
        free.put(tree)
        return monotonic() - start

    with ThreadPoolExecutor(len(trees)) as workers:
        return dict(zip(tests, workers.map(run, tests), strict=True))


def noticed_by(
    mutants: Sequence[Mutant], trees: Sequence[Path], reach: Reach, seconds: Mapping[str, float]
) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with the test that noticed it first, empty when none did in time, as they are done."""
    free: SimpleQueue[Path] = SimpleQueue()
    for tree in trees:
        free.put(tree)

    def run(mutant: Mutant) -> str:
        tree = free.get()
        try:
            return _first_failure(mutant, tree, reach.tests_of(mutant.path, seconds), seconds)
        finally:
            free.put(tree)

    workers = ThreadPoolExecutor(len(trees))
    try:
        tried = {workers.submit(run, mutant): mutant for mutant in mutants}
        for each in as_completed(tried):
            yield tried[each], each.result()
    finally:  # also when somebody interrupts the run
        workers.shutdown(cancel_futures=True)


def _first_failure(mutant: Mutant, tree: Path, tests: Sequence[str], seconds: Mapping[str, float]) -> str:
    """The test that notices a mutant: the nearest file is asked first, then the others a few at a time."""
    file = tree / mutant.path
    source = file.read_text("utf-8")
    file.write_text(mutant.applied(source), "utf-8")
    try:
        return next(
            filter(None, (_failure(tree, some, sum(map(seconds.__getitem__, some))) for some in _few(tests, seconds))),
            "",
        )
    finally:
        file.write_text(source, "utf-8")


def _few(tests: Sequence[str], seconds: Mapping[str, float]) -> Iterator[list[str]]:
    """The first file alone, then files that take about half a minute together."""
    some: list[str] = []
    for number, test in enumerate(tests):
        if some and (number == 1 or sum(map(seconds.__getitem__, (*some, test))) > _A_FEW):
            yield some
            some = []
        some.append(test)
    if some:
        yield some


def _failure(tree: Path, tests: Sequence[str], usual: float) -> str:
    """The first of the tests that fails, empty when none does; tests that do not come to an end have noticed too."""
    command = [sys.executable, *PYTEST, "--tb=no", "-rfE", *tests]
    with subprocess.Popen(
        command,
        cwd=tree,
        env=environment(tree),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as run:
        try:
            output, _ = run.communicate(timeout=_MARGIN + _TIMES * usual)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.communicate()
            return (
                f"{tests[0]} does not end"
                if len(tests) == 1
                else f"{tests[0]} or one of {len(tests) - 1} more does not end"
            )
    if run.returncode in (0, _NO_TESTS):
        return ""
    failed = [line.split(" - ")[0].split(" ", 1)[1] for line in output.splitlines() if line[:5] in _FAILED]
    return failed[0] if failed else "the tests cannot start"


_NO_TESTS = 5
_FAILED = {"FAILE", "ERROR"}
