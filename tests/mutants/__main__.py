"""``python -m mutants [COUNT [SEED]]`` breaks the product and writes docs/project/mutants.md."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

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
    product = [
        name for name in product if "/history/" not in name
    ]  # it goes when the comparison in the browser is rebuilt
    mutants = chosen(ROOT, product, seed, count)
    outcomes = []
    seconds = seconds_of(reach.every(), trees)
    for number, (mutant, test) in enumerate(noticed_by(mutants, trees, reach, seconds), 1):
        outcomes.append((mutant, test))
        print(f"{number:4} of {len(mutants)}  {test or 'NOT NOTICED'}  {mutant.name}", flush=True)
    reasons = yaml.safe_load(_REASONS.read_text("utf-8")) or {}
    (ROOT / "docs" / "project" / "mutants.md").write_text(report(outcomes, seed, reasons), "utf-8")
    print(f"{share(outcomes):.1%} noticed.")
    return 0 if share(outcomes) >= _GOAL else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
