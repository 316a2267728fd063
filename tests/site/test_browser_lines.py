"""How words fall into lines: days, titles, signs and numbers, on a wide page and on a phone."""

from __future__ import annotations

import pytest
from browsing import visiting
from many_policies import LONG_TITLE, POLICIES
from playwright.sync_api import Browser
from publishing import Published

pytestmark = pytest.mark.browser

REDLINE = "notice/2023-09-01/changes/"

_BROKEN = """() => [...document.querySelectorAll('main time')].filter(e => {
    const words = document.createRange();
    words.selectNodeContents(e);
    return new Set([...words.getClientRects()].map(each => each.top)).size > 1;
}).map(e => e.textContent)"""
_SIGNS_APART = """() => [...document.querySelectorAll('main time')].filter(e => /^[.,;:)]/.test(e.nextSibling?.data ?? '')).filter(e => {
    const [words, sign] = [document.createRange(), document.createRange()];
    words.selectNodeContents(e);
    sign.setStart(e.nextSibling, 0);
    sign.setEnd(e.nextSibling, 1);
    return e.checkVisibility() && sign.getBoundingClientRect().top >= words.getBoundingClientRect().bottom;
}).map(e => e.parentNode.textContent)"""
_ALONE = """() => [...document.querySelectorAll('.policy-here')].filter(e => {
    const before = document.createRange();
    before.setStart(e.parentNode, 0);
    before.setEndBefore(e);
    const last = [...before.getClientRects()].filter(each => each.width).at(-1);
    return last && e.getClientRects()[0].top >= last.bottom;
}).map(e => e.parentNode.textContent.slice(-40))"""
_WORDS = "() => document.querySelector('article.policy-text > p:not(.policy-mark)').getBoundingClientRect().top"
_NUMBERS = """() => [...document.querySelectorAll('.policy-numbers:has(+ :is(table, ul, ol))')].map(numbers => {
    const boxes = [...numbers.querySelectorAll(':scope > a')].map(e => e.getBoundingClientRect());
    const table = numbers.nextElementSibling.getBoundingClientRect();
    return {lines: new Set(boxes.map(each => each.top)).size, left: boxes[0].left - table.left, over: boxes[0].bottom - table.top};
})"""
_NAME_IN_A_TABLE = """() => {
    const cells = '<td>Local storage</td><td>Remembers the colours that you chose, light or dark.</td>'.repeat(4);
    document.querySelector('main').innerHTML =
        `<table class="policy-table"><tbody><tr><th scope="row"><code>theme_name</code></th>${cells}</tr></tbody></table>`;
    return document.querySelector('.policy-table code').getClientRects().length;
}"""
_LINES = """selector => {
    const element = document.querySelector(selector), style = getComputedStyle(element);
    element.textContent = 'A title that goes on about everything there is to be said '.repeat(9);
    const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
    return (element.clientHeight - padding) / parseFloat(style.lineHeight);
}"""


@pytest.mark.parametrize("page", ["", "notice/", REDLINE, "notice/compare/2018-05-25/", "notice/history/"])
def test_no_day_is_broken_over_lines_or_parted_from_the_sign_behind_it(
    browser: Browser, published_example: Published, page: str
) -> None:
    for width in (320, 375, 1280):
        with visiting(browser, width) as visit:
            visit.page.goto(published_example.address + page)
            assert visit.page.evaluate(_BROKEN) == [], width
            assert visit.page.evaluate(_SIGNS_APART) == [], width
            assert visit.overflow() == 0


def test_days_in_letters_twice_as_large_fit(browser: Browser, published_example: Published) -> None:
    with visiting(browser, 320) as visit:
        visit.page.goto(published_example.address + REDLINE)
        visit.page.evaluate("document.documentElement.style.fontSize = '200%'")
        heading = visit.page.locator("h1")
        assert heading.evaluate("e => e.scrollWidth <= e.clientWidth")
        assert visit.page.locator(".site-name").evaluate("e => e.scrollHeight <= e.clientHeight + 1"), "no name is cut"


def test_no_sign_of_a_link_stands_alone_on_a_line(browser: Browser, published_real: Published) -> None:
    for width in (*range(320, 420, 20), 1280):
        with visiting(browser, width, has_touch=True, is_mobile=True) as visit:
            visit.page.goto(f"{published_real.address}privacy/")
            assert visit.page.evaluate(_ALONE) == [], width


def test_a_long_title_leaves_the_text_on_the_first_screen(browser: Browser, many: str) -> None:
    assert len(LONG_TITLE) >= 115
    for width, lowest in ((1280, 320), (320, 420)):
        with visiting(browser, width) as visit:
            visit.page.goto(f"{many}policy-{POLICIES}/")
            assert visit.page.evaluate(_WORDS) <= lowest


def test_numbers_of_a_list_or_table_stand_above_it_and_beside_no_row(
    browser: Browser, published_example: Published
) -> None:
    found = []
    with visiting(browser, 1280) as visit:
        for address in ("notice/compare/2018-05-25/", REDLINE):
            visit.page.goto(published_example.address + address)
            found += visit.page.evaluate(_NUMBERS)
    assert found
    for each in found:
        assert each["lines"] == 1 and each["left"] >= 0 and each["over"] <= 0


def test_the_name_of_what_is_stored_is_whole(browser: Browser, published_real: Published) -> None:
    with visiting(browser, 1280, bypass_csp=True) as visit:
        visit.page.goto(f"{published_real.address}cookies/")
        assert visit.page.evaluate(_NAME_IN_A_TABLE) == 1


def test_names_without_end_take_few_lines(browser: Browser, published_example: Published) -> None:
    with visiting(browser, 320) as visit:
        visit.page.goto(published_example.address + REDLINE)
        assert visit.page.evaluate(_LINES, ".policy-map a") < 3.2
        assert visit.page.evaluate(_LINES, ".site-name") < 2.2


def test_the_home_page_asks_in_a_low_voice(browser: Browser, many: str) -> None:
    """The form stands there for each of many policies: none of its buttons is filled, as that of a page's one purpose is."""
    with visiting(browser, 320) as visit:
        visit.page.goto(many)
        grounds = visit.page.locator(".policy-card button").evaluate_all(
            "all => [...new Set(all.map(each => getComputedStyle(each).backgroundColor))]"
        )
        assert grounds == ["rgba(0, 0, 0, 0)"]
