"""``python -m newcomer [NAME]...`` takes the walks, all or those, and writes the table; 1 when one does not get through."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from browsing import FLAGS, browser_path
from playwright.sync_api import Browser, sync_playwright

from building import ROOT
from wheels import built_wheel

from .looking import looks
from .report import REPORT, Outcome, is_through, report
from .walk import Walk
from .walking import Newcomer
from .walks import WALKS

_WORK = ROOT / ".build" / "newcomer"


def main(names: list[str]) -> int:
    """Take the walks, say how far each came, and write the page when all were taken."""
    known = {walk.name: walk for walk in WALKS}
    if unknown := set(names) - set(known):
        print(f"No such walk: {', '.join(sorted(unknown))}. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    wheel = built_wheel(_WORK / "wheel")
    with TemporaryDirectory(prefix="newcomer-") as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        outcomes = [_outcome(known[name], wheel, Path(scratch), browser) for name in names or known]
        browser.close()
    if not names:
        REPORT.write_text(report(outcomes), "utf-8")
    return 0 if all(map(is_through, outcomes)) else 1


def _outcome(walk: Walk, wheel: Path, scratch: Path, browser: Browser) -> Outcome:
    newcomer = Newcomer(walk, wheel, scratch)
    taken = []
    for step in newcomer.steps():
        print(f"{walk.name}: {step.command} ({step.seconds:.1f} s)", *step.printed, sep="\n    ", flush=True)
        taken.append(step)
    pictures = _WORK / "pages" / walk.name
    shutil.rmtree(pictures, ignore_errors=True)
    site = newcomer.folder / "site"
    seen = list(looks(browser, site, walk.address, walk.pages, pictures)) if site.is_dir() else []
    print(*(look for look in seen if look.overflow or look.complaints), sep="\n", flush=True)
    return Outcome(walk, tuple(taken), tuple(seen))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
