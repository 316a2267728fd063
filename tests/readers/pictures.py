"""``python -m readers.pictures`` takes pictures of the pages that readers see most, and writes the page that shows them."""

from __future__ import annotations

import base64
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple

from browsing import FLAGS, browser_path, serving_folder, visiting
from playwright.sync_api import Browser, sync_playwright

from building import EXAMPLE, ROOT, build

from .measuring import WIDTHS

_FIGURES = ROOT / "docs" / "project" / "figures"
_PAGE, _FOLDER = _FIGURES / "pictures.md", _FIGURES / "pictures"
_DAY = "2026-06-15"
_QUALITY = 55
"""Of WebP, from 0 to 100: letters are still sharp, and all pictures together stay below 1 MB."""

_PAGES = {
    "home": ("Home", ""),
    "text": ("The text in force", "notice/"),
    "redline": ("What changed on a day", "notice/2023-09-01/changes/"),
    "since": ("What changed since a reader agreed", "notice/compare/2018-05-25/"),
    "history": ("The history", "notice/history/"),
    "clause": ("One clause", "notice/clauses/what-we-keep/"),
}
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

_INTRODUCTION = """\
# How the pages look

Taken by `scripts/quality pictures` in Chromium, of the example of the tests on 15 June 2026: what windows of 1280 x 800 and 320 x 640
show first, light and dark.
"""


class Picture(NamedTuple):
    """A picture's file name, and what it is of."""

    name: str
    said: str


def main() -> int:
    """Take them all anew."""
    shutil.rmtree(_FOLDER, ignore_errors=True)
    _FOLDER.mkdir(parents=True)
    with TemporaryDirectory(prefix="policy-pictures-") as scratch, ExitStack() as stack:
        site = build(EXAMPLE, Path(scratch) / "site", _DAY, POLICY_FORM_ENDPOINT="https://forms.example/submit")
        address = stack.enter_context(serving_folder(site))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        parts = [_INTRODUCTION]
        for page, (title, place) in _PAGES.items():
            taken = list(_taken(browser, page, address + place))
            parts.append("\n".join([f"## {title}\n", *(f"![{each.said}](pictures/{each.name})" for each in taken), ""]))
        browser.close()
    _PAGE.write_text("\n".join(parts), "utf-8")
    print(f"{sum(file.stat().st_size for file in _FOLDER.iterdir()):,} bytes")
    return 0


def _taken(browser: Browser, page: str, address: str) -> Iterator[Picture]:
    for width, height in WIDTHS.items():
        for scheme in _SCHEMES:
            picture = Picture(f"{page}-{width}-{scheme}.webp", f"{width} px, {scheme}")
            with visiting(browser, width, color_scheme=scheme) as visit:
                visit.page.set_viewport_size({"width": width, "height": height})
                visit.page.clock.set_fixed_time(datetime.fromisoformat(_DAY).replace(hour=12, tzinfo=UTC))
                visit.page.goto(address)
                chromium = visit.page.context.new_cdp_session(visit.page)
                shot = chromium.send("Page.captureScreenshot", {"format": "webp", "quality": _QUALITY})
            (_FOLDER / picture.name).write_bytes(base64.b64decode(shot["data"]))
            yield picture


if __name__ == "__main__":
    sys.exit(main())
