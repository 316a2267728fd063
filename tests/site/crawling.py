"""A crawl of a served site in a real browser: everything its pages keep on the device and every host they call."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from browsing import Visit, visiting
from observed import Called, Kept
from playwright.sync_api import Browser, Page, expect

from policy_history.tracking.model import Occasion, Storage

Look = Callable[[Page], list[str]]
"""What is wrong with a page, a line each."""

# Cookies are asked of the browser itself, which also knows those that scripts cannot see.
_KEPT = """async () => ({
    localStorage: Object.keys(localStorage),
    sessionStorage: Object.keys(sessionStorage),
    indexedDB: (await indexedDB.databases()).map(each => each.name),
    cacheStorage: await caches.keys(),
    serviceWorker: (await navigator.serviceWorker.getRegistrations()).map(each => new URL(each.scope).pathname),
})"""

# Opens what is folded; whether there is a control to write into, and whether a button: most pages have neither.
_OPENED = """() => {
    document.querySelectorAll('details').forEach(each => each.open = true);
    return ['form input, form textarea', 'button'].map(each => document.querySelector(each) !== null);
}"""
_PRINTED = "['beforeprint', 'afterprint'].forEach(each => dispatchEvent(new Event(each)))"


@dataclass
class Crawl:
    """What was seen: what was kept, who was called, what the browser complained about, and what the look found."""

    kept: set[Kept] = field(default_factory=set)
    called: set[Called] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def crawl(
    browser: Browser, root: str, addresses: Collection[str], kinds: Collection[str], look: Look | None = None
) -> Crawl:
    """Open every page below ``root``, use what a reader can use on it, and see it dark and on paper.

    Those of ``kinds``, a page of each, are also printed whole, and opened in the dark: the scripts of the others are
    the same. ``look`` sees every page before it is used.
    """
    seen = Crawl()
    # What is left of 1280 x 1024 at 400 % (WCAG 2.2, 1.4.10).
    with visiting(browser, width=320, height=256) as visit:
        for address in addresses:
            _open(visit, root, address)
            _note(seen, visit, root, Occasion.LOAD)
            if look:
                seen.faults += [f"{address}: {fault}" for fault in look(visit.page)]
            _use(visit.page, is_printed=address in kinds)
            _note(seen, visit, root, Occasion.ACTION)
    with visiting(browser, color_scheme="dark") as visit:
        for address in kinds:
            _open(visit, root, address)
            _note(seen, visit, root, Occasion.LOAD)
    return seen


def _open(visit: Visit, root: str, address: str) -> None:
    visit.requests.clear()
    visit.complaints.clear()
    answer = visit.page.goto(root + address)
    # Chromium mentions an answer with an error; for the page of a missing address it is the right one.
    if answer is not None and answer.status == 404:
        visit.complaints[:] = [each for each in visit.complaints if "status of 404" not in each]


def _use(page: Page, *, is_printed: bool) -> None:
    """What readers do: open what is folded, write into forms without sending them, compare, print, and go to the dark."""
    has_controls, has_button = page.evaluate(_OPENED)
    for control in page.locator("form input:visible, form textarea:visible").all() if has_controls else ():
        if control.get_attribute("type") in {None, "text", "email", "tel", "search"}:
            control.fill("a@b.example")
    compare = page.get_by_role("button", name="Compare")
    if has_button and compare.count():
        compare.first.click()
        expect(page.locator(".policy-compare-result")).not_to_be_empty()
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate(_PRINTED)
    if is_printed:
        page.pdf(page_ranges="1")  # what a page does when it is printed, it does before the first sheet
    page.emulate_media(media="screen", color_scheme="light")


def _note(seen: Crawl, visit: Visit, root: str, occasion: Occasion) -> None:
    kept = visit.page.evaluate(_KEPT) | {"cookie": [each["name"] for each in visit.page.context.cookies()]}
    known = {(each.where, each.name) for each in seen.kept}
    for where, names in kept.items():
        # What an earlier page kept on load is still there after an action of this one.
        new = (name for name in names if (Storage(where), name) not in known)
        seen.kept.update(Kept(Storage(where), name, occasion) for name in new)
    seen.called.update(Called(host, occasion) for host in _others(visit, root))
    visit.requests.clear()
    seen.complaints += [f"{visit.page.url.removeprefix(root)}: {each}" for each in visit.complaints]
    visit.complaints.clear()


def _others(visit: Visit, root: str) -> Iterator[str]:
    for url in visit.requests:
        if not url.startswith((root, "data:", "blob:")):
            yield urlsplit(url).netloc
