"""What opening a page does besides showing it: nothing."""

from __future__ import annotations

import pytest
from browsing import visiting
from playwright.sync_api import Browser
from publishing import MISSING, Published

pytestmark = pytest.mark.browser


def test_no_page_calls_anyone_or_stores_anything(browser: Browser, published_site: Published) -> None:
    site = published_site
    stored, complaints = [], []
    # In the dark, because that is when a theme is tempted to remember something.
    with visiting(browser, color_scheme="dark") as visit:
        for address in site.addresses:
            visit.complaints.clear()
            answer = visit.page.goto(site.address + address)
            assert answer is not None and answer.status == (404 if address == MISSING else 200), address
            stored += [f"{address}: {each}" for each in visit.stored()]
            complaints += [f"{address}: {each}" for each in visit.complaints if address != MISSING]
        assert [url for url in visit.requests if not url.startswith((site.address, "data:"))] == []
    assert (stored, complaints) == ([], [])


def test_a_whole_walk_with_a_form_sent_stores_nothing(browser: Browser, published_real: Published) -> None:
    site = published_real
    with visiting(browser) as visit:
        page = visit.page
        for address in ("", "privacy/", "privacy/history/", "cookies/", "contact/"):
            page.goto(site.address + address, wait_until="networkidle")
        page.get_by_label("Your email address").fill("reader@example.org")
        page.get_by_label("Your question").fill("?")
        page.get_by_role("button", name="Send").click()
        page.wait_for_url(site.address + "contact/sent/")
        assert visit.stored() == []
        assert visit.complaints == []
        assert all(url.startswith("http://127.0.0.1:") for url in visit.requests)
