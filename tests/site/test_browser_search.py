"""Searching every version of a policy in the browser: what is asked for and when, what is told, and where it leads."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from browsing import Visit, visiting
from playwright.sync_api import Browser, expect
from publishing import Published

pytestmark = pytest.mark.browser

PAGE = "notice/search/"
FIELD = "Words to find"


def answers(visit: Visit) -> list[str]:
    """What each answer says, in one line."""
    return [" ".join(text.split()) for text in visit.page.locator(".policy-found > li").all_inner_texts()]


def test_a_word_is_found_with_its_days_and_leads_to_them(browser: Browser, published_example: Published) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(published_example.address + "notice/")
        page.get_by_role("navigation", name="This policy").get_by_role("link", name="Search").click()
        page.get_by_label(FIELD).press_sequentially("SELL")
        expect(page.get_by_role("status")).to_have_text("1 clause has this.")
        assert answers(visit) == [
            "With whom we share it In the text since 2 March 2020. Found in 1 place. We never sell what we keep. 5 versions have it"
        ]
        expect(page.locator(".policy-found mark")).to_have_text("sell")
        page.get_by_text("5 versions have it").click()
        days = ["2026-09-01", "2025-02-10", "2023-09-01", "2020-03-02.2", "2020-03-02"]
        expect(page.locator(".policy-found details a")).to_have_count(
            len(days)
        )  # they are drawn when they are asked for
        links = page.locator(".policy-found details a").evaluate_all("all => all.map(each => each.href)")
        assert links == [f"{published_example.address}notice/{day}/#who-sees-it" for day in days]
        for name in ("With whom we share it", "2 March 2020", "2 March 2020 (2)"):
            there = page.locator(".policy-found").get_by_role("link", name=name, exact=True).first.get_attribute("href")
            assert page.request.get(page.evaluate("each => new URL(each, location).href", there)).ok
        assert visit.complaints == []


def test_words_that_went_are_told_with_both_days(browser: Browser, published_example: Published) -> None:
    with visiting(browser) as visit:
        visit.page.goto(published_example.address + "notice/search/#q=" + "%2224+months%22")
        expect(visit.page.get_by_role("status")).to_have_text("1 clause has this.")
        expect(visit.page.get_by_label(FIELD)).to_have_value('"24 months"')
        [said] = answers(visit)
        assert (
            "In the text from 25 May 2018 (the first version, a reconstruction), removed on 1 September 2023." in said
        )
        visit.page.locator(".policy-found").get_by_role("link", name="1 September 2023").click()
        expect(visit.page).to_have_url(published_example.address + "notice/2023-09-01/changes/")
        visit.page.go_back()
        expect(visit.page.get_by_role("status")).to_have_text("1 clause has this.")


def test_nothing_is_asked_for_before_the_field_is_used(browser: Browser, published_example: Published) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(published_example.address + PAGE, wait_until="networkidle")
        assert not [each for each in visit.requests if each.endswith(".json")]
        page.get_by_label(FIELD).focus()
        page.wait_for_load_state("networkidle")
        page.get_by_label(FIELD).press_sequentially("volunteers zebra")
        expect(page.get_by_role("status")).to_have_text("Nothing found: no version has this.")
        expect(page).to_have_url(re.compile(r"/search/#q=volunteers\+zebra$"))
        assert [each for each in visit.requests if each.endswith(".json")] == [
            published_example.address + "notice/compare.json"
        ]
        assert not any("volunteers" in each for each in visit.requests), "no server is told what is sought"
        page.get_by_label(FIELD).fill("")
        expect(page).to_have_url(published_example.address + PAGE)
        assert visit.stored() == []


def test_it_is_announced_once_when_the_reader_stops(browser: Browser, published_example: Published) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.clock.install()
        page.goto(published_example.address + PAGE)
        page.get_by_label(FIELD).focus()
        page.wait_for_load_state("networkidle")
        page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))
        page.evaluate("""() => {
            window.told = [];
            const status = document.querySelector('[role=status]');
            new MutationObserver(() => status.textContent && window.told.push(status.textContent))
                .observe(status, {childList: true, characterData: true, subtree: true});
        }""")
        for letter in "keep":
            page.get_by_label(FIELD).press(letter)
            page.clock.run_for(20)  # however long it takes the machine
        expect(page.locator(".policy-found > li")).not_to_have_count(0)
        assert page.evaluate("window.told") == []
        page.clock.run_for(2000)
        assert len(page.evaluate("window.told")) == 1


def test_what_cannot_be_loaded_is_said_and_tried_again(browser: Browser, published_example: Published) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.route("**/compare.json", lambda route: route.abort())
        page.goto(published_example.address + PAGE)
        page.get_by_label(FIELD).press_sequentially("sell")
        expect(page.get_by_role("status")).to_have_text("The texts could not be loaded. Try again later.")
        page.unroute("**/compare.json")
        page.get_by_label(FIELD).press_sequentially(" ")
        expect(page.locator(".policy-found > li")).to_have_count(1)


def test_without_a_script_a_sentence_says_what_is_there(browser: Browser, published_example: Published) -> None:
    with visiting(browser, java_script_enabled=False) as visit:
        visit.page.goto(published_example.address + PAGE)
        expect(visit.page.locator("main")).to_contain_text("Without it, open a version from the history")
        visit.page.locator("main p").get_by_role("link", name="the history").click()
        expect(visit.page).to_have_url(published_example.address + "notice/history/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_and_every_stop_is_seen(browser: Browser, published_example: Published, scheme: str) -> None:
    with visiting(browser, width=320, color_scheme=scheme) as visit:
        visit.page.goto(published_example.address + "notice/search/#q=we")
        expect(visit.page.get_by_role("status")).not_to_be_empty()
        assert visit.overflow() == 0
        reachable = visit.reachable()
        faults, controls = visit.tab_through()
        assert (faults, controls) == ([], reachable)


def test_hand_written_pages_are_found_when_that_is_asked_for(browser: Browser, published_real: Published) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(published_real.address + "about/")
        page.locator("main").get_by_role("link", name="Search").click()
        page.wait_for_load_state("networkidle")
        assert not [each for each in visit.requests if each.endswith(".json")]
        page.get_by_label(FIELD).press_sequentially('"every version keeps its address"')
        expect(page.get_by_role("status")).to_have_text("1 place on these pages.")
        heading = page.locator(".policy-found").get_by_role("link", name="The texts")
        expect(page.locator(".policy-found mark")).to_have_text("Every version keeps its address")
        assert page.locator(".policy-found").get_by_role("link", name="Privacy Policy").count() == 1
        heading.click()
        expect(page).to_have_url(published_real.address + "promises/#texts")
        page.go_back()
        page.get_by_label(FIELD).fill("coppa")
        page.locator(".policy-found").get_by_role("link", name="Privacy Policy").click()
        expect(page.get_by_role("status")).to_have_text("1 clause has this.")
        assert visit.complaints == []
