"""``python -m quality TOOLS [CHECK...]`` checks everything, or only those checks, and writes the report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from browsing import FLAGS, browser_path
from building import ROOT
from playwright.sync_api import sync_playwright

from .browser_checks import axe, keyboard, room
from .checks import Check, Surroundings
from .daily import a_minute, fifty, tests
from .report import Outcomes, report
from .sites import served_sites
from .tools import html_validate, lighthouse, links, nu, pa11y

_REPORT = ROOT / "docs" / "project" / "quality.md"
_CHECKS = {
    "nu": nu,
    "html-validate": html_validate,
    "links": links,
    "axe": axe,
    "keyboard": keyboard,
    "room": room,
    "pa11y": pa11y,
    "lighthouse": lighthouse,
    "fifty": fifty,
    "a-minute": a_minute,
}


def main(arguments: Sequence[str]) -> int:
    """0 when every goal is met. The report is written only when everything was checked."""
    tools, *wanted = arguments
    unknown = set(wanted) - {*_CHECKS, "tests"}
    if unknown:
        print(f"There is no check “{', '.join(sorted(unknown))}”. There are: {', '.join([*_CHECKS, 'tests'])}.")
        return 2
    with TemporaryDirectory(prefix="policy-quality-") as scratch:
        checks = _checked(Path(tools), Path(scratch), wanted or list(_CHECKS))
        passed = tests(Path(scratch)) if not wanted or "tests" in wanted else {}
    if wanted:
        return 0 if all(check.is_met for check in checks) and all(passed.values()) else 1
    outcomes = Outcomes({check.name: check for check in checks}, passed)
    _REPORT.write_text(report(outcomes), "utf-8")
    print(f"{'Every goal is met' if outcomes.are_met else 'NOT EVERY GOAL IS MET'}: {_REPORT.relative_to(ROOT)}")
    return 0 if outcomes.are_met else 1


def _checked(tools: Path, scratch: Path, wanted: Sequence[str]) -> list[Check]:
    found = []
    with served_sites(scratch) as sites, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        around = Surroundings(sites, browser, browser_path(), tools, scratch)
        for name in wanted:
            if name in _CHECKS:
                start = perf_counter()
                found.append(check := _CHECKS[name](around))
                print(f"{check.name}, {check.looked_at}: {check.outcome} ({perf_counter() - start:.0f} s)", flush=True)
                print(*(f"  {fault}" for fault in check.faults), sep="\n", end="\n" if check.faults else "", flush=True)
        browser.close()
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
