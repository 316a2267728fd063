"""The page that says which goals are met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .checks import Check
from .goals import GOALS, Goal

_INTRODUCTION = """\
# What readers get, checked

Written by `scripts/quality`, which looks at every page of the sites of the tests and runs the tests that
`tests/quality/goals.py` names; `scripts/quality CHECK` does a part. Each check has its last outcome and its day.
"""

_NOT_TESTED = """\
## Not tested

What NVDA, JAWS, VoiceOver and Narrator say of a redline to those who use them (Orca was listened to once, `redline-pages.md`);
Safari itself; Firefox and WebKit beyond a page of each kind; the headers of real hosts.
"""


@dataclass(frozen=True)
class Outcomes:
    """Everything that was found: checks by name, and for each test whether it passed."""

    checks: Mapping[str, Check]
    tests: Mapping[str, bool]

    def of(self, goal: Goal) -> tuple[str, str]:
        """Whether the goal is met ("yes", "no", "not all checked"), and in a few words what shows it."""
        checks = [self.checks.get(name) or Check(name, "", missing="left out") for name in goal.checks]
        told = [_told(check) for check in checks]
        passed: list[bool] = []
        # None for what was not run.
        outcomes = [None if check.missing else check.is_met for check in checks]
        for beginning in goal.tests:
            found = [outcome for name, outcome in self.tests.items() if name.startswith(beginning)]
            passed += found
            outcomes.append(all(found) if found else None)
        told += [_passed(passed)] if goal.tests else []
        is_met = "no" if False in outcomes else "not all checked" if None in outcomes else "yes"
        return is_met, "; ".join(told)


def _told(check: Check) -> str:
    return (
        f"{check.name} on {check.looked_at}: {check.outcome} ({check.day})"
        if not check.missing
        else (f"{check.name}: {check.outcome}")
    )


def _passed(outcomes: Sequence[bool]) -> str:
    return f"{sum(outcomes)} of {len(outcomes)} tests" if outcomes else "tests not run"


def report(outcomes: Outcomes) -> str:
    """The whole page, as Markdown."""
    return "\n".join([_INTRODUCTION, *_goals(outcomes), "", *_rest(), "", *_faults(outcomes), _NOT_TESTED])


def _goals(outcomes: Outcomes) -> Iterator[str]:
    """The goals that a check has looked at, or that are not met; those that tests alone hold say no more than their number."""
    yield "| | goal | met |\n|---|---|---|"
    held = 0
    for number, goal in enumerate(GOALS, 1):
        is_met, told = outcomes.of(goal)
        if goal.checks or is_met != "yes":
            yield f"| {number} | {goal.text} | {'**no**' if is_met == 'no' else is_met}: {told} |"
        else:
            held += 1
    yield f"\nThe other {held} goals are met, by their tests."


def _rest() -> Iterator[str]:
    yield from (f"- {number}: {goal.rest}" for number, goal in enumerate(GOALS, 1) if goal.rest)


def _faults(outcomes: Outcomes) -> Iterator[str]:
    for check in outcomes.checks.values():
        if check.faults:
            yield f"## {check.name}: what is wrong\n"
            yield from (f"- {fault}" for fault in check.faults[:40])
            if len(check.faults) > 40:
                yield f"- and {len(check.faults) - 40} more"
            yield ""
