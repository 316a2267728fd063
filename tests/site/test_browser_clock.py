"""When a build is late: a reader whose day is past that of the next revision is told, and nobody else."""

from __future__ import annotations

from datetime import datetime

import pytest
from browsing import visiting
from playwright.sync_api import Browser, expect
from publishing import Published

pytestmark = pytest.mark.browser

TOLD = "This page is out of date:"
ANNOUNCED = "A new version takes effect on 1 September 2026."


@pytest.mark.parametrize(
    ("day", "is_told"),
    [("2026-06-15", False), ("2026-09-01", False), ("2026-09-02", True), ("2027-01-01", True)],
)
def test_a_late_build_is_noticed_by_the_readers_clock(
    browser: Browser, published_example: Published, day: str, is_told: bool
) -> None:
    with visiting(browser, 1280) as visit:
        visit.page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T12:00:00"))
        visit.page.goto(published_example.address + "notice/")
        sentence = visit.page.get_by_text(TOLD).locator("..")
        announced = visit.page.locator("[data-policy-applies-from]", has_text=ANNOUNCED)
        expect(announced).to_be_visible(visible=not is_told)
        if is_told:
            expect(sentence).to_be_visible()
            visit.page.get_by_role("link", name="Read it", exact=True).click()
            expect(visit.page).to_have_url(published_example.address + "notice/2026-09-01/")
        else:
            expect(sentence).to_be_hidden()
        assert visit.page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == [
            "",
            0,
            0,
        ]


def test_only_pages_that_can_be_late_carry_the_script(published_example: Published) -> None:
    for page in ("notice/", "volunteers/", "lending/", "notice/2026-09-01/"):
        html = (published_example.folder / page / "index.html").read_text("utf-8")
        assert ("policy-clock.js" in html) == (page in ("notice/", "volunteers/")), page
