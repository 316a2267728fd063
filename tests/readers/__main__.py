"""``python -m readers`` measures how soon pages answer, and writes the table; 1 when a goal is missed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from browsing import FLAGS, browser_path
from many_policies import POLICIES
from playwright.sync_api import Browser, sync_playwright

from building import ROOT

from . import measuring
from .report import Row, report
from .sites import Measured, measured_sites

_REPORT = ROOT / "docs" / "project" / "figures" / "reading.md"

Measuring = Callable[[Browser, Measured, int], dict[str, int]]


def main() -> int:
    """Measure every site, write the page, and say which goals are missed."""
    with TemporaryDirectory(prefix="policy-reading-") as scratch, ExitStack() as stack:
        sites = stack.enter_context(measured_sites(Path(scratch)))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        rows = _rows(browser, sites)
        browser.close()
    _REPORT.write_text(report(rows), "utf-8")
    print(*(row.written() for row in rows), sep="\n")
    return 0 if all(row.is_met for row in rows) else 1


def _rows(browser: Browser, sites: Sequence[Measured]) -> list[Row]:
    def at(width: int, measure: Measuring, among: Sequence[Measured] = sites) -> dict[str, int]:
        return _named({site.name: measure(browser, site, width) for site in among})

    texts = [site for site in sites if site.name in {"real", "example"}]
    many = [site for site in sites if site.name == f"{POLICIES} policies"]
    return [
        Row("y of the policy's first words, 1280 px", 320, at(1280, measuring.first_words)),
        Row("y of the policy's first words, 320 px", 420, at(320, measuring.first_words)),
        Row("y of the first marked word of a redline, 1280 px", 900, at(1280, measuring.first_marks)),
        Row("y of the first marked word of a redline, 320 px", 1300, at(320, measuring.first_marks)),
        Row(f"height of the header at 320 px with {POLICIES} policies", 64, at(320, measuring.navigation, many)),
        Row("clicks from home to “what changed since DAY”", 1, at(1280, measuring.clicks_to_what_changed)),
        Row("Tab stops before the text of a redline", 20, at(1280, measuring.stops)),
        Row("weight of a text in force", 15_000, _named({s.name: measuring.weights(s) for s in texts}), " bytes"),
        Row("requests of a text in force", 3, _named({s.name: measuring.requests(s) for s in sites})),
    ]


def _named(found: dict[str, dict[str, int]]) -> dict[str, int]:
    return {f"{site}: /{address}": value for site, each in found.items() for address, value in each.items()}


if __name__ == "__main__":
    sys.exit(main())
