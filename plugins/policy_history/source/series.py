"""What must hold between the revisions of one policy."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ..model import RevisionId
from ..problems import Problem
from . import rules
from .frontmatter import RevisionFile


def series_problems(files: Iterable[RevisionFile]) -> list[Problem]:
    """Whether the order of the ids is the order of the effective days, and days are shared by number only."""
    in_order = sorted(files, key=lambda file: file.revision.id)
    problems = []
    for earlier, later in pairwise(in_order):
        other, day, effective = f"{earlier.revision.id}.md", earlier.revision.effective, later.revision.effective
        place = later.places["effective"]
        if effective < day:
            problems.append(rules.DATE_ORDER.at(place, effective=effective, other=other, other_effective=day))
        elif effective == day and later.revision.id.day != earlier.revision.id.day:
            first, second = f"{RevisionId(day)}.md", f"{RevisionId(day, 2)}.md"
            problems.append(rules.SAME_DAY.at(place, effective=day, other=other, first=first, second=second))
    return problems
