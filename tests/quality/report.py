"""The page that says which goals are met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .checks import Check
from .goals import GOALS, Goal

_INTRODUCTION = """\
# What readers get, checked

Written by `scripts/quality`, which builds both sites of the tests, looks at every page of them with the checkers below,
and runs the tests named in the table; `scripts/quality CHECK` does a part of it. Each check's last outcome is given, with
its day. `scripts/test` holds the quick part on every change.
"""

_NOT_TESTED = """\
## Not tested

No test listens to a screen reader. Orca was listened to once (`redline-pages.md`); what NVDA, JAWS, VoiceOver and Narrator
say of a redline was not tried with their users, which is planned and not done. A page of each kind is opened and used in
Firefox and WebKit (`tests/site/test_browser_engines.py`), every page in Chromium only; Safari itself was not. Real hosts may
send other headers than the files we write for them ask for.
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
        # None for what was not run.
        outcomes = [None if check.missing else check.is_met for check in checks]
        for beginning in goal.tests:
            passed = [outcome for name, outcome in self.tests.items() if name.startswith(beginning)]
            told.append(f"`{beginning.removeprefix('tests/')}`: {_passed(passed)}")
            outcomes.append(all(passed) if passed else None)
        is_met = "no" if False in outcomes else "not all checked" if None in outcomes else "yes"
        return is_met, "; ".join(told)


def _told(check: Check) -> str:
    return (
        f"{check.name} on {check.looked_at}: {check.outcome} ({check.day})"
        if not check.missing
        else (f"{check.name}: {check.outcome}")
    )


def _passed(outcomes: Sequence[bool]) -> str:
    return f"{sum(outcomes)} of {len(outcomes)} pass" if outcomes else "not run"


def report(outcomes: Outcomes) -> str:
    """The whole page, as Markdown."""
    return "\n".join([_INTRODUCTION, *_goals(outcomes), "", *_faults(outcomes), _NOT_TESTED])


def _goals(outcomes: Outcomes) -> Iterator[str]:
    yield "| | goal | met | shown by | besides |\n|---|---|---|---|---|"
    for number, goal in enumerate(GOALS, 1):
        is_met, told = outcomes.of(goal)
        yield f"| {number} | {goal.text} | {'**no**' if is_met == 'no' else is_met} | {told} | {goal.rest} |"


def _faults(outcomes: Outcomes) -> Iterator[str]:
    for check in outcomes.checks.values():
        if check.faults:
            yield f"## {check.name}: what is wrong\n"
            yield from (f"- {fault}" for fault in check.faults[:40])
            if len(check.faults) > 40:
                yield f"- and {len(check.faults) - 40} more"
            yield ""
