"""A redline shows its first change on the first screen, and the keyboard is soon there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from browsing import serving_folder, visiting
from html_pages import Built
from long_history import day_of
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

_REDLINE = re.compile(r"[\w-]+/(?:[\d.-]+/changes|compare/[\d.-]+)/")
_FIRST = """() => {
  const found = [...document.querySelectorAll("article.policy-redline .policy-change")];
  const seen = found.find((each) => each.checkVisibility() && each.getClientRects().length);
  const text = document.querySelector("article.policy-redline");
  const stops = [...document.querySelectorAll("a[href], button, input, select, summary")].filter(
    (each) => each.checkVisibility() && text && text.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING);
  return seen ? [Math.round(seen.getBoundingClientRect().top + scrollY), stops.length] : null;
}"""
MOST_STOPS = 20


@pytest.fixture(scope="module")
def redlines(real: Built, example: Built, long_history: Built) -> Iterator[list[str]]:
    """The addresses of the redlines of three sites, with the largest one."""
    found: list[str] = []
    largest = f"rules/{day_of(1)}/changes/"
    with (
        serving_folder(real.folder) as one,
        serving_folder(example.folder) as two,
        serving_folder(long_history.folder) as three,
    ):
        for root, site in ((one, real), (two, example)):
            found += [root + address for address in site.pages if _REDLINE.fullmatch(address)]
        yield [*found, three + largest]


@pytest.mark.parametrize(("width", "lowest"), [(1280, 900), (320, 1300)])
def test_the_first_change_is_near(browser: Browser, redlines: list[str], width: int, lowest: int) -> None:
    far = {}
    with visiting(browser, width=width) as visit:
        for address in redlines:
            visit.page.goto(address)
            found = visit.page.evaluate(_FIRST)
            if found and (found[0] > lowest or found[1] > MOST_STOPS):
                far[address] = found
    assert len(redlines) > 10
    assert far == {}
