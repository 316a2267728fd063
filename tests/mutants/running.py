"""Each mutant in a copy of the project, under the tests that run its line, until one of them fails."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from .making import Mutant
from .reaching import PYTEST, WHOLE_SITES, Reach, batches, environment

# Tests of broken code have this many times their usual seconds, and these besides: then they do not end.
_TIMES, _MARGIN = 4, 60
_A_FEW = 30  # seconds that a few tests take together, when nothing is broken
_SITE = 60  # seconds of a file of whole sites

Thing = TypeVar("Thing")
Outcome = TypeVar("Outcome")


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
    return not _failure(tree, ["tests/test_clock.py", "tests/test_theme_files.py", WHOLE_SITES[0]], _SITE)


def in_copies(
    work: Callable[[Thing, Path], Outcome], things: Iterable[Thing], trees: Sequence[Path]
) -> Iterator[tuple[Thing, Outcome]]:
    """Each thing with what ``work`` made of it in one of the copies, side by side, in the order in which they are done."""
    free: SimpleQueue[Path] = SimpleQueue()
    for tree in trees:
        free.put(tree)

    def run(thing: Thing) -> Outcome:
        tree = free.get()
        try:
            return work(thing, tree)
        finally:
            free.put(tree)

    workers = ThreadPoolExecutor(len(trees))
    try:
        tried = {workers.submit(run, thing): thing for thing in things}
        for each in as_completed(tried):
            yield tried[each], each.result()
    finally:  # also when somebody interrupts the run
        workers.shutdown(cancel_futures=True)


def first_failure(mutant: Mutant, tree: Path, reach: Reach, seconds: Mapping[str, float]) -> str:
    """The test that notices a mutant, empty when none does in time: those that run its line, then whole sites."""
    near = [
        (some, sum(seconds.get(test, 0.0) for test in some))
        for some in batches(reach.tests_of(mutant.path, mutant.line), seconds, _A_FEW)
    ]
    return first_of(mutant, tree, [*near, *(([site], _SITE) for site in WHOLE_SITES)])


def first_of(mutant: Mutant, tree: Path, asked: Iterable[tuple[Sequence[str], float]]) -> str:
    """The test that notices a mutant, of these with their usual seconds, some at a time; empty when none does."""
    file = tree / mutant.path
    source = file.read_text("utf-8")
    file.write_text(mutant.applied(source), "utf-8")
    try:
        return next(filter(None, (_failure(tree, *each) for each in asked)), "")
    finally:
        file.write_text(source, "utf-8")


def _failure(tree: Path, tests: Sequence[str], usual: float) -> str:
    """The first of the tests that fails, empty when none does; tests that do not come to an end have noticed too."""
    with subprocess.Popen(
        [sys.executable, "-m", *PYTEST, "--tb=no", "-rfE", *tests],
        cwd=tree,
        env=environment(tree),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as run:
        try:
            output, _ = run.communicate(timeout=_MARGIN + _TIMES * usual)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.communicate()
            return (
                f"{tests[0]} or one of {len(tests) - 1} more does not end" if tests[1:] else f"{tests[0]} does not end"
            )
    if run.returncode in (0, _NO_TESTS) or (run.returncode == _USAGE and " not found: " in output):
        return ""
    failed = [line.split(" - ")[0].split(" ", 1)[1] for line in output.splitlines() if line[:5] in _FAILED]
    return failed[0] if failed else "the tests cannot start"


_USAGE, _NO_TESTS = 4, 5  # what pytest ends with for a test that is gone, and where there is none
_FAILED = {"FAILE", "ERROR"}
