"""What must hold between the revisions of one policy."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ..model import Revision, RevisionId
from ..problems import Problem
from . import rules
from .frontmatter import RevisionFile


def series_problems(files: Iterable[RevisionFile]) -> list[Problem]:
    """Whether the order of the ids is the order of the effective days, and days are shared by number only."""
    in_order = sorted(files, key=lambda file: file.revision.id)
    problems = []
    for earlier, later in pairwise(in_order):
        if later.revision.effective < earlier.revision.effective:
            problems.append(_order_problem(earlier.revision, later))
        elif _shares_day_by_chance(earlier.revision, later.revision):
            problems.append(_same_day_problem(earlier.revision, later))
    return problems


def _shares_day_by_chance(earlier: Revision, later: Revision) -> bool:
    return later.effective == earlier.effective and later.id.day != earlier.id.day


def _order_problem(earlier: Revision, later: RevisionFile) -> Problem:
    return rules.DATE_ORDER.at(
        later.places["effective"],
        effective=later.revision.effective,
        other=f"{earlier.id}.md",
        other_effective=earlier.effective,
    )


def _same_day_problem(earlier: Revision, later: RevisionFile) -> Problem:
    day = later.revision.effective
    return rules.SAME_DAY.at(
        later.places["effective"],
        effective=day,
        other=f"{earlier.id}.md",
        first=f"{RevisionId(day)}.md",
        second=f"{RevisionId(day, 2)}.md",
    )
