"""``python -m mutants [COUNT [SEED]]`` breaks the product and writes docs/project/figures/mutants.md.

Each mutant is held first to the test that noticed it in an earlier run (``witnesses.json``). With ``--survivors TEST...``
those alone are tried again that no test noticed before, under these tests, files or names as pytest takes them: the page
can be made anew in minutes after tests were written.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import yaml

from .kept import Witnesses
from .making import Mutant, chosen, every_mutant
from .reaching import Near
from .report import report, share
from .running import can_start, copies, first_failure, first_of, in_copies, tracked

ROOT = Path(__file__).resolve().parents[2]
_HERE = Path(__file__).parent
_GOAL = 0.95
_WORKERS = 2


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
        for mutant, test in _tried(mutants, witnesses, trees, asked.survivors):
            outcomes.append((mutant, test))
            witnesses.add(mutant, test)
            print(f"{len(outcomes):4} of {len(mutants)}  {test or 'NOT NOTICED'}  {mutant.name}", flush=True)
    reasons = yaml.safe_load((_HERE / "reasons.yml").read_text("utf-8")) or {}
    page = report(outcomes, len(mutants), asked.seed, reasons, asked.survivors)
    (ROOT / "docs" / "project" / "figures" / "mutants.md").write_text(page, "utf-8")
    print(f"{share(outcomes):.1%} noticed.")
    return 0 if share(outcomes) >= _GOAL else 1


def _tried(
    mutants: Sequence[Mutant], witnesses: Witnesses, trees: Sequence[Path], named: Sequence[str] | None
) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with the test that notices it: its witness, or one of those named, or of those nearest to it."""
    known = [mutant for mutant in mutants if witnesses.of(mutant)]
    left = [mutant for mutant in mutants if not witnesses.of(mutant)]
    if named is not None:
        yield from ((mutant, witnesses.of(mutant)[0]) for mutant in known)
        missed = [mutant for mutant in left if mutant.name in witnesses.missed]
        yield from in_copies(lambda each, tree: first_of(each, tree, named), missed, trees)
        return
    for mutant, test in in_copies(lambda each, tree: first_of(each, tree, witnesses.of(each)), known, trees):
        if test:
            yield mutant, test
        else:
            left.append(mutant)
    near = Near(trees[0])
    yield from in_copies(lambda each, tree: first_failure(each, tree, near), left, trees)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
