"""Comparing any two revisions in the reader's browser."""

from __future__ import annotations

import re
from itertools import permutations

import pytest
from browsing import Visit, visiting
from comparing import ASSETS, DAYS, TEXTS
from playwright.sync_api import Browser, Page, expect
from reading import axe_faults

from policy_history.text.document import read_document
from policy_history.text.html_words import words_of
from sweeps import sample

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEADING = "main h1"
SCRIPTS = ASSETS / "javascripts"


def status(page: Page) -> str:
    """What the page says it did."""
    place = page.get_by_role("status")
    expect(place).not_to_be_empty()
    return place.inner_text().replace("\N{NO-BREAK SPACE}", " ")


def test_two_are_chosen_and_the_address_shares_them(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address)
    page.get_by_label("From").select_option("2018-05-25")
    page.get_by_label("To", exact=True).select_option("2020-01-01")
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(address + "?from=2018-05-25&to=2020-01-01")
    expect(page.locator(HEADING)).to_contain_text("From 25 May 2018 to 1 January 2020: ")
    shown = page.locator(".policy-compare-result").inner_html()
    page.reload()
    expect(page.locator(HEADING)).to_contain_text("From 25 May 2018")
    assert page.locator(".policy-compare-result").inner_html() == shown
    assert page.get_by_label("From").input_value() == "2018-05-25"


def test_back_and_forward_lead_through_the_comparisons(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address + "?from=2018-05-25&to=2020-01-01")
    expect(page.locator(HEADING)).to_contain_text("From 25 May 2018")
    page.get_by_text("Choose a day, or any two versions").click()
    page.get_by_label("From").select_option("2021-03-04")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(HEADING)).to_contain_text("From 4 March 2021")
    page.go_back()
    expect(page.locator(HEADING)).to_contain_text("From 25 May 2018")
    expect(page.get_by_label("From")).to_have_value("2018-05-25")
    page.go_forward()
    expect(page.locator(HEADING)).to_contain_text("From 4 March 2021")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "?since=2001-01-01",
            "No version here applied on 1 January 2001. The first one applies from 25 May 2018.",
        ),
        ("?since=2021-02-30", "“2021-02-30” is not a day."),
        ("?since=9999-01-01", "1 January 9999 lies ahead."),
        ("?from=1999-01-01&to=2020-01-01", "No version here applied on 1 January 1999."),
        ("?from=2018&to=2020-01-01", "There is no version “2018”. Choose two from the lists."),
        ("?from=<b>&to=x", "There is no version “<b>”. There is no version “x”. Choose two from the lists."),
    ],
)
def test_an_honest_sentence(visit: Visit, address: str, query: str, said: str) -> None:
    visit.page.goto(address + query)
    assert status(visit.page).startswith(said)
    expect(visit.page.locator("article.policy-redline")).to_have_count(0)
    expect(visit.page.get_by_role("link", name="What changed on 1 January 2020")).to_be_visible()


def test_sides_by_the_day_they_applied(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address + "?from=2019-07-01&to=2021-12-24")
    expect(page.locator(HEADING)).to_contain_text("From 25 May 2018 to 4 March 2021: ")
    expect(page.locator(".policy-line")).to_have_text(
        "On 1 July 2019 the version of 25 May 2018 applied, until 31 December 2019. "
        "On 24 December 2021 the version of 4 March 2021 applied, until 1 February 2022."
    )
    page.get_by_text("Proof and source").click()
    lasting = page.get_by_role("link", name=re.compile(r"\?from=2018-05-25&to=2021-03-04$"))
    expect(lasting).to_have_attribute("href", "?from=2018-05-25&to=2021-03-04")


def test_an_upcoming_revision_is_said_not_to_apply_yet(visit: Visit, address: str) -> None:
    visit.page.goto(address + "?from=2022-02-02&to=2023-09-01")
    notice = visit.page.locator(".policy-notice")
    expect(notice).to_have_text("Not in force yet. The version of 1 September 2023 applies from that day.")


def test_headings_carry_the_ids_of_their_clauses(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address + "?from=2018-05-25&to=2020-01-01.2#letters")
    expect(page.locator("#letters")).to_be_in_viewport()
    page.get_by_label("whole text").check()
    ids = page.eval_on_selector_all("article.policy-redline :is(h2, h3)", "found => found.map(each => each.id)")
    assert ids == ["house-rules", "letters", "sharing", "fees", "", "last-words"]


