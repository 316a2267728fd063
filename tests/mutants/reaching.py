"""Which tests are to notice a breakage: those that run its line, by what was recorded of them, and then whole sites."""

from __future__ import annotations

import os
import subprocess
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from coverage import CoverageData

PYTEST = (
    "pytest",
    "-q",
    "-x",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "-p",
    "mutants.recording",
    "-m",
    "not browser",
)
# These make environments, clones and servers of their own, in which a breakage of this tree is not, or run for minutes.
_APART = {"scripts", "serve", "locks", "forms_slow"}
_SITES = ("real_site", "check_site", "markup_in_titles", "refused")
WHOLE_SITES = tuple(f"tests/site/test_{name}.py" for name in (*_SITES, "verify"))
"""What every breakage is held to in the end: sites that are built whole, sites that must not be, and altered ones."""
_MOST = 150  # tests that are asked about one line


def environment(tree: Path) -> dict[str, str]:
    """The environment in which the code and the tests of that tree run, and no other."""
    paths = [tree / "plugins", tree / "tests", tree / "tests" / "site"]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "PYTHONDONTWRITEBYTECODE": "1"}


def test_files(root: Path) -> list[str]:
    """The test files whose tests can notice a breakage of the tree that they lie in."""
    every = sorted((root / "tests").glob("test_*.py"))
    return [path.relative_to(root).as_posix() for path in every if path.stem.removeprefix("test_") not in _APART]


def record(tree: Path, test: str, data: Path, seconds: Path) -> None:
    """Run one test file with nothing broken, and keep which lines and how many seconds each of its tests takes."""
    command = [sys.executable, "-m", "coverage", "run", f"--data-file={data}", f"--source={tree / 'plugins'}"]
    every = [option for option in PYTEST if option != "-x"]  # those behind one that fails run lines too
    subprocess.run(
        [*command, "-m", *every, test],
        cwd=tree,
        env={**environment(tree), "MUTANTS_SECONDS": str(seconds)},
        capture_output=True,
        check=False,
    )


class Reach:
    """Which tests run a line. ``recorded``: what ``record`` kept of test files; ``trees``: where they ran."""

    def __init__(self, recorded: Sequence[Path], trees: Sequence[Path]) -> None:
        self._by_file: defaultdict[str, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._lines: Counter[str] = Counter()
        for file in recorded:
            data = CoverageData(str(file))
            data.read()
            for name in data.measured_files():
                tree = next(each for each in trees if Path(name).is_relative_to(each))
                self._add(Path(name).relative_to(tree).as_posix(), data.contexts_by_lineno(name))

    def _add(self, path: str, tests_by_line: Mapping[int, Sequence[str]]) -> None:
        lines = self._by_file[path]
        for line, tests in tests_by_line.items():
            named = {test for test in tests if test}
            lines[line] |= named
            self._lines.update(named)

    def tests_of(self, path: str, line: int) -> list[str]:
        """The tests that run a line of a file of the product, those first that run little else.

        A line within a statement of several lines counts as the one that was recorded before it.
        """
        lines = self._by_file.get(path, {})
        known = sorted(lines)
        at = bisect_right(known, line)
        tests = lines[known[at - 1]] if at else set()
        return sorted(tests, key=lambda test: (self._lines[test], test))[:_MOST]


def batches(tests: Sequence[str], seconds: Mapping[str, float], a_few: float) -> list[list[str]]:
    """The tests in the order given, a few at a time: the first five, then so many as take ``a_few`` seconds together."""
    found: list[list[str]] = [list(tests[:5])] if tests else []
    spent = a_few
    for test in tests[5:]:
        if spent >= a_few:
            found.append([])
            spent = 0.0
        found[-1].append(test)
        spent += seconds.get(test, 0.0)
    return found
