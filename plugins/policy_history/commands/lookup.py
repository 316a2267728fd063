"""What commands are told by name: a policy, a revision, a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from .. import clock
from ..model import Policy, Revision
from ..problems import ProblemsFound
from .extras import writing

Result = TypeVar("Result")


class Day(click.ParamType[date]):
    """A day, written YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; the command ends with a sentence when it is none."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            day = None
        if day is None or str(day) != str(value):  # Python reads other forms of ISO 8601 too, such as weeks
            self.fail(f"“{value}” is not a day. Write it as YYYY-MM-DD, e.g. 2026-12-01.", param, ctx)
        return day


def today(timezone: str) -> date:
    """The day it is there; the command ends with a sentence when there is no such time zone."""
    try:
        return clock.today(timezone)
    except ValueError as error:
        raise click.ClickException(str(error)) from None


def within_budget(
    name: str, work: Callable[[str], Result], text: str = "", *, line: int = 1, size: int = 0, doing: str = "Reading"
) -> Result:
    """What ``limits.spend`` gives; the command ends with a sentence when the file called ``name`` costs too much."""
    from ..limits import spend

    with writing():
        return spend(name, work, text, line=line, size=size, doing=doing)


def policies_in(root: Path, folder: str) -> tuple[Policy, ...]:
    """Every policy that can be read; the command ends with the problems when there is none."""
    from ..source.folder import survey_policies

    survey = survey_policies(root, folder)
    if not survey.policies:
        raise ProblemsFound(survey.problems)
    return survey.policies


def policy_named(policies: tuple[Policy, ...], slug: str) -> Policy:
    """The policy of that folder; the command ends with a sentence when there is none."""
    found = next((policy for policy in policies if policy.slug == slug), None)
    if found is None:
        known = ", ".join(policy.slug for policy in policies)
        raise click.ClickException(
            f"There is no policy “{slug}” that can be read. There are: {known}. “policy init --add” begins another."
        )
    return found


def revision_named(policy: Policy, name: str) -> Revision:
    """The revision of that id; the command ends with a sentence when there is none."""
    found = policy.find(name)
    if found is None:
        if not policy.revisions:
            raise click.ClickException(without_revisions(policy))
        known = ", ".join(str(revision.id) for revision in policy.revisions[-8:])
        raise click.ClickException(f"{policy.slug} has no revision “{name}” that can be read. The latest are: {known}.")
    return found


def without_revisions(policy: Policy) -> str:
    """What to do where a command needs a revision and the policy has none."""
    return (
        f"{policy.slug} has no revision that can be read. Begin the first one: policy new {policy.slug} --effective "
        "YYYY-MM-DD. What is wrong with the files that are there, “policy check” says."
    )
