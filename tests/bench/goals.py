"""The goals, each with what was measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """What is aimed at, in words and figures, and what was found."""

    what: str
    wanted: str
    found: str
    is_met: bool

    def row(self) -> list[str]:
        """A row of the table of goals."""
        return [self.what, self.wanted, self.found if self.is_met else f"**{self.found}**"]


HEADINGS = ["goal", "wanted", "found (bold: missed)"]


def at_most(what: str, found: float, most: float, form: str = "{:.3g}", unit: str = "") -> Goal:
    """A goal that a figure does not exceed another."""
    return Goal(what, f"≤{form.format(most)}{unit}", form.format(found) + unit, found <= most)


def at_least(what: str, found: float, least: float, form: str = "{:.4f}", unit: str = "") -> Goal:
    """A goal that a figure is at least another."""
    return Goal(what, f"≥{form.format(least)}{unit}", form.format(found) + unit, found >= least)


def none(what: str, found: int) -> Goal:
    """A goal that something never happens."""
    return Goal(what, "0", f"{found:,}", found == 0)
