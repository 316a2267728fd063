"""``policy status``: where every policy stands today, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

import click

from ..days import day_in_words
from ..model import Policy, Revision, State
from ..problems import Problem, Severity, printable
from .checking import surveyed
from .finding import TIMEZONE, today
from .options import FOLDER, ROOT


@click.command()
@ROOT
@FOLDER
@TIMEZONE
def status(root: Path, folder: str, timezone: str) -> None:
    """Say of every policy what is in force, what is upcoming, what is still a draft, and what is wrong.

    The texts are not read. Errors are listed that stand in fields, days, names of files, the record and the files
    beside the policies; "policy check" lists warnings too, and reads the texts.
    """
    from ..checks.formats import counts

    day = today(timezone)
    policies, report = surveyed(root, folder, day)
    click.echo(f"On {day_in_words(day)}:")
    for policy in policies:
        click.echo(f"\n{printable(policy.title)} ({policy.slug})")
        for line in _states(policy, day):
            click.echo(f"  {line}")
        for line in _wrong(policy, report.problems):
            click.echo(f"  {line}")
    elsewhere = [problem for problem in report.problems if not any(_is_of(policy, problem) for policy in policies)]
    if elsewhere:
        click.echo("")
    for problem in elsewhere:
        click.echo(f"{problem.severity}: {problem}")
    click.echo(f"\n{counts(report)}. The texts were not read: policy check")


def _states(policy: Policy, day: date) -> Iterator[str]:
    current = policy.in_force(day)
    yield f"in force   {_told(current)}" if current else "in force   nothing yet"
    for revision in policy.revisions:
        if policy.state(revision, day) is State.UPCOMING:
            yield f"upcoming   {_told(revision)}"
        elif policy.state(revision, day) is State.DRAFT:
            yield f"draft      {_told(revision)}, published {day_in_words(revision.published)}"


def _told(revision: Revision) -> str:
    return f"{revision.id}  {revision.change_class}, effective from {day_in_words(revision.effective)}"


def _wrong(policy: Policy, problems: Sequence[Problem]) -> Iterator[str]:
    own = [problem for problem in problems if _is_of(policy, problem)]
    errors = [problem for problem in own if problem.severity is Severity.ERROR]
    yield from (f"error: {problem}" for problem in errors)
    if len(own) > len(errors):
        yield f"and {len(own) - len(errors)} warnings"


def _is_of(policy: Policy, problem: Problem) -> bool:
    return PurePosixPath(policy.path).parent in PurePosixPath(problem.path).parents
