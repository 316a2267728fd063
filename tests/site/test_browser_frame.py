"""What stands around a text: the ways of its policy, the navigation, room for large letters, chosen colours."""

from __future__ import annotations

import pytest
from browsing import Visit, visiting
from html_pages import Built
from many_policies import POLICIES
from playwright.sync_api import Browser, Page, expect
from publishing import Published

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WAYS = ["Text", "Changes", "History", "Clauses", "Compare", "Search"]
PAGES = [
    "",
    "privacy/",
    "privacy/2014-09-24/",
    "privacy/2014-09-24/changes/",
    "privacy/history/",
    "requests/",
    "contact/",
]

_BOXES = """selector => [...document.querySelectorAll(selector)].map(each => {
    const box = each.getBoundingClientRect();
    return [each.textContent.trim(), Math.round(box.width), Math.round(box.height)];
}).filter(([, width]) => width)"""

_LINES = """() => [...document.querySelectorAll('.policy-ways a, .site-nav a')].map(each => {
    const style = getComputedStyle(each);
    const border = style.borderBottomStyle !== 'none' && parseFloat(style.borderBottomWidth) > 0;
    return [each.hasAttribute('aria-current'), border || style.textDecorationLine === 'underline'];
})"""


def test_every_page_of_a_policy_has_the_same_ways_and_says_which_is_open(example: Built) -> None:
    pages = [page for page in example.pages.values() if page.all("nav", "policy-ways")]
    of_notice = {address for address in example.pages if address.startswith("notice/")}
    assert of_notice <= {page.address for page in pages}
    for page in pages:
        links = [each for each in page.all("a") if any(above.has_class("policy-ways") for above in each.ancestors)]
        names = [each.text for each in links]
        # A policy of one version has neither changes nor anything to compare.
        assert names in (WAYS, ["Text", "History", "Clauses"]), page.address
        # How to follow a policy is told at its foot, and is none of the ways.
        open_ones = sum("aria-current" in each.attributes for each in links)
        assert open_ones == (not page.address.endswith("/follow/")), page.address


def test_the_navigation_of_forty_policies_is_one_line_that_opens(browser: Browser, many: str) -> None:
    for width, scripts in ((320, True), (320, False), (1280, False)):
        with visiting(browser, width, java_script_enabled=scripts) as visit:
            page = visit.page
            page.goto(f"{many}policy-7/")
            header = page.locator(".site-header")
            assert (header.bounding_box() or {})["height"] <= 64
            expect(header.get_by_role("link", name="Policy number 39")).to_be_hidden()
            page.locator(".site-menu summary").press("Enter")
            expect(header.get_by_role("link", name="Policy number 39")).to_be_visible()
            assert header.get_by_role("link").count() <= POLICIES + 2, "neither histories nor revisions are listed"
            assert visit.overflow() == 0


def test_links_of_the_frame_are_large_enough_to_hit(browser: Browser, published_real: Published) -> None:
    with visiting(browser, 320) as visit:
        visit.page.goto(f"{published_real.address}privacy/")
        visit.page.locator(".site-menu summary").click()
        targets = visit.page.evaluate(_BOXES, ".site-header a, .site-header summary, .policy-ways a, .site-footer a")
    assert len(targets) > len(WAYS)
    assert [each for each in targets if min(each[1:]) < 24] == []


@pytest.mark.parametrize("width", [320, 375])
def test_nothing_scrolls_sideways_in_letters_twice_as_large(
    browser: Browser, published_real: Published, width: int
) -> None:
    wide = {}
    with visiting(browser, width) as visit:
        _enlarge(visit.page)
        for address in [*PAGES, "privacy/compare/", "requests/agent/"]:
            visit.page.goto(published_real.address + address)
            _settle(visit)
            if visit.overflow():
                wide[address] = visit.overflow()
    assert wide == {}


def test_chosen_colours_keep_what_is_current_apart(browser: Browser, published_real: Published) -> None:
    with visiting(browser, forced_colors="active") as visit:
        visit.page.goto(f"{published_real.address}privacy/history/")
        lines = visit.page.evaluate(_LINES)
    assert [is_current == has_line for is_current, has_line in lines] == [True] * len(lines)


def test_a_line_of_text_is_no_longer_than_is_read_well(browser: Browser, published_real: Published) -> None:
    with visiting(browser) as visit:
        visit.page.goto(f"{published_real.address}privacy/")
        widths = [width for _, width, _ in visit.page.evaluate(_BOXES, "article.policy-text > p")]
    assert widths and max(widths) <= 34 * 20


def test_capitals_of_the_source_are_small_capitals_letter_for_letter(visit: Visit, published_real: Published) -> None:
    visit.page.goto(f"{published_real.address}privacy/")
    heading = visit.page.locator("article h2").first
    expect(heading).to_have_css("font-variant-caps", "all-small-caps")
    assert (heading.text_content() or "").startswith("WHAT INFORMATION WE COLLECT")


def test_home_answers_what_changed_since_a_day_with_one_field(browser: Browser, published_real: Published) -> None:
    for scripts in (True, False):
        with visiting(browser, java_script_enabled=scripts) as visit:
            page = visit.page
            page.goto(published_real.address)
            form = page.get_by_role("form", name="Privacy Policy")
            form.get_by_label("I agreed on").fill("2016-05-01")
            form.get_by_role("button", name="What changed for me?").click()
            expect(page).to_have_url(f"{published_real.address}privacy/compare/?since=2016-05-01")
            # Without script a browser drops the modules that the page names beforehand.
            assert [each for each in visit.complaints if scripts or not each.startswith("failed")] == []


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (320, 640)])
def test_the_confirmation_is_on_the_screen_after_sending(
    browser: Browser, published_real: Published, width: int, height: int
) -> None:
    with visiting(browser, width) as visit:
        page = visit.page
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{published_real.address}contact/")
        form = page.get_by_role("form", name="General question")
        form.get_by_label("Your email address").fill("reader@example.org")
        form.get_by_label("Your question").fill("How long?")
        form.get_by_role("button", name="Send").click()
        receipt = page.locator("section.policy-receipt")
        for shown in ("[data-fill=title]", "[data-fill=reference]", "[data-fill=received]", "[data-do=print]"):
            expect(receipt.locator(shown)).to_be_in_viewport(ratio=1)


def _enlarge(page: Page) -> None:
    """As a reader does who sets the browser's letters to twice the usual 16 px."""
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})


def _settle(visit: Visit) -> None:
    size = visit.page.evaluate("getComputedStyle(document.documentElement).fontSize")
    assert size == "40px", f"the letters are not twice as large: {size}"
