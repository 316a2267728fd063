"""``python -m mutants [COUNT [SEED]]`` breaks the product and writes docs/project/figures/mutants.md."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import yaml

from .kept import Kept
from .making import chosen
from .reaching import WHOLE_SITES, Reach, record, test_files
from .report import report, share
from .running import can_start, copies, first_failure, in_copies, tracked

ROOT = Path(__file__).resolve().parents[2]
_REASONS = Path(__file__).parent / "reasons.yml"
_GOAL = 0.95
_WORKERS = 2


def main(arguments: Sequence[str]) -> int:
    """0 when enough of the mutants are noticed."""
    count, seed = (int(each) for each in (*arguments, *("220", "1")[len(arguments) :]))
    files = tracked(ROOT)
    trees = copies(ROOT, files, _WORKERS)
    if not can_start(trees[0]):
        print("The tests fail in a copy of the project in which nothing is broken. Run scripts/test first.")
        return 2
    kept = Kept(ROOT, files)
    product = [name for name in files if name.startswith("plugins/") and name.endswith(".py")]
    mutants = chosen(ROOT, product, seed, count)
    outcomes = [(mutant, test) for mutant in mutants if (test := kept.noticed(mutant))]
    known = {mutant for mutant, _ in outcomes}
    print(f"{len(known)} of {len(mutants)} were noticed by earlier runs.", flush=True)
    reach, seconds = _recorded(kept.records, trees)
    left = [mutant for mutant in mutants if mutant not in known]
    with suppress(KeyboardInterrupt):  # the page then tells of those that were tried
        for mutant, test in in_copies(lambda each, tree: first_failure(each, tree, reach, seconds), left, trees):
            outcomes.append((mutant, test))
            kept.add(mutant, test)
            print(f"{len(outcomes):4} of {len(mutants)}  {test or 'NOT NOTICED'}  {mutant.name}", flush=True)
    reasons = yaml.safe_load(_REASONS.read_text("utf-8")) or {}
    (ROOT / "docs" / "project" / "figures" / "mutants.md").write_text(
        report(outcomes, len(mutants), seed, reasons), "utf-8"
    )
    print(f"{share(outcomes):.1%} noticed.")
    return 0 if share(outcomes) >= _GOAL else 1


def _recorded(folder: Path, trees: Sequence[Path]) -> tuple[Reach, dict[str, float]]:
    """Which tests run which lines, and the seconds of each test; what this state's earlier runs recorded stays."""
    tests = [*test_files(trees[0]), *WHOLE_SITES]
    left = [test for test in tests if not _files(folder, test)[1].exists()]
    for test, _ in in_copies(lambda each, tree: record(tree, each, *_files(folder, each)), left, trees):
        print(f"recorded {test}", flush=True)
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