def test_both_sides_side_by_side(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address + "?from=2018-05-25&to=2020-01-01")
    page.get_by_label("side by side").check()
    expect(page.locator("article.policy-redline")).to_be_hidden()
    rows = page.locator(".policy-pair:not(.policy-pair-head)")
    expect(rows).to_have_count(3)
    before, after = (rows.first.locator("> div").nth(side) for side in (0, 1))
    expect(before).to_contain_text("for [removed] 12 [end removed] months.")
    expect(after).to_contain_text("for [added] 13 [end added] months.")
    expect(before.get_by_role("link", name="your loans")).to_have_attribute("href", "../../loans/")
    expect(after.get_by_role("link", name="your loans")).to_have_attribute("href", "../../lending/")
    assert page.eval_on_selector_all(".policy-sides-view [id]", "found => found.length") == 0


def test_a_reconstructed_wording_is_told(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address + "?from=2018-05-25&to=2020-01-01")
    notice = page.locator(".policy-notice")
    expect(notice).to_have_text(
        "The text of 25 May 2018 is a reconstruction. The minutes of the meeting. "
        "Other changes may have been made; only these are certain."
    )


def test_reverse_order_is_allowed_and_said(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address + "?from=2020-01-01&to=2018-05-25")
    expect(page.locator(".policy-notice", has_text="In reverse order.")).to_be_visible()
    expect(page.locator("article.policy-redline del", has_text="13").first).to_be_visible()


def test_the_cover_names_both_sides(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address + "?from=2020-01-01&to=2020-01-01.2")
    page.get_by_text("Proof and source").click()
    cover = page.locator(".policy-sides")
    expect(cover.get_by_role("link")).to_have_text(["1 January 2020", "1 January 2020 (2)"])
    expect(cover.get_by_role("link").last).to_have_attribute("href", "../../rules/2020-01-01.2/")
    expect(cover.locator("code")).to_have_count(2)
    assert re.fullmatch("[0-9a-f]{64}", cover.locator("code").first.text_content() or "")


def test_both_texts_come_back_from_redlines(visit: Visit, address: str) -> None:
    page = visit.page
    wrong = []
    for old, new in sample(list(permutations(range(len(TEXTS)), 2)), 3):
        if TEXTS[old] == TEXTS[new]:
            continue
        page.goto(f"{address}?from={DAYS[old]}&to={DAYS[new]}")
        page.get_by_label("whole text").check()
        html = page.locator("article.policy-redline").inner_html()
        for tag, number in (("ins", old), ("del", new)):
            words = words_of(html, without_tags=frozenset({tag}), without_class="policy-mark")
            if words != read_document(TEXTS[number]).words:
                wrong.append(f"{DAYS[old]} to {DAYS[new]} without {tag}")
    assert wrong == []


def test_changes_are_listed_in_the_order_in_which_they_are_marked(visit: Visit, address: str) -> None:
    page = visit.page
    for query in ("?from=2018-05-25&to=2020-01-01", "?from=2020-01-01.2&to=2023-09-01"):
        page.goto(address + query)
        expect(page.locator("article.policy-redline")).to_be_visible()
        names = page.eval_on_selector_all("article.policy-redline [id^=change-]", "found => found.map(each => each.id)")
        links = page.eval_on_selector_all(
            ".policy-changes a:first-child", "found => found.map(each => each.getAttribute('href'))"
        )
        assert names == [f"change-{number}" for number in range(1, len(names) + 1)]
        assert sorted(links, key=lambda link: int(link.rpartition("-")[2])) == ["#" + name for name in names] != []


def test_a_row_that_came_or_went_is_one_change(visit: Visit, address: str) -> None:
    page = visit.page
    for query, said in (("?from=2018-05-25&to=2020-01-01", "added"), ("?from=2020-01-01&to=2018-05-25", "removed")):
        page.goto(address + query)
        row = page.locator("article.policy-redline tr", has_text="A broken tool")
        expect(row.locator(".policy-change")).to_have_count(2)
        expect(row.locator("[id^=change-]")).to_have_count(1)
        listed = page.locator(".policy-changes li", has_text="A broken tool")
        expect(listed).to_have_text(f"[{said}] A broken tool | 10 euros [end]")


def test_moves_link_both_ways(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address + "?from=2020-01-01&to=2020-01-01.2")
    there = page.get_by_role("link", name=re.compile("^moved to ")).first
    here = page.get_by_role("link", name=re.compile("^moved from ")).first
    there.click()
    expect(page).to_have_url(re.compile("#move-1-to$"))
    expect(page.locator("#move-1-to")).to_be_in_viewport()
    here.click()
    expect(page).to_have_url(re.compile("#move-1-from$"))
    expect(page.locator("#move-1-from")).to_be_in_viewport()


