"""A reader's way through the site, with and without JavaScript, up to a request that arrives."""

from __future__ import annotations

import re

import pytest
from browsing import Visit, visiting
from playwright.sync_api import Browser, expect
from publishing import Published

pytestmark = pytest.mark.browser

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])


def go(visit: Visit, link: str, within: str = "main") -> None:
    """Follow a link by its words."""
    visit.page.locator(within).get_by_role("link", name=link, exact=True).first.click()


def expect_arrival(visit: Visit, site: Published, scripts: bool) -> None:
    """The receipt, or without a script the page after sending."""
    if scripts:
        expect(visit.page.locator("section.policy-receipt")).to_be_visible()
    else:
        expect(visit.page).to_have_url(re.compile(f"^{re.escape(site.address)}contact/sent/#ref=PR-"))
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("Your request has been sent")


@SCRIPTS
def test_from_the_home_page_to_a_request_that_arrives(
    browser: Browser, published_real: Published, scripts: bool
) -> None:
    site = published_real
    before = len(site.requests())
    with visiting(browser, java_script_enabled=scripts) as visit:
        page = visit.page
        page.goto(site.address)
        go(visit, "Privacy Policy")
        expect(page.get_by_text("In force since")).to_be_visible()
        go(visit, "History")
        go(visit, "changes of 24 September 2014")
        expect(page).to_have_url(site.address + "privacy/2014-09-24/changes/")
        expect(page.locator("#change-1 ins")).to_have_text("and was last updated on 24 September 2014")
        page.locator(".policy-map a").first.click()
        expect(page).to_have_url(re.compile("#change-1$"))
        expect(page.locator("#change-1")).to_be_in_viewport()
        go(visit, "About", "header")
        go(visit, "Cookies and tracking")
        expect(page.get_by_role("heading", name="The statement of 24 September 2014")).to_be_visible()
        go(visit, "Contact", "header")

        form = page.get_by_role("form", name="General question")
        form.get_by_role("button", name="Send").click()
        expect(page).to_have_url(site.address + "contact/")
        assert len(site.requests()) == before, "the browser does not send a form without what is required"
        form.get_by_label("Your name").fill("Ödön Example")
        form.get_by_label("Your email address").fill("reader@example.org")
        form.get_by_label("Your question").fill("What is kept,\n& for how long? <b>“Really”</b>")
        form.get_by_role("button", name="Send").click()
        expect_arrival(visit, site, scripts)
        page.reload()

    newest, *others = site.requests()
    assert len(others) == before, "one request, and not a second one by loading the confirmation again"
    assert (newest.kind, newest.subject) == ("contact", "General question")
    assert (newest.policy, newest.policy_revision) == ("privacy", "2014-09-24")
    assert newest.fields == {
        "name": "Ödön Example",
        "email": "reader@example.org",
        "message": "What is kept,\n& for how long? <b>“Really”</b>",
    }
    assert not newest.flagged


@SCRIPTS
def test_from_the_policys_own_words_to_a_parents_request(
    browser: Browser, published_real: Published, scripts: bool
) -> None:
    site = published_real
    with visiting(browser, java_script_enabled=scripts) as visit:
        page = visit.page
        page.goto(site.address + "privacy/")
        page.locator(".policy-text p", has_text="COPPA Information Request").get_by_role(
            "link", name="here", exact=True
        ).click()
        expect(page).to_have_url(site.address + "requests/#children")
        page.get_by_role("link", name="My child gave you information").click()
        form = page.get_by_role("form", name="A child’s information: request by a parent or guardian")
        expect(form).to_be_in_viewport()
        form.get_by_label("Your name (the parent or guardian)").fill("A Parent")
        form.get_by_label("Your email address").fill("parent@example.org")
        form.get_by_label("The child’s user name, or the email address the child used").fill("kestrel")
        form.get_by_label("What you would like to be done").fill("Delete it, please.")
        form.get_by_role("button", name="Send").press("Enter")
        expect_arrival(visit, site, scripts)
    newest = site.requests()[0]
    assert (newest.kind, newest.subject) == ("children", "COPPA Information Request")
    assert newest.fields["child_account"] == "kestrel"


def test_what_a_program_fills_in_is_kept_and_marked(browser: Browser, published_real: Published) -> None:
    site = published_real
    with visiting(browser) as visit:
        visit.page.goto(site.address + "contact/")
        for field in visit.page.locator("form input:not([type=hidden], [type=checkbox]), form textarea").all():
            kind = field.get_attribute("type")
            field.fill("robot@example.org" if kind == "email" else "https://example.org", force=True)
        visit.page.get_by_role("button", name="Send").click()
        expect_arrival(visit, site, scripts=True)
    assert site.requests()[0].flagged, "a statutory request is never dropped, only marked"


@SCRIPTS
def test_every_revision_leads_to_its_neighbours(browser: Browser, published_example: Published, scripts: bool) -> None:
    site = published_example
    with visiting(browser, java_script_enabled=scripts) as visit:
        page = visit.page
        page.goto(site.address + "notice/2018-05-25/")
        visited = [page.url]
        while (following := page.locator(".policy-neighbours a[rel=next]")).count():
            with page.expect_navigation():
                following.click()
            visited.append(page.url)
        while (earlier := page.locator(".policy-neighbours a[rel=prev]")).count():
            with page.expect_navigation():
                earlier.click()
            visited.append(page.url)
    names = [url.removeprefix(site.address + "notice/").strip("/") for url in visited]
    there = ["2018-05-25", "2020-03-02", "2020-03-02.2", "2023-09-01", "2025-02-10", "2026-09-01"]
    assert names == there + there[-2::-1]


@SCRIPTS
def test_the_contents_open_by_keyboard_on_a_small_screen(
    browser: Browser, published_real: Published, scripts: bool
) -> None:
    with visiting(browser, width=320, java_script_enabled=scripts) as visit:
        page = visit.page
        page.goto(published_real.address + "privacy/")
        summary = page.locator("summary", has_text="Contents")
        entry = page.locator(".policy-contents").get_by_role("link", name="SECURITY MEASURES")
        expect(entry).to_be_hidden()
        summary.press("Enter")
        entry.press("Enter")
        expect(page).to_have_url(re.compile("#security-measures$"))
        expect(page.locator("#security-measures")).to_be_in_viewport()
