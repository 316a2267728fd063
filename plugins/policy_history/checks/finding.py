"""What a rule finds, and all that was found in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..model import Acknowledgement, Policy, Revision
from ..problems import Problem, Severity
from ..text.characters import shown
from ..text.document import Document
from ..text.read_blocks import ReadBlock

_LONGEST_QUOTE = 60


class Finding(NamedTuple):
    """What a rule found: the place in the text, the passage it concerns, and a sentence with the remedy.

    ``field`` names the field of the front matter in which it is, where it is not in the text. A finding without a
    ``quote`` cannot be acknowledged.
    """

    offset: int
    quote: str
    message: str
    severity: Severity = Severity.ERROR
    field: str = ""


Rule = Callable[[Policy, Revision, Document], Iterator[Finding]]
"""A rule about one revision. Its documentation, with an example, is in manual/rules.md."""

ComparingRule = Callable[[Policy, Revision, Document, Revision, Document], Iterator[Finding]]
"""A rule about a revision (first two) and the one before it (last two), whose clauses have lasting ids."""


def in_blocks(document: Document, work: Callable[[ReadBlock], Sequence[Finding]]) -> Iterator[Finding]:
    """What ``work`` finds in each block, with its place in the text; it is asked once about each distinct block."""
    for start, found in document.once(work):
        yield from (finding._replace(offset=start + finding.offset) for finding in found)


def in_parts(document: Document, work: Callable[[str], Sequence[Finding]]) -> Iterator[Finding]:
    """What ``work`` finds in the source of each part, with its place in the text."""
    start = 0
    for part in document.parts:
        for finding in work(part.source):
            yield finding._replace(offset=start + finding.offset)
        start += len(part.source)


def short(text: str) -> str:
    """A passage on one line and not too long, as a sentence quotes it and an acknowledgement names it."""
    line = " ".join(shown(text).split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 3] + "…"


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
