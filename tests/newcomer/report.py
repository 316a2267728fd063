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

Written by `scripts/quality newcomer`. Each begins in a virtual environment of its own with the wheel of this project, types
what is in the left column, and sees what is on the right: the first and last lines, where there are many. The seconds are of
the machine that wrote the page; installing asks a package registry. A day in June 2026 is “today”. The pages that each
looks at in the end are opened in Chromium, 1280 and 320 CSS pixels wide; pictures of them are in `.build/newcomer/pages/`.
Not counted as complaints: hosts elsewhere that the machine cannot reach (the theme's fonts).
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
    yield from (f"## {outcome.walk.title}", "", outcome.walk.who, "", "| types | s | sees |", "|---|--:|---|")
    for taken in outcome.taken:
        ended = [] if taken.status == 0 else [f"**exit code {taken.status}**"]
        seconds = f"{taken.seconds:.1f}" if taken.seconds else ""
        command = taken.command if taken.command.startswith("(") else _code(taken.command)
        yield f"| {command} | {seconds} | {'<br>'.join([*ended, *map(_code, taken.printed)])} |"
    total = sum(taken.seconds for taken in outcome.taken)
    yield from ("", f"All commands together: {total:.0f} s.", "")
    faults = list(filter(None, map(_fault, outcome.seen)))
    yield f"Pages looked at: {', '.join(f'`/{address}`' for address in outcome.walk.pages)}."
    yield from (
        (f"- {fault}" for fault in faults)
        if faults
        else ("None is wider than its window; the browser complains of none.",)
    )
    yield ""


def _fault(look: Look) -> str:
    said = [f"{look.overflow} px too wide"] if look.overflow else []
    said += look.complaints
    return f"`/{look.address}` at {look.width} px: {'; '.join(said)}" if said else ""


def _code(text: str) -> str:
    """The text as code in a cell of a table."""
    quoted = text.replace("`", "'").replace("|", "\\|")
    return f"`{quoted}`" if quoted.strip() else ""
