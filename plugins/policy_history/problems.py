"""What is wrong in a file, in words an editor can act on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

_FEW = 3
"""So many findings by one rule in one file are each told."""


class Severity(StrEnum):
    """An error stops publication. A warning asks for a decision, and a notice only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


_PRINTS = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]|(?<=[^\x00-\x7f])[\u200c\u200d](?=[^\x00-\x7f])")
"""Spaces of other scripts, and the joiners with which their words are spelt: Python calls them unprintable."""


def printable(text: str) -> str:
    """The text with every character that does not print as itself written as an escape.

    What a file says must not move the cursor of the terminal, or turn the direction of the line, in which
    its problem is reported.
    """
    if text.isprintable():
        return text
    prints = {match.start() for match in _PRINTS.finditer(text)}
    return "".join(
        character if character.isprintable() or at in prints else character.encode("unicode_escape").decode("ascii")
        for at, character in enumerate(text)
    )


def printable_lines(text: str) -> str:
    """The same for a text of several lines, which stay lines."""
    return "\n".join(map(printable, text.split("\n")))


def one_line(text: str, longest: int = 0) -> str:
    """The text on one line, as a sentence quotes it: of more than ``longest`` characters the first, and “…”."""
    line = " ".join(text.split())
    return line if not longest or len(line) <= longest else line[: longest - 1] + "…"


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Where a character of a text stands, both from 1, the column in characters."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def counted(number: int, word: str, plural: str = "") -> str:
    """So many of them: 1 error, 2 errors. ``plural`` is that of a word that does not take an s."""
    return f"{number} {word if number == 1 else plural or word + 's'}"


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing that is wrong, where it is, and how to mend it.

    ``path`` is relative to the folder the site is built from; ``line`` and ``column`` count from 1.
    ``message`` is one or two whole sentences: what is wrong, then the remedy. ``rule`` is the name
    under which the finding can be acknowledged and looked up, ``quote`` the text an acknowledgement must have; empty
    when it cannot be acknowledged.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    severity: Severity = Severity.ERROR
    quote: str = field(default="", compare=False)

    @property
    def place(self) -> str:
        """Where it is, as compilers write it."""
        return f"{self.path}:{self.line}:{self.column}"

    def __str__(self) -> str:
        return printable(f"{self.place}: {self.message} [{self.rule}]")


class CannotProceed(Exception):
    """What was asked for cannot be done; the message is a sentence for the one who can mend it."""


class ProblemsFound(CannotProceed):
    """Raised when publication must stop; carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


@contextmanager
def collecting(problems: list[Problem]) -> Iterator[None]:
    """Add the problems raised inside the block to ``problems``, and go on: one file's do not hide those of the next."""
    try:
        yield
    except ProblemsFound as found:
        problems.extend(found.problems)


def in_short(problems: Iterable[Problem]) -> list[str]:
    """A line a problem; of many by one rule in one file only the first, with how many there are."""
    found: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        found.setdefault((problem.path, problem.rule), []).append(problem)
    return [line for alike in found.values() for line in _in_short(alike)]


def _in_short(alike: list[Problem]) -> list[str]:
    if len(alike) <= _FEW:
        return list(map(str, alike))
    return [f"{alike[0]} There are {len(alike) - 1} more of them in this file; “policy check” lists all."]


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that stop publication, in reading order."""
    return sorted(problem for problem in problems if problem.severity is Severity.ERROR)
