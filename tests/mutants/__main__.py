"""``python -m mutants [COUNT [SEED]]`` breaks the product and writes docs/project/figures/mutants.md.

Each mutant is held first to the test that noticed it in an earlier run (``witnesses.json``). With ``--survivors TEST...``
those that are left are held to these tests, files or names as pytest takes them, and to no others: nothing is recorded,
and the page can be made anew in minutes.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import yaml

from .kept import Witnesses, records_of
from .making import Mutant, chosen, every_mutant
from .reaching import WHOLE_SITES, Reach, record, test_files
from .report import report, share
from .running import can_start, copies, first_failure, first_of, in_copies, tracked

ROOT = Path(__file__).resolve().parents[2]
_HERE = Path(__file__).parent
_GOAL = 0.95
_WORKERS = 2
_LONG = 60.0  # seconds that tests take usually of which nothing was recorded


def main(arguments: Sequence[str]) -> int:
    """0 when enough of the mutants are noticed."""
    parser = ArgumentParser("mutants")
    parser.add_argument("count", type=int, nargs="?", default=220)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--survivors", nargs="*", metavar="TEST")
    asked = parser.parse_args(arguments)
    files = tracked(ROOT)
    trees = copies(ROOT, files, _WORKERS)
    if not can_start(trees[0]):
        print("The tests fail in a copy of the project in which nothing is broken. Run scripts/test first.")
        return 2
    product = [name for name in files if name.startswith("plugins/") and name.endswith(".py")]
    every = every_mutant(ROOT, product)
    mutants = chosen(every, asked.seed, asked.count)
    witnesses = Witnesses(_HERE / "witnesses.json", {mutant.name for mutant in every})
    outcomes: list[tuple[Mutant, str]] = []
    with suppress(KeyboardInterrupt):  # the page then tells of those that were tried
        for mutant, test in _tried(mutants, witnesses, trees, files, asked.survivors):
            outcomes.append((mutant, test))
            witnesses.add(mutant, test)
            print(f"{len(outcomes):4} of {len(mutants)}  {test or 'NOT NOTICED'}  {mutant.name}", flush=True)
    reasons = yaml.safe_load((_HERE / "reasons.yml").read_text("utf-8")) or {}
    page = report(outcomes, len(mutants), asked.seed, reasons, asked.survivors)
    (ROOT / "docs" / "project" / "figures" / "mutants.md").write_text(page, "utf-8")
    print(f"{share(outcomes):.1%} noticed.")
    return 0 if share(outcomes) >= _GOAL else 1


def _tried(
    mutants: Sequence[Mutant],
    witnesses: Witnesses,
    trees: Sequence[Path],
    files: Sequence[str],
    named: Sequence[str] | None,
) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with the test that notices it: its witness, or one of those named, or of all that run its line."""
    known = [mutant for mutant in mutants if witnesses.of(mutant)]
    left = [mutant for mutant in mutants if not witnesses.of(mutant)]
    for mutant, test in in_copies(lambda each, tree: first_of(each, tree, [(witnesses.of(each), _LONG)]), known, trees):
        if test:
            yield mutant, test
        else:
            left.append(mutant)
    if named is None:
        reach, seconds = _recorded(records_of(ROOT, files), trees)
        yield from in_copies(lambda each, tree: first_failure(each, tree, reach, seconds), left, trees)
    else:
        calls = [([test], _LONG) for test in named]
        yield from in_copies(lambda each, tree: first_of(each, tree, calls), left, trees)


def _recorded(folder: Path, trees: Sequence[Path]) -> tuple[Reach, dict[str, float]]:
    """Which tests run which lines, and the seconds of each test; what this state's earlier runs recorded stays."""
    tests = [*test_files(trees[0]), *WHOLE_SITES]
    left = [test for test in tests if not _files(folder, test)[1].exists()]
    for test, _ in in_copies(lambda each, tree: record(tree, each, *_files(folder, each)), left, trees):
        print(f"recorded {test}" if _files(folder, test)[1].exists() else f"NOT RECORDED {test}", flush=True)
    seconds: dict[str, float] = {}
    for test in tests:
        if _files(folder, test)[1].exists():  # a file whose tests cannot be recorded is asked for nothing
            seconds |= json.loads(_files(folder, test)[1].read_text("utf-8"))
    return Reach([data for test in tests if (data := _files(folder, test)[0]).exists()], trees), seconds


def _files(folder: Path, test: str) -> tuple[Path, Path]:
    """Where the lines and the seconds of a test file are kept."""
    name = test.removesuffix(".py").replace("/", ".")
    return folder / f"{name}.lines", folder / f"{name}.json"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
