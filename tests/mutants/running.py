"""Each mutant in a copy of the project, under the tests that are nearest to it, until one of them fails."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from .making import Mutant
from .reaching import WHOLE_SITES, Near

_WAITING = 300  # seconds that a test of broken code has by the wall: more, and it waits for what never comes
_LONGEST = 1800  # seconds that all tests of one call have
_PYTEST = (
    *("pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "mutants.ending"),
    *("-o", f"faulthandler_timeout={_WAITING}", "-o", "faulthandler_exit_on_timeout=true", "--tb=no", "-rfE"),
)
_FIRST, _NEXT = 4, 14  # of the nearest test files, so many are asked first, and up to so many then
_ANY, _QUICK, _SLOW = "not browser", "not browser and not slow", "not browser and slow"

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
    return not _failure(tree, ["tests/test_clock.py", "tests/test_theme_files.py", WHOLE_SITES[0]], _ANY)


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


def first_failure(mutant: Mutant, tree: Path, near: Near) -> str:
    """The test that notices a mutant, empty when none does: the nearest files of tests, then whole sites."""
    tests = near.tests_of(mutant.path)
    sites = [site for site in WHOLE_SITES if site not in tests]
    asked = [
        (tests[:_FIRST], _QUICK),
        (tests[_FIRST:_NEXT], _QUICK),
        (tests[:_NEXT], _SLOW),
        (tests[_NEXT:], _ANY),
        *(([site], _ANY) for site in sites),
    ]
    return _first(mutant, tree, [(some, marked) for some, marked in asked if some])


def first_of(mutant: Mutant, tree: Path, tests: Iterable[str]) -> str:
    """The test that notices a mutant, of these one after the other; empty when none does."""
    return _first(mutant, tree, [([test], _ANY) for test in tests])


def _first(mutant: Mutant, tree: Path, asked: Iterable[tuple[Sequence[str], str]]) -> str:
    file = tree / mutant.path
    source = file.read_text("utf-8")
    file.write_text(mutant.applied(source), "utf-8")
    try:
        return next(filter(None, (_failure(tree, *each) for each in asked)), "")
    finally:
        file.write_text(source, "utf-8")


def _environment(tree: Path) -> dict[str, str]:
    """The environment in which the code and the tests of that tree run, and no other."""
    paths = [tree / "plugins", tree / "tests", tree / "tests" / "site"]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "PYTHONDONTWRITEBYTECODE": "1"}


def _failure(tree: Path, tests: Sequence[str], marked: str) -> str:
    """The first of the tests so marked that fails, empty when none does; tests that do not come to an end have noticed too."""
    with subprocess.Popen(
        [sys.executable, "-m", *_PYTEST, "-m", marked, *tests],
        cwd=tree,
        env=_environment(tree),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as run:
        try:
            output, _ = run.communicate(timeout=_LONGEST)
        except subprocess.TimeoutExpired:
            output = ""
        with suppress(ProcessLookupError):  # also what it has started
            os.killpg(run.pid, signal.SIGKILL)
    if run.returncode in (0, _NO_TESTS) or (run.returncode == _USAGE and " not found: " in output):
        return ""
    if failed := [line.split(" - ")[0].split(" ", 1)[1] for line in output.splitlines() if line[:5] in _FAILED]:
        return failed[0]
    if run.returncode > 1:
        return "the tests cannot start"
    return f"{tests[0]} or one of {len(tests) - 1} more does not end" if tests[1:] else f"{tests[0]} does not end"


_USAGE, _NO_TESTS = 4, 5  # what pytest ends with for a test that is gone, and where there is none
_FAILED = {"FAILE", "ERROR"}
