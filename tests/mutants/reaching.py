"""Which test files run which lines of the product, and how long each takes: measured once for a state of the tree."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from coverage import CoverageData

PYTEST = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not browser")
# These make environments and clones of their own, in which a breakage of this tree is not.
_APART = {"tests/test_scripts.py", "tests/site/test_same_bytes.py", "tests/test_locks.py"}
_LONGEST = 60
"""Seconds that a test file may take, measured: what only the slow ones notice, nobody notices while they work."""

_SETTINGS = """[run]
branch = False
patch = subprocess
parallel = True
data_file = {data}
source = {source}
"""


@dataclass(frozen=True, slots=True)
class Reach:
    """``lines``: product file -> line -> the test files that run it. ``seconds``: test file -> how long it takes."""

    lines: Mapping[str, Mapping[int, Sequence[str]]]
    seconds: Mapping[str, float]

    def tests_of(self, path: str, line: int) -> list[str]:
        """The test files that run that line, the quickest first."""
        return sorted(self.lines.get(path, {}).get(line, ()), key=lambda test: self.seconds[test])


def environment(tree: Path) -> dict[str, str]:
    """The environment in which the code and the tests of that tree run, and no other."""
    paths = [tree / "plugins", tree / "tests", tree / "tests" / "site"]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "PYTHONDONTWRITEBYTECODE": "1"}


def measured(trees: Sequence[Path], kept: Path, stamp: str) -> Reach:
    """What each test file reaches, a tree a worker; kept in a file for as long as ``stamp`` is the same."""
    if kept.exists() and (record := json.loads(kept.read_text("utf-8")))["stamp"] == stamp:
        known = {path: {int(line): tests for line, tests in of.items()} for path, of in record["lines"].items()}
        return Reach(known, record["seconds"])
    files = sorted(path.relative_to(trees[0]).as_posix() for path in (trees[0] / "tests").rglob("test_*.py"))
    files = [file for file in files if file not in _APART]
    with ThreadPoolExecutor(len(trees)) as workers:
        found = list(workers.map(lambda at: _measure(trees[at % len(trees)], files[at], at), range(len(files))))
    lines: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file, (_, reached) in zip(files, found, strict=True):
        for path, numbers in reached.items():
            for number in numbers:
                lines[path][number].append(file)
    reach = Reach(lines, {file: seconds for file, (seconds, _) in zip(files, found, strict=True)})
    kept.write_text(json.dumps({"stamp": stamp, "lines": lines, "seconds": reach.seconds}), "utf-8")
    return reach


def _measure(tree: Path, file: str, number: int) -> tuple[float, dict[str, list[int]]]:
    """How long a test file takes, and the lines it runs; none of one that fails on the unbroken tree or is slow."""
    folder = tree / ".build" / f"reach-{number}"
    folder.mkdir(parents=True)
    settings = folder / "coverage.ini"
    settings.write_text(_SETTINGS.format(data=folder / "data", source=tree / "plugins"), "utf-8")
    command = [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", *PYTEST, file]
    start = perf_counter()
    try:
        result = subprocess.run(
            command, cwd=tree, env=environment(tree), capture_output=True, check=False, timeout=_LONGEST
        )
        outcome = result.returncode
    except subprocess.TimeoutExpired:
        outcome = None
    seconds = perf_counter() - start
    said = {0: "", 5: "", None: "  takes too long, left out"}.get(outcome, "  FAILS UNBROKEN, left out")
    print(f"{seconds:6.1f} s  {file}{said}", flush=True)
    return seconds, _lines_in(folder, tree) if outcome == 0 else {}


def _lines_in(folder: Path, tree: Path) -> dict[str, list[int]]:
    reached: defaultdict[str, set[int]] = defaultdict(set)
    for file in folder.glob("data*"):
        data = CoverageData(str(file))
        data.read()
        for path in data.measured_files():
            reached[Path(path).relative_to(tree).as_posix()].update(data.lines(path) or ())
    return {path: sorted(numbers) for path, numbers in reached.items()}
