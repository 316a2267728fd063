"""The pages of a newcomer's site in a browser: pictures of them, and what can be measured of a look."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from browsing import serving_folder, visiting
from playwright.sync_api import Browser, Response

WIDTHS = (1280, 320)


@dataclass(frozen=True)
class Look:
    """A page at a width: by how many pixels it is too wide, and what the browser complained of."""

    address: str
    width: int
    overflow: int
    complaints: tuple[str, ...]


def looks(browser: Browser, site: Path, path: str, pages: tuple[str, ...], pictures: Path) -> Iterator[Look]:
    """Look at each page at each width, and keep pictures in that folder. ``path`` is where the site stands on its host."""
    pictures.mkdir(parents=True, exist_ok=True)
    host = pictures.parent / f"{pictures.name}-host"
    shutil.rmtree(host, ignore_errors=True)
    shutil.copytree(site, host / path.strip("/"))
    (host / "favicon.ico").touch()  # every browser asks for it, whatever the site says
    with serving_folder(host) as origin:
        for width in WIDTHS:
            with visiting(browser, width) as visit:
                missing: list[str] = []
                visit.page.on("response", lambda response, missing=missing: _missing(response, missing))  # type: ignore[call-overload]
                for address in pages:
                    visit.complaints.clear()
                    missing.clear()
                    visit.page.goto(f"{origin.rstrip('/')}{path}{address}")
                    visit.page.wait_for_load_state("networkidle")
                    name = address.strip("/").replace("/", "-") or "home"
                    visit.page.screenshot(path=pictures / f"{name}-{width}.png")
                    yield Look(address, width, visit.overflow(), (*missing, *filter(_is_ours, visit.complaints)))


def _is_ours(complaint: str) -> bool:
    """Whether it is about the site. Failed requests to it are told by ``_missing``, with their addresses."""
    return "Failed to load resource" not in complaint and "failed: https:" not in complaint


def _missing(response: Response, missing: list[str]) -> None:
    """Note what the site lacks."""
    if response.status >= 400:
        missing.append(f"{response.status} {urlsplit(response.url).path}")
