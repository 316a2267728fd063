"""The page that says how soon readers are answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_INTRODUCTION = """\
# How soon a page answers

Written by `scripts/quality reading` in Chromium at 1280 x 800 and 320 x 640, on this repository's own site, the example of the
tests, a made-up history with one long redline, and a site of many policies. Heights are CSS pixels from the top; of a site's pages the
worst counts.

| what | goal | at worst (bold: missed) | where |
|---|---|---|---|
"""


@dataclass(frozen=True)
class Row:
    """One goal: ``found`` has what was measured by site and page; none of it may be above ``goal``."""

    what: str
    goal: int
    found: Mapping[str, int]
    unit: str = ""

    @property
    def is_met(self) -> bool:
        """Whether something was measured, and nothing of it is above the goal."""
        return bool(self.found) and max(self.found.values()) <= self.goal

    def written(self) -> str:
        """The row of the table."""
        worst = max(self.found, key=lambda page: self.found[page], default="nothing measured")
        value = f"{self.found[worst]:,}{self.unit}" if self.found else "–"
        value = value if self.is_met else f"**{value}**"
        return f"| {self.what} | ≤ {self.goal:,}{self.unit} | {value} | {worst} |"


def report(rows: Iterable[Row]) -> str:
    """The whole page."""
    return _INTRODUCTION + "\n".join(row.written() for row in rows) + "\n"
