"""``python -m mutants [COUNT [SEED]]`` breaks the product and writes docs/project/figures/mutants.md."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import yaml

from .kept import Kept
from .making import chosen
from .reaching import reach_of
from .report import report, share
from .running import can_start, copies, noticed_by, seconds_of, tracked

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
    reach = reach_of(ROOT)
    product = [name for name in files if name.startswith("plugins/") and name.endswith(".py")]
    kept = Kept(ROOT)
    mutants = chosen(ROOT, product, seed, count)
    outcomes = [(mutant, test) for mutant in mutants if (test := kept.noticed(mutant))]
    known = {mutant for mutant, _ in outcomes}
    kept.add_seconds(seconds_of([test for test in reach.every() if test not in kept.seconds], trees))
    left = [mutant for mutant in mutants if mutant not in known]
    print(f"{len(known)} of {len(mutants)} were noticed by earlier runs.", flush=True)
    with suppress(KeyboardInterrupt):  # the page then tells of those that were tried
        for mutant, test in noticed_by(left, trees, reach, kept.seconds):
            outcomes.append((mutant, test))
            kept.add(mutant, test)
            print(f"{len(outcomes):4} of {len(mutants)}  {test or 'NOT NOTICED'}  {mutant.name}", flush=True)
    reasons = yaml.safe_load(_REASONS.read_text("utf-8")) or {}
    (ROOT / "docs" / "project" / "figures" / "mutants.md").write_text(
        report(outcomes, len(mutants), seed, reasons), "utf-8"
    )
    print(f"{share(outcomes):.1%} noticed.")
    return 0 if share(outcomes) >= _GOAL else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
