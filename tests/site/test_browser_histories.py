"""A browser on a policy's history, its clauses and its feeds, under the headers the site asks for."""

from __future__ import annotations

import pytest
from browsing import Visit, visiting
from playwright.sync_api import Browser
from publishing import Published

pytestmark = pytest.mark.browser

_DISPLAYED = "name => getComputedStyle(document.querySelector(name)).display"


@pytest.mark.parametrize("feed", ["membership/feed.xml", "storage.xml"])
def test_a_feed_is_shown_with_its_stylesheet_and_a_link_that_works(
    visit: Visit, published_example: Published, feed: str
) -> None:
    visit.page.goto(published_example.address + feed)
    assert visit.page.evaluate(_DISPLAYED, "subtitle") == "block"
    assert [visit.page.evaluate(_DISPLAYED, name) for name in ("feed > id", "updated", "author")] == ["none"] * 3
    links = visit.page.evaluate("[...document.querySelectorAll('subtitle a')].map(link => link.textContent)")
    assert links and all(links)


def test_the_strip_leads_to_the_lines_at_any_width(browser: Browser, published_example: Published) -> None:
    for width in (1280, 320):
        with visiting(browser, width) as visit:
            visit.page.goto(published_example.address + "membership/history/")
            strip = visit.page.locator(".policy-strip svg")
            box = strip.bounding_box()
            assert box and box["height"] == 64 and box["width"] <= width
            labels = visit.page.locator(".policy-strip text").evaluate_all(
                "all => all.map(each => { const r = each.getBoundingClientRect(); return [r.left, r.right]; })"
            )
            assert all(labels[at][1] <= labels[at + 1][0] for at in range(len(labels) - 1)), "labels do not overlap"
            visit.page.locator(".policy-strip a").nth(1).click(force=True)
            assert visit.page.url.endswith("#2016-04-01")


def test_the_sign_of_a_paragraph_is_seen_on_hover_and_focus_and_is_no_word(
    visit: Visit, published_example: Published
) -> None:
    visit.page.goto(published_example.address + "membership/")
    sign = visit.page.locator("article p > .policy-here:not(.policy-since *)").first
    opacity = "e => getComputedStyle(e).opacity"
    assert sign.evaluate(opacity) == "0"
    sign.locator("..").hover()
    assert sign.evaluate(opacity) == "1"
    visit.page.mouse.move(0, 0)
    visit.page.keyboard.press("Tab")
    sign.focus()
    assert sign.evaluate(opacity) == "1"
    assert visit.page.locator(".policy-since .policy-here").first.evaluate(opacity) == "1"
    assert "¶" not in visit.page.locator("article").inner_text()
    name = sign.get_attribute("href") or ""
    visit.page.goto(published_example.address + "membership/" + name)
    assert visit.page.locator(":target").count() == 1
