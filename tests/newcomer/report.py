"""The page on newcomers, made of what happened to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from building import ROOT

from .looking import Look
from .walk import Walk
from .walking import Taken

REPORT = ROOT / "docs" / "project" / "figures" / "newcomer.md"
_HEAD = """# Three newcomers

Written by `scripts/quality newcomer`: each types the commands of `tests/newcomer/walks.py` in a virtual environment of its own with the
wheel of this project, and looks at the pages in Chromium, 1280 and 320 CSS pixels wide. Seconds are of the machine that wrote the
page, installing included; what is printed goes to the terminal, pictures to `.build/newcomer/pages/`. Hosts that the
machine cannot reach are no complaint.

| newcomer | commands | seconds | failed | pages | too wide, or with a complaint |
|---|--:|--:|--:|--:|--:|
"""


@dataclass(frozen=True)
class Outcome:
    """How far a newcomer came, and what was seen of the site."""

    walk: Walk
    taken: tuple[Taken, ...]
    seen: tuple[Look, ...]


def is_through(outcome: Outcome) -> bool:
    """Whether every step was taken and succeeded, and every page could be seen whole, without a complaint."""
    steps = [taken.status for taken in outcome.taken]
    return steps == [0] * len(outcome.walk.steps) and bool(outcome.seen) and not any(map(_fault, outcome.seen))


def report(outcomes: Sequence[Outcome]) -> str:
    """The page, as Markdown: a row a newcomer, and what went wrong."""
    wrong = [line for outcome in outcomes for line in _wrong(outcome)]
    return _HEAD + "\n".join([*map(_row, outcomes), "", *(f"- {line}" for line in wrong)]).rstrip() + "\n"


def _row(outcome: Outcome) -> str:
    walk, commands = outcome.walk, [taken for taken in outcome.taken if not taken.command.startswith("(")]
    failed = sum(taken.status != 0 for taken in commands)
    figures = (len(commands), f"{sum(taken.seconds for taken in commands):.0f}", failed, len(walk.pages))
    return " | ".join(map(str, ("| " + walk.who, *figures, sum(map(bool, map(_fault, outcome.seen)))))) + " |"


def _wrong(outcome: Outcome) -> Iterator[str]:
    for taken in outcome.taken:
        if taken.status:
            yield f"{outcome.walk.title}, {_code(taken.command)}: exit code {taken.status}"
    yield from (f"{outcome.walk.title}, {fault}" for fault in map(_fault, outcome.seen) if fault)


def _fault(look: Look) -> str:
    said = [f"{look.overflow} px too wide"] if look.overflow else []
    said += look.complaints
    return f"`/{look.address}` at {look.width} px: {'; '.join(said)}" if said else ""


def _code(text: str) -> str:
    return f"`{text.replace('`', chr(39))}`"
