"""Each mutant in a copy of the project, under the tests that run its line, until one of them fails."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import SimpleQueue
from time import monotonic

from .making import Mutant
from .reaching import PYTEST, WHOLE_SITES, Reach, environment

_LONGEST = 240  # seconds for a mutant: what is noticed later than that counts as not noticed


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


def noticed_by(mutants: Sequence[Mutant], trees: Sequence[Path], reach: Reach) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with the test that noticed it first, empty when none did in time, as they are done."""
    free: SimpleQueue[Path] = SimpleQueue()
    for tree in trees:
        free.put(tree)

    def run(mutant: Mutant) -> str:
        tree = free.get()
        try:
            return _first_failure(mutant, tree, reach.tests_of(mutant.path))
        finally:
            free.put(tree)

    with ThreadPoolExecutor(len(trees)) as workers:
        tried = {workers.submit(run, mutant): mutant for mutant in mutants}
        for each in as_completed(tried):
            yield tried[each], each.result()


def _first_failure(mutant: Mutant, tree: Path, tests: Sequence[str]) -> str:
    """The test that notices a mutant: the nearest file is asked first, then a few, then all others at once."""
    file = tree / mutant.path
    source = file.read_text("utf-8")
    file.write_text(mutant.applied(source), "utf-8")
    end = monotonic() + _LONGEST
    try:
        for some in (tests[:1], tests[1:4], tests[4:]):
            if some and (failed := _failure(tree, some, end - monotonic())):
                return failed
    except subprocess.TimeoutExpired:
        return ""
    finally:
        file.write_text(source, "utf-8")
    return ""


def _failure(tree: Path, tests: Sequence[str], seconds: float) -> str:
    command = [sys.executable, *PYTEST, "--tb=no", "-rfE", *tests]
    result = subprocess.run(
        command, cwd=tree, env=environment(tree), capture_output=True, check=False, timeout=max(1, seconds), text=True
    )
    if result.returncode in (0, _NO_TESTS):
        return ""
    failed = [line.split(" - ")[0].split(" ", 1)[1] for line in result.stdout.splitlines() if line[:5] in _FAILED]
    return failed[0] if failed else "the tests cannot start"


_NO_TESTS = 5
_FAILED = {"FAILE", "ERROR"}
