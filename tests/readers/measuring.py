"""What is measured of a page in a browser, in CSS pixels from the top of the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from browsing import Visit, visiting
from playwright.sync_api import Browser
from weighing import on_the_wire, requested

from .sites import Measured

WIDTHS = {1280: 800, 320: 640}
"""Windows: width -> height."""

# The first letter of the policy's own that a reader sees: neither its title nor what we say beside it.
_FIRST_WORD = """() => {
    const article = document.querySelector('article.policy-text');
    const letters = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    while (letters.nextNode()) {
        const node = letters.currentNode;
        if (!node.data.trim() || node.parentElement.closest('h1, aside, .policy-mark, [class*="policy-since"]')) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getClientRects()[0];
        if (box && box.width > 1) return Math.round(box.top + scrollY);
    }
    return null;
}"""

_FIRST_MARK = """() => {
    for (const mark of document.querySelectorAll('.policy-redline :is(ins, del, .policy-mark-shown)')) {
        const box = [...mark.getClientRects()].find(each => each.width > 1);
        if (box && mark.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}))
            return Math.round(box.top + scrollY);
    }
    return null;
}"""

_NAVIGATION = "() => Math.round(document.querySelector('.site-header').getBoundingClientRect().height)"

# Links and controls that the Tab key stops at before the marked text.
_STOPS = """() => {
    const text = document.querySelector('.policy-redline');
    const stops = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    return [...document.querySelectorAll(stops)].filter(each =>
        text.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING
        && !each.disabled && each.tabIndex >= 0 && each.getClientRects().length
        && each.checkVisibility({visibilityProperty: true})).length;
}"""


@contextmanager
def _on_the_day(browser: Browser, site: Measured, width: int) -> Iterator[Visit]:
    with visiting(browser, width) as visit:
        visit.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        visit.page.clock.set_fixed_time(datetime.fromisoformat(site.day).replace(hour=12, tzinfo=UTC))
        yield visit


def first_words(browser: Browser, site: Measured, width: int) -> dict[str, int]:
    """The y of the policy's first words on each text in force."""
    return _heights(browser, site, width, site.texts, _FIRST_WORD)


def first_marks(browser: Browser, site: Measured, width: int) -> dict[str, int]:
    """The y of the first marked word on each redline."""
    return _heights(browser, site, width, site.redlines, _FIRST_MARK)


def navigation(browser: Browser, site: Measured, width: int) -> dict[str, int]:
    """The height of the header of each text in force."""
    return _heights(browser, site, width, site.texts, _NAVIGATION)


def stops(browser: Browser, site: Measured, width: int) -> dict[str, int]:
    """How often the Tab key stops before the marked text of each redline."""
    return _heights(browser, site, width, site.redlines, _STOPS)


def _heights(browser: Browser, site: Measured, width: int, addresses: list[str], script: str) -> dict[str, int]:
    found = {}
    with _on_the_day(browser, site, width) as visit:
        for address in addresses:
            visit.page.goto(site.address + address)
            measured = visit.page.evaluate(script)
            if measured is not None:
                found[address] = measured
    return found


def clicks_to_what_changed(browser: Browser, site: Measured, width: int) -> dict[str, int]:
    """The clicks from home to the page that answers, for each policy that asks for a day there."""
    found = {}
    with _on_the_day(browser, site, width) as visit:
        page = visit.page
        page.goto(site.address)
        for number in range(page.locator("form.policy-asking").count()):
            page.goto(site.address)
            form = page.locator("form.policy-asking").nth(number)
            form.locator("input[type=date]").fill("2020-06-01")
            form.get_by_role("button").click()
            page.wait_for_url("**/compare/?since=2020-06-01")
            found[page.url.removeprefix(site.address)] = 1
    return found


def weights(site: Measured) -> dict[str, int]:
    """The bytes that each text in force takes on the wire."""
    return {address: on_the_wire(site.built, site.built.pages[address]) for address in site.texts}


def requests(site: Measured) -> dict[str, int]:
    """The files that a browser asks for to show each text in force."""
    return {address: sum(1 for _ in requested(site.built, site.built.pages[address])) for address in site.texts}
