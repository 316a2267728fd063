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

Written by `scripts/quality newcomer`: each begins in a virtual environment of its own with the wheel of this project, types these
commands, and looks at the pages in Chromium, 1280 and 320 CSS pixels wide. Seconds are of the machine that wrote the page; what
each command prints goes to the terminal, pictures to `.build/newcomer/pages/`. Hosts that the machine cannot reach are no complaint,
nor is the `sitemap.xml` for which Material asks beside every feed.
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
    """The page, as Markdown."""
    return "\n".join([_HEAD, *(line for outcome in outcomes for line in _section(outcome))])


def _section(outcome: Outcome) -> Iterator[str]:
    total = sum(taken.seconds for taken in outcome.taken)
    yield from (f"## {outcome.walk.title}", "", outcome.walk.who, "", "| types | s |", "|---|--:|")
    for taken in outcome.taken:
        ended = "" if taken.status == 0 else f" **exit code {taken.status}**"
        seconds = f"{taken.seconds:.1f}" if taken.seconds else ""
        command = taken.command if taken.command.startswith("(") else _code(taken.command)
        yield f"| {command}{ended} | {seconds} |"
    yield f"| **all** | {total:.0f} |"
    faults = list(filter(None, map(_fault, outcome.seen)))
    yield from ("", f"Pages: {len(outcome.walk.pages)}. Wider than the window, or with a complaint: {len(faults)}.", "")
    yield from (f"- {fault}" for fault in faults)


def _fault(look: Look) -> str:
    said = [f"{look.overflow} px too wide"] if look.overflow else []
    said += look.complaints
    return f"`/{look.address}` at {look.width} px: {'; '.join(said)}" if said else ""


def _code(text: str) -> str:
    """The text as code in a cell of a table."""
    quoted = text.replace("`", "'").replace("|", "\\|")
    return f"`{quoted}`" if quoted.strip() else ""
