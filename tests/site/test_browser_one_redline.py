"""A prebuilt page and the comparison in the browser show one redline of the same two revisions, element by element."""

from __future__ import annotations

from itertools import pairwise

import pytest
from browsing import visiting
from playwright.sync_api import Browser, Page, expect
from publishing import Published

from sweeps import sample

pytestmark = pytest.mark.browser

PARTS = ("article.policy-redline", "ol.policy-changes", "table.policy-figures")

_SHOWN = """(part) => {
    const shown = document.createElement("div");
    shown.append(...[...document.querySelectorAll(part)].map((each) => each.cloneNode(true)));
    for (const each of shown.querySelectorAll("[href], [src]")) {
        const name = each.hasAttribute("href") ? "href" : "src";
        const written = each.getAttribute(name);
        each.setAttribute(name, written.startsWith("#") ? written : new URL(written, location.href).href);
    }
    shown.normalize();
    const told = (node) => node.nodeType === 3
        ? (part.startsWith("article") ? node.data : node.data.replace(/\\s+/g, " ").trim())
        : [node.nodeName, [...node.attributes].filter((each) => each.name !== "data-words").map((each) => [each.name, each.value]).sort(), [...node.childNodes].map(told)
              .filter((each) => each !== "" && each !== "\\n")];
    return told(shown);
}"""


def shown(page: Page, root: str, address: str) -> list[object]:
    """What a page shows of a redline, as data."""
    page.goto(root + address)
    expect(page.locator("article.policy-redline")).to_be_attached()
    return [page.evaluate(_SHOWN, part) for part in PARTS]


def first_difference(found: object, expected: object) -> tuple[object, object] | None:
    """The smallest parts in which two such pieces of data differ first."""
    if isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        pairs = (first_difference(*both) for both in zip(found, expected, strict=True))
        return next((pair for pair in pairs if pair), None)
    return None if found == expected else (found, expected)


def pairs(page: Page, root: str, policy: str) -> list[tuple[str, str, str]]:
    """The ready-made comparisons of a policy: address of the page, and both revisions."""
    page.goto(f"{root}{policy}/compare/")
    expect(page.locator("#policy-compare-from")).to_be_attached()
    names: list[str] = page.eval_on_selector_all("#policy-compare-from option", "all => all.map((each) => each.value)")
    names.reverse()
    return [(f"{policy}/{new}/changes/", old, new) for old, new in pairwise(names)]


@pytest.mark.parametrize("policy", ["membership", "notice"])
def test_pages_and_the_browser_show_one_redline(browser: Browser, published_example: Published, policy: str) -> None:
    root = published_example.address
    with visiting(browser) as visit:
        found = pairs(visit.page, root, policy)
        assert found
        for ready_made, old, new in sample(found, 2):
            of_page = shown(visit.page, root, ready_made)
            of_script = shown(visit.page, root, f"{policy}/compare/?from={old}&to={new}")
            assert first_difference(of_script, of_page) is None, ready_made
