"""``policy status``: where every policy stands today, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

import click

from ..days import day_in_words
from ..model import Policy, Revision, State
from ..problems import Problem, Severity
from .checking import surveyed
from .extras import say
from .lookup import today
from .options import of_checkout_today


@click.command()
@of_checkout_today
def status(root: Path, folder: str, timezone: str) -> None:
    """Say of every policy what is in force, what is upcoming, what is still a draft, and what is wrong.

    The texts are not read. What is listed stands in fields, days, names of files, the record and the files beside the
    policies; warnings are counted. "policy check" lists these too, and reads the texts.
    """
    from ..checks.report_formats import counts

    day = today(timezone)
    policies, report = surveyed(root, folder, day)
    say(f"On {day_in_words(day)}:")
    for policy in policies:
        say(f"\n{policy.title} ({policy.slug})")
        for line in _states(policy, day):
            say(f"  {line}")
        for line in _wrong([problem for problem in report.problems if _is_of(policy, problem)]):
            say(f"  {line}")
    elsewhere = [problem for problem in report.problems if not any(_is_of(policy, problem) for policy in policies)]
    if elsewhere:
        say("")
    for line in _wrong(elsewhere):
        say(line)
    say(f"\n{counts(report)}. The texts were not read: policy check")


def _states(policy: Policy, day: date) -> Iterator[str]:
    current = policy.in_force(day)
    if policy.is_withdrawn(day):
        yield f"withdrawn  {_ended(policy)}"
        return
    yield f"in force   {_told(current)}" if current else "in force   nothing yet"
    if policy.withdrawn:
        yield f"ends       {_ended(policy)}"
    for revision in policy.revisions:
        if policy.state(revision, day) is State.UPCOMING:
            yield f"upcoming   {_told(revision)}"
        elif policy.state(revision, day) is State.DRAFT:
            yield f"draft      {_told(revision)}, published {day_in_words(revision.published)}"


def _ended(policy: Policy) -> str:
    return f"no text applies from {day_in_words(policy.withdrawn)} on" if policy.withdrawn else ""


def _told(revision: Revision) -> str:
    return f"{revision.id}  {revision.change_class}, effective from {day_in_words(revision.effective)}"


def _wrong(problems: Sequence[Problem]) -> Iterator[str]:
    from ..problems import counted

    listed = [problem for problem in problems if problem.severity is not Severity.WARNING]
    yield from (f"{problem.severity}: {problem}" for problem in listed)
    if len(problems) > len(listed):
        yield f"{counted(len(problems) - len(listed), 'warning')}, which “policy check” lists"


def _is_of(policy: Policy, problem: Problem) -> bool:
    return PurePosixPath(policy.path).parent in PurePosixPath(problem.path).parents
