"""``python -m quality TOOLS [CHECK...]`` runs every check, or only those, and writes the report.

``speech`` writes what is heard of one redline instead, which a test holds later pages to.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from browsing import FLAGS, browser_path
from playwright.sync_api import sync_playwright

from building import ROOT

from .browser_checks import axe, keyboard, room
from .checks import Check, Surroundings
from .daily import a_minute, fifty, tests
from .goals import GOALS
from .record import keep
from .report import report
from .sites import served_sites
from .speech import write_transcript
from .tools import html_validate, lighthouse, links, nu, pa11y

_RECORD = ROOT / ".build" / "quality.json"
_REPORT = ROOT / "docs" / "project" / "figures" / "quality.md"
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
    """0 when everything that was looked at is right. The report tells of each check's last outcome."""
    tools, *wanted = arguments
    if wanted == ["speech"]:
        with TemporaryDirectory(prefix="policy-speech-") as scratch:
            print(write_transcript(Path(scratch)))
        return 0
    unknown = set(wanted) - {*_CHECKS, "tests"}
    if unknown:
        print(f"There is no check “{', '.join(sorted(unknown))}”. There are: {', '.join([*_CHECKS, 'tests'])}.")
        return 2
    with TemporaryDirectory(prefix="policy-quality-") as scratch:
        checks = _checked(Path(tools), Path(scratch), [name for name in wanted or _CHECKS if name in _CHECKS])
        passed = tests(Path(scratch)) if not wanted or "tests" in wanted else {}
    outcomes = keep(_RECORD, {}, passed)
    _REPORT.write_text(report(outcomes), "utf-8")
    for verdict in ("no", "not all checked"):
        goals = [str(number) for number, goal in enumerate(GOALS, 1) if outcomes.of(goal)[0] == verdict]
        print(f"Goals with “{verdict}”: {', '.join(goals) or 'none'}")
    return 0 if all(check.is_met for check in checks) and all(passed.values()) else 1


def _checked(tools: Path, scratch: Path, wanted: Sequence[str]) -> list[Check]:
    found: list[Check] = []
    if not wanted:
        return found
    with served_sites(scratch) as sites, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        around = Surroundings(sites, browser, browser_path(), tools, scratch)
        for name in wanted:
            start = perf_counter()
            found.append(check := _CHECKS[name](around))
            keep(_RECORD, {check.name: check}, {})
            print(f"{check.name}, {check.looked_at}: {check.outcome} ({perf_counter() - start:.0f} s)", flush=True)
            print(*(f"  {fault}" for fault in check.faults), sep="\n", end="\n" if check.faults else "", flush=True)
        browser.close()
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