def test_the_text_keeps_its_form(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address + "?from=2018-05-25&to=2020-01-01")
    page.get_by_label("whole text").check()
    text = page.locator("article.policy-redline")
    expect(text.locator("h2")).to_have_text(["House rules"])
    expect(text.locator("h3")).to_have_text(["Sharing", "Fees", "Letters", "Last words"])
    expect(text.locator("ul ul li")).to_have_count(3)
    expect(text.locator("ol li")).to_have_count(2)
    expect(text.locator("table")).to_have_count(1)
    expect(text.locator("tbody tr")).to_have_count(4)
    expect(text.locator("blockquote p")).to_have_text("We do not decide this alone.")
    expect(text.locator("pre")).to_contain_text("Harbour Lane\n")
    expect(text.locator("em")).to_have_text("your name")
    expect(text.get_by_role("link", name="your loans")).to_have_attribute("href", "../../lending/")
    expect(text.get_by_text("[link: /loans/ → /lending/]")).to_be_visible()
    expect(text.get_by_text("[now a paragraph of its own]")).to_be_visible()


def test_a_text_can_put_no_markup_and_no_code_into_the_page(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address + "?from=2022-02-02&to=2021-03-04")
    text = page.locator("article.policy-redline")
    expect(text).to_contain_text("; see x <i> y")
    expect(text.locator("b, i:not(.policy-numbers i)")).to_have_count(0)
    assert page.eval_on_selector_all("a", "found => found.filter(a => a.protocol === 'javascript:').length") == 0
    assert page.eval_on_selector_all("[style]", "found => found.length") == 0


def test_what_is_the_same_is_folded_until_the_whole_is_chosen(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address + "?from=2018-05-25&to=2020-01-01")
    text = page.locator("article.policy-redline")
    fold = text.get_by_role("link", name="Unchanged clauses: “Letters” to “Last words”")
    expect(fold).to_have_attribute("href", "../../rules/2020-01-01/#letters")
    expect(text).not_to_contain_text("The rules end here.")
    page.get_by_label("whole text").check()
    expect(text).to_contain_text("The rules end here.")
    expect(fold).to_have_count(0)
    page.get_by_label("changed passages").check()
    expect(fold).to_be_visible()


def test_the_keyboard_is_enough(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address)
    expect(page.get_by_label("From")).to_be_visible()
    page.get_by_role("button", name="Show what changed").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("From")).to_be_focused()
    page.keyboard.type("4 March 2021")
    page.keyboard.press("Tab")
    page.keyboard.type("25 May")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(address + "?from=2021-03-04&to=2018-05-25")
    expect(page.locator(HEADING)).to_be_visible()


@pytest.mark.parametrize("query", ["", "?from=2020-01-01&to=2020-01-01.2", "?since=2018-06-01", "?since=1900-01-01"])
def test_small_screens_tab_stops_and_axe(browser: Browser, address: str, query: str) -> None:
    for width in (1280, 320):
        # The checker is put into the page, which the page's own policy would forbid.
        with visiting(browser, width=width, bypass_csp=True) as visit:
            visit.page.goto(address + query)
            expect(visit.page.get_by_text("Choose a day, or any two versions")).to_be_visible()
            assert visit.overflow() <= 0
            faults, controls = visit.tab_through()
            assert faults == [] and controls == visit.reachable()
            assert axe_faults(visit.page) == []


def test_without_script_the_links_are_there(browser: Browser, address: str) -> None:
    with visiting(browser, java_script_enabled=False) as visit:
        visit.page.goto(address + "?from=2018-05-25&to=2020-01-01")
        expect(visit.page.get_by_role("link", name="What changed on 1 January 2020")).to_be_visible()


def test_nothing_is_sent(visit: Visit, address: str) -> None:
    visit.page.goto(address + "?since=2021-02-01")
    expect(visit.page.locator("article.policy-redline")).to_be_visible()
    root = address.removesuffix("rules/compare/")
    scripts = {f"javascripts/{path.relative_to(SCRIPTS).as_posix()}" for path in SCRIPTS.rglob("*.js")}
    asked = {url.removeprefix(root).partition("?")[0] for url in visit.requests}
    own = {each for each in asked if each.startswith("stylesheets/policies.")}
    assert asked - own <= scripts | {"rules/compare/", "rules/compare.json", "icon.svg"}
