"""What the checks found, whoever reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ..model import Acknowledgement
from ..problems import Problem

EVERY_FINDING = "*"
"""As the text of an acknowledgement: every finding of that rule in that revision."""


@dataclass(frozen=True, slots=True)
class AcknowledgedFinding:
    """A finding that the revision's editor acknowledged, with the recorded reason."""

    problem: Problem
    acknowledgement: Acknowledgement


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found: what is wrong, and what stays on purpose.

    ``unread`` says how many texts were not read and why, and how to have them read; empty when all were.
    """

    problems: tuple[Problem, ...]
    kept: tuple[AcknowledgedFinding, ...]
    unread: str = ""

    def having(self, problems: Iterable[Problem]) -> Report:
        """The same report with these problems too."""
        return replace(self, problems=tuple(sorted([*self.problems, *problems])))

    def moved(self, place: Callable[[str], str]) -> Report:
        """The same report with every path as ``place`` gives it."""
        problems = (replace(problem, path=place(problem.path)) for problem in self.problems)
        kept = (replace(each, problem=replace(each.problem, path=place(each.problem.path))) for each in self.kept)
        return replace(self, problems=tuple(problems), kept=tuple(kept))
