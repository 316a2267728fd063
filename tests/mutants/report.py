"""The outcome as a page: how many breakages of each room were noticed, and every one that was not, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from .making import Mutant

_HEAD = """# Breakages that tests notice

Written by `scripts/quality mutants`: lines of the product broken one at a time (comparisons turned round, conditions negated,
calls left out), drawn by a seed from every room. {how}
"""
_ALL = """Each is held to the test that noticed it in an earlier run; those that are left are held to the thirty files of tests nearest
to it, by name and by what they import, without a browser, and then to whole sites."""
_SOME = """Each was held to the test that noticed it in an earlier run, or to files of tests near to it, none in a browser. Those that
these did not notice were tried again, under these tests: {}."""


def share(outcomes: Sequence[tuple[Mutant, str]]) -> float:
    """The part that was noticed, 0 to 1."""
    return sum(bool(test) for _, test in outcomes) / max(1, len(outcomes))


def report(
    outcomes: Sequence[tuple[Mutant, str]],
    drawn: int,
    seed: int,
    reasons: Mapping[str, str],
    named: Sequence[str] | None = None,
) -> str:
    """The page. ``drawn`` is how many there were to be tried; ``reasons`` say of a mutant, by its name, why nothing notices it.
    ``named`` are the tests that survivors were held to, where they were not held to all.
    """
    how = _ALL if named is None else _SOME.format(", ".join(named) or "none")
    made: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    for mutant, test in outcomes:
        made[mutant.room] += 1
        noticed[mutant.room] += bool(test)
    rows = [f"| `{room}` | {made[room]} | {noticed[room]} |" for room in sorted(made)]
    survivors = [mutant for mutant, test in outcomes if not test]
    told = (
        f"{drawn} drawn by seed {seed}, {len(outcomes)} tried, {sum(noticed.values())} noticed ({share(outcomes):.1%})."
    )
    table = ["| room | broken | noticed |", "|---|---:|---:|", *rows]
    lines = [f"- `{_code(each)}`  \n  {reasons.get(each.name, 'No test notices this yet.')}" for each in survivors]
    parts = [_HEAD.format(how=how), told, "\n".join(table), "## Not noticed", "\n".join(lines) or "None."]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _code(mutant: Mutant) -> str:
    return mutant.name.replace("`", "´")
