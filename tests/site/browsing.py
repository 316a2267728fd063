"""A real browser on a published site: where it is served, what it asks for, and where the keyboard leads."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from host_headers import headers_for
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request

from listening import Quiet, answering
from machine import PATIENCE

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# A page of each kind, on this repository's own site and on the made-up one.
KINDS = [
    *(("real", address) for address in ["", "privacy/", "privacy/2014-09-24/changes/", "cookies/"]),
    *(("real", address) for address in ["requests/", "contact/"]),
    *(("real", address) for address in ["privacy/2014-09-24/changes/side-by-side/", "contact/sent/"]),
    *(("example", address) for address in ["notice/", "notice/2026-09-01/", "notice/2023-09-01/changes/"]),
    *(("example", address) for address in ["notice/clauses/", "notice/compare/2018-05-25/"]),
    *(("example", address) for address in ["notice/clauses/what-we-keep/", "notice/history/", "notice/follow/"]),
    *(("example", address) for address in ["notice/compare/?from=2018-05-25&to=2025-02-10", "volunteers/"]),
    *(("example", address) for address in ["notice/search/#q=we", "membership/search/"]),
    *(("example", address) for address in ["no/such/page/"]),
]

# What a page has stored on the device.
_STORED = """async () => [
    ...document.cookie.split(';').filter(Boolean),
    ...Object.keys(localStorage), ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(each => each.name),
    ...await caches.keys(),
    ...await navigator.serviceWorker.getRegistrations(),
]"""

_CONTROLS = "a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]"
# Of radio buttons, the Tab key stops at the chosen one, or at the first while none is.
_REACHABLE = """controls => {
    const all = [...document.querySelectorAll(controls)];
    const group = radio => all.filter(e => e.type === 'radio' && e.name === radio.name && e.form === radio.form);
    const isStop = radio => (group(radio).find(e => e.checked) ?? group(radio)[0]) === radio;
    return all.filter(e => e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden' && (e.type !== 'radio' || isStop(e))
        && e.getClientRects().length && e.checkVisibility({visibilityProperty: true})).length;
}"""

_FOCUSED = """async controls => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return null;
    await Promise.all(document.getAnimations().map(animation => animation.finished));
    const r = e.getClientRects()[0] || new DOMRect();
    const [left, right] = [Math.max(r.left, 0), Math.min(r.right, innerWidth)];
    const [top, bottom] = [Math.max(r.top, 0), Math.min(r.bottom, innerHeight)];
    const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const style = getComputedStyle(e);
    // The Tab key stops at each part of a date.
    const walked = window.walked ??= new WeakSet(), isNew = !walked.has(e);
    walked.add(e);
    return {
        name: e.tagName.toLowerCase() + ' “' + (e.textContent.trim() || e.id || e.name || e.ariaLabel || '').slice(0, 40) + '”',
        isControl: isNew && e.matches(controls),
        faults: Object.entries({
            'has no size': r.width < 4 || r.height < 4,
            'is off the screen': r.left < -1 || r.right > innerWidth + 1 || bottom - top < 1,
            'is invisible': !e.checkVisibility({opacityProperty: true, visibilityProperty: true}),
            'is covered': !(above && (e.contains(above) || above.contains(e))),
            'shows no focus': style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2,
        }).filter(([_, is]) => is).map(([fault]) => fault),
    };
}"""

_TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}

# The share of dark and of bright pixels in a picture, by relative luminance (WCAG 2.2).
_BRIGHTNESS = """async picture => {
    const bitmap = await createImageBitmap(await (await fetch('data:image/png;base64,' + picture)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    canvas.drawImage(bitmap, 0, 0);
    const data = canvas.getImageData(0, 0, bitmap.width, bitmap.height).data;
    // One sum for each of the 256 values, and not for each of a million pixels.
    const linear = Float64Array.from({length: 256}, (_, value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    let dark = 0, bright = 0;
    for (let at = 0; at < data.length; at += 4) {
        const luminance = 0.2126 * linear[data[at]] + 0.7152 * linear[data[at + 1]] + 0.0722 * linear[data[at + 2]];
        dark += luminance < 0.05;
        bright += luminance > 0.5;
    }
    return {dark: 4 * dark / data.length, bright: 4 * bright / data.length};
}"""


def browser_path() -> str:
    """The Chromium to use, as scripts/test chooses it; empty when there is none."""
    known = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    candidates = (os.environ.get("POLICY_TEST_BROWSER"), *known)
    return next((found for name in candidates if name and (found := shutil.which(name))), "")


def picture(page: Page, **wanted: Any) -> str:
    """What stands on the screen, as a PNG file in base64, with those ``wanted`` parameters of Page.captureScreenshot."""
    chromium = page.context.new_cdp_session(page)
    for _ in range(PATIENCE):
        # Playwright's own pictures run script in the page, which the content policy of some forbids.
        with suppress(Error):  # no frame has been drawn yet, as on a busy machine
            return str(chromium.send("Page.captureScreenshot", {"format": "png"} | wanted)["data"])
        page.wait_for_timeout(250)
    raise AssertionError("the browser drew no picture")


class _Files(Quiet):
    """Serves a folder as Pages does: with the headers it asks for, and its own page for what is not there."""

    def __init__(self, *arguments: Any, added: Mapping[str, str], **settings: Any) -> None:
        self._added = added
        super().__init__(*arguments, **settings)

    def end_headers(self) -> None:
        asked_for = dict(headers_for(Path(self.directory), urlsplit(self.path).path))
        for name, value in (asked_for | dict(self._added)).items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != 404 or not page.exists():
            return super().send_error(code, message, explain)
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())
        return None


@contextmanager
def serving_folder(folder: Path, added: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """Serve a folder, which may still be missing, on loopback; gives its address.

    ``added`` are headers of every answer; they may change while it is served.
    """
    with answering(partial(_Files, directory=str(folder), added=added)) as address:
        yield f"{address}/"


@dataclass
class Visit:
    """A page in a context of its own, with everything it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("requestfailed", self._failed)

    def _failed(self, request: Request) -> None:
        # Going to the next page ends what the last one was still fetching.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url}")

    def stored(self) -> list[Any]:
        """Everything the page has left on the device."""
        return [*self.page.context.cookies(), *self.page.evaluate(_STORED)]

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        root = "document.documentElement"
        return int(self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))

    def brightness(self, measuring: Page) -> dict[str, float]:
        """The share of ``dark`` and of ``bright`` pixels on the screen; ``measuring`` may run scripts."""
        return dict(measuring.evaluate(_BRIGHTNESS, picture(self.page)))

    def tab_through(self) -> tuple[list[str], int]:
        """What is wrong with any stop of the Tab key, and how many links and controls are among the stops."""
        faults, controls = [], 0
        chromium = self.page.context.new_cdp_session(self.page)
        self.page.evaluate("delete window.walked")
        for _ in range(500):
            # In one message; a key that is pressed and released is three.
            chromium.send("Input.dispatchKeyEvent", _TAB)
            focused = self.page.evaluate(_FOCUSED, _CONTROLS)
            if focused is None:
                return faults, controls
            controls += focused["isControl"]
            faults += [f"{focused['name']} {fault}" for fault in focused["faults"]]
        raise AssertionError(f"the Tab key does not leave the page; it is on {focused['name']}")

    def reachable(self) -> int:
        """How many links and controls a reader sees on the page, on the screen or by scrolling."""
        return int(self.page.evaluate(_REACHABLE, _CONTROLS))


@contextmanager
def visiting(browser: Browser, width: int = 1280, height: int = 800, **settings: Any) -> Iterator[Visit]:
    """A new, empty profile with one page in it."""
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", **settings
    )
    context.set_default_timeout(250 * PATIENCE)
    try:
        yield Visit(context.new_page())
    finally:
        context.close()
