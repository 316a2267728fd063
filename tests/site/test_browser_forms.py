"""Sending a form while everything goes wrong: in the end one request is stored, or the reader is told what is known."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from browsing import Visit, visiting
from playwright.sync_api import Browser, Locator, Page, expect
from publishing import Published

from policy_history.forms.handler.faults import FormFault
from policy_history.forms.handler.store import StoredRequest
from policy_history.forms.reference import is_reference
from serving_forms import empty

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
WORDS = {"Your email address": "reader@example.org", "Your question": "How long?\nAnd <why>?"}


@pytest.fixture
def sending(published_real: Published) -> Iterator[Published]:
    """The site with no request stored and no fault planned, before and afterwards."""
    empty(published_real.database)
    published_real.faults.released.clear()
    yield published_real
    left = list(published_real.faults.planned)
    published_real.faults.planned.clear()
    published_real.headers.clear()
    assert not left, "a fault was planned and never met"


def fill(page: Page, words: dict[str, str] = WORDS) -> Locator:
    form = page.get_by_role("form", name="General question")
    for label, text in words.items():
        form.get_by_label(label).fill(text)
    return form.get_by_role("button", name="Send")


def typed(page: Page) -> dict[str, str]:
    return {label: page.get_by_label(label).input_value() for label in WORDS}


def reference_shown(place: Locator) -> str:
    (reference,) = set(re.findall(r"PR-[\w-]{12}", place.inner_text()))
    assert is_reference(reference)
    return reference


def arrived(visit: Visit) -> Locator:
    expect(receipt := visit.page.locator("section.policy-receipt")).to_be_visible()
    receipt.locator("details").evaluate_all("folded => folded.forEach(each => { each.open = true; })")
    return receipt


def the_one(sending: Published) -> StoredRequest:
    (stored,) = sending.requests()
    assert stored.fields["message"] == WORDS["Your question"] and stored.fields["email"] == "reader@example.org"
    return stored


# Faults in what was typed


def test_faults_are_told_above_the_form_and_beside_each_field(browser: Browser, sending: Published) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{sending.address}contact/")
        title = page.title()
        fill(page, {"Your email address": "reader", "Your question": " "}).click()
        summary = page.locator(".policy-form-problem")
        expect(summary).to_be_focused()
        assert summary.get_attribute("role") == "alert"
        assert summary.get_by_text("There is a problem").is_visible()
        sentences = summary.get_by_role("link").all_inner_texts()
        assert sentences == [
            "“Your email address” must look like name@example.org.",
            "Fill in “Your question”.",
        ]
        assert page.title() == f"Error: {title}"
        for label, sentence in zip(WORDS, sentences, strict=True):
            control = page.get_by_label(label)
            assert control.get_attribute("aria-invalid") == "true"
            described = [page.locator(f"#{name}").inner_text() for name in _described(control)]
            assert f"Error: {sentence}" in described
        assert page.get_by_label("Your email address").input_value() == "reader", "nothing is cleared"
        summary.get_by_role("link").first.press("Enter")
        expect(page.get_by_label("Your email address")).to_be_focused()
        expect(page.locator("label", has_text="Your email address")).to_be_in_viewport()
        assert not sending.requests()

        fill(page).click()
        arrived(visit)
        assert page.title() == title
    the_one(sending)


def _described(control: Locator) -> list[str]:
    return (control.get_attribute("aria-describedby") or "").split()


def test_what_the_handler_finds_wrong_is_told_in_the_same_way(browser: Browser, sending: Published) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{sending.address}contact/")
        button = fill(page)
        # What the page lets through and the handler does not.
        page.get_by_label("Your name").evaluate("e => { e.type = 'text'; e.value = 'Ada\\u2028Bcc: all'; }")
        button.click()
        summary = page.locator(".policy-form-problem")
        expect(summary.get_by_role("link")).to_have_text("Write “Your name” on one line.")
        expect(summary).to_be_focused()
        assert typed(page) == WORDS and not sending.requests()
        page.get_by_label("Your name").fill("Ada")
        button.click()
        arrived(visit)
    the_one(sending)


def test_a_choice_has_to_be_made(browser: Browser, sending: Published) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{sending.address}requests/agent/")
        form = page.get_by_role("form", name="Request on behalf of someone else")
        form.get_by_label("Your name (the agent)").fill("An Agent")
        form.get_by_label("Your email address").fill("agent@example.org")
        form.get_by_label("The person’s user name").fill("kestrel")
        form.get_by_label("What the person asks for").fill("To see it.")
        form.get_by_role("button", name="Send").click()
        link = form.locator(".policy-form-problem").get_by_role("link")
        expect(link).to_have_text("Choose an answer to “Do you have the person’s signed permission?”.")
        link.click()
        expect(form.get_by_label("Yes")).to_be_focused()
        form.get_by_label("No", exact=True).check()
        form.get_by_role("button", name="Send").click()
        receipt = arrived(visit)
        expect(receipt.get_by_text("Do you have the person’s signed permission?")).to_be_visible()
    assert sending.requests()[0].fields["permission"] == "No"


# A request that arrives


def test_the_receipt_says_what_was_sent_and_leaves_nothing_behind(browser: Browser, sending: Published) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{sending.address}contact/")
        button = fill(page)
        page.get_by_label("Part of the policy it is about").select_option(label="OUR WEBSITE AND CHILDREN")
        shown = reference_shown(page.locator(".policy-form-reference"))
        button.press("Enter")
        receipt = arrived(visit)
        expect(receipt).to_be_focused()
        stored = the_one(sending)
        assert reference_shown(receipt) == shown == stored.reference
        for text in (*WORDS.values(), "Privacy Policy, version of 24 September 2014", "OUR WEBSITE AND CHILDREN"):
            expect(receipt.get_by_text(text, exact=True)).to_be_visible()
        assert stored.clause == "our-website-and-children"
        expect(receipt.get_by_text("We have promised no day.")).to_be_visible()
        expect(receipt.get_by_text("“Unsubscribe” link")).to_be_visible()
        page.emulate_media(media="print")
        expect(receipt.get_by_role("button")).to_have_count(0)
        expect(receipt.get_by_text(WORDS["Your question"])).to_be_visible()
        assert page.url == f"{sending.address}contact/", "nothing about the request in the address"
        assert visit.stored() == []
        assert {url.split("/")[2] for url in visit.requests} == {
            sending.address.split("/")[2],
            sending.handler.split("/")[2],
        }
        assert visit.complaints == []


def test_another_request_has_another_reference(browser: Browser, sending: Published) -> None:
    with visiting(browser) as visit:
        visit.page.goto(f"{sending.address}contact/")
        fill(visit.page).click()
        arrived(visit).get_by_role("button", name="Write another request").click()
        assert typed(visit.page) == dict.fromkeys(WORDS, "")
        fill(visit.page).click()
        arrived(visit)
    assert len({stored.reference for stored in sending.requests()}) == 2


@SCRIPTS
def test_a_double_click_sends_one_request(browser: Browser, sending: Published, scripts: bool) -> None:
    sending.faults.planned.append(FormFault.SLOW)
    with visiting(browser, java_script_enabled=scripts) as visit:
        visit.page.goto(f"{sending.address}contact/")
        fill(visit.page).dblclick()
        if scripts:
            expect(visit.page.get_by_role("status").first).to_have_text("Sending …")
        sending.faults.released.set()
        if scripts:
            arrived(visit)
        else:
            expect(visit.page).to_have_url(re.compile("/contact/sent/#ref=PR-"))
    the_one(sending)


def test_a_slow_network_is_told_and_sends_one_request(browser: Browser, sending: Published) -> None:
    sending.faults.planned.append(FormFault.SLOW)
    with visiting(browser) as visit:
        visit.page.clock.install()
        visit.page.goto(f"{sending.address}contact/")
        fill(visit.page).click()
        visit.page.clock.fast_forward(9000)
        expect(visit.page.get_by_role("status").first).to_contain_text("Still sending")
        fill(visit.page).press("Enter")
        sending.faults.released.set()
        arrived(visit)
    the_one(sending)


# A request of which it is not known whether it arrived

UNKNOWN = [
    FormFault.FAILED_BEFORE,
    FormFault.FAILED_AFTER,
    FormFault.DROPPED_BEFORE,
    FormFault.DROPPED_AFTER,
    FormFault.NO_CORS,
    FormFault.REDIRECT_ELSEWHERE,
]


@pytest.mark.parametrize("fault", UNKNOWN)
def test_what_is_not_known_is_said_with_the_reference_and_sent_again_as_one(
    browser: Browser, sending: Published, fault: FormFault
) -> None:
    sending.faults.planned.append(fault)
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{sending.address}contact/")
        button = fill(page)
        button.click()
        summary = page.locator(".policy-form-problem")
        expect(summary).to_be_focused()
        assert "We don’t know whether your request arrived" in summary.inner_text()
        reference = reference_shown(summary)
        assert typed(page) == WORDS, "what was typed outlives the failure"
        assert [stored.reference for stored in sending.requests()] in ([], [reference])
        button.click()
        assert reference_shown(arrived(visit)) == reference
    assert the_one(sending).reference == reference


def test_a_refusal_keeps_what_was_typed(browser: Browser, sending: Published) -> None:
    sending.faults.planned.append(FormFault.REFUSED)
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{sending.address}contact/")
        button = fill(page)
        button.click()
        # An answer that is not the handler's own says nothing; its fault page has no permission to be read.
        expect(page.locator(".policy-form-problem")).to_be_focused()
        assert typed(page) == WORDS and not sending.requests()
        button.click()
        arrived(visit)
    the_one(sending)


def test_coming_back_to_a_form_that_was_sent(browser: Browser, sending: Published) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{sending.address}contact/")
        fill(page).click()
        reference = reference_shown(arrived(visit))
        page.goto(f"{sending.address}privacy/")
        page.go_back()
        receipt, summary = page.locator("section.policy-receipt"), page.locator(".policy-form-problem")
        expect(receipt.or_(summary)).to_be_visible()
        page.reload()
        assert "You have already sent this form" in summary.inner_text()
        assert reference_shown(summary) == reference
        fill(page).click()
        assert reference_shown(arrived(visit)) == reference
    assert the_one(sending).reference == reference


def test_other_words_under_the_same_reference_are_kept_beside_the_first(browser: Browser, sending: Published) -> None:
    sending.faults.planned.append(FormFault.DROPPED_AFTER)
    with visiting(browser) as visit:
        visit.page.goto(f"{sending.address}contact/")
        fill(visit.page).click()
        expect(visit.page.locator(".policy-form-problem")).to_be_focused()
        fill(visit.page, {"Your question": "How long, and where?"}).click()
        arrived(visit)
    second, first = sending.requests()
    assert second.reference == first.reference and second.amends == first.number


@pytest.mark.parametrize("fault", [FormFault.REFUSED, *UNKNOWN[:4]])
def test_without_a_script_going_back_and_sending_again_makes_one_request(
    browser: Browser, sending: Published, fault: FormFault
) -> None:
    sending.faults.planned.append(fault)
    with visiting(browser, java_script_enabled=False) as visit:
        page = visit.page
        page.goto(f"{sending.address}contact/")
        if fault in (FormFault.DROPPED_BEFORE, FormFault.DROPPED_AFTER):
            fill(page).click()
            if not _sent_again_by_the_browser(visit):
                page.goto(f"{sending.address}contact/")
                fill(page).click()
        else:
            fill(page).click()
            expect(page.get_by_text("A fault on purpose")).to_be_visible()
            page.go_back()
            assert typed(page) == WORDS, "the browser keeps what was typed"
            page.get_by_role("button", name="Send").click()
        expect(page).to_have_url(re.compile("/contact/sent/#ref=PR-"))
    assert f"#ref={the_one(sending).reference}" in page.url


def _sent_again_by_the_browser(visit: Visit) -> bool:
    """Whether the browser has sent the form a second time by itself, as Chromium may on a connection used before."""
    for _ in range(600):
        if "/contact/sent/" in visit.page.url:
            return True
        if visit.page.url.startswith("chrome-error:"):  # the browser's own page about it
            return False
        visit.page.wait_for_timeout(50)
    raise AssertionError("the browser neither arrived nor failed")


def test_without_a_script_the_back_button_makes_no_second_request(browser: Browser, sending: Published) -> None:
    with visiting(browser, java_script_enabled=False) as visit:
        page = visit.page
        page.goto(f"{sending.address}contact/")
        fill(page).click()
        expect(page).to_have_url(re.compile("/contact/sent/#ref=PR-"))
        first = page.url
        page.go_back()
        page.get_by_role("button", name="Send").click()
        expect(page).to_have_url(first)
    the_one(sending)


def test_without_a_script_a_copy_can_be_asked_for(browser: Browser, sending: Published) -> None:
    with visiting(browser, java_script_enabled=False) as visit:
        page = visit.page
        page.goto(f"{sending.address}contact/")
        button = fill(page)
        page.get_by_label("Show me a copy of what I sent").check()
        button.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your request has been received")
        for text in WORDS.values():
            expect(page.get_by_text(text)).to_be_visible()
        assert page.url == f"{sending.handler}", "nothing about the request in the address"
        reference = reference_shown(page.locator("main"))
        page.get_by_role("link", name="Back to the site").click()
        expect(page).to_have_url(f"{sending.address}contact/sent/#ref={reference}")
    assert the_one(sending).reference == reference


# The page's own policies


def policy_of(sending: Published, *, connect: str = "", form_action: str = "") -> None:
    """Serve the site's pages under a strict policy with these origins in it."""
    sending.headers["Content-Security-Policy"] = (
        "default-src 'none'; base-uri 'none'; img-src 'self' data:; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        f"connect-src {connect or chr(39) + 'none' + chr(39)}; form-action {form_action}"
    )


def wait_for_complaints(visit: Visit, about: str, count: int) -> None:
    """Until the browser has complained so often; the test is ended by its own time limit."""
    for _ in range(600):
        if sum(about in complaint for complaint in visit.complaints) >= count:
            return
        visit.page.wait_for_timeout(50)
    raise AssertionError(f"no complaint about {about}: {visit.complaints}")


def test_under_a_strict_policy_nothing_is_complained_about(browser: Browser, sending: Published) -> None:
    policy_of(sending, connect=sending.handler, form_action=f"{sending.handler} 'self'")
    with visiting(browser) as visit:
        visit.page.goto(f"{sending.address}contact/")
        fill(visit.page).click()
        arrived(visit)
        assert visit.complaints == []
    the_one(sending)


def test_a_policy_that_forbids_asking_lets_the_browser_send_it_once(browser: Browser, sending: Published) -> None:
    policy_of(sending, form_action=f"{sending.handler} 'self'")
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{sending.address}contact/")
        shown = reference_shown(page.locator(".policy-form-reference"))
        fill(page).click()
        expect(page).to_have_url(f"{sending.address}contact/sent/#ref={shown}")
        expect(page.get_by_text(f"Your reference: {shown}")).to_be_visible()
        expect(page.get_by_text("If your request was given a reference")).to_be_hidden()
    assert the_one(sending).reference == shown


@SCRIPTS
def test_a_blocked_way_back_loses_and_doubles_nothing(browser: Browser, sending: Published, scripts: bool) -> None:
    policy_of(sending, form_action=sending.handler)
    with visiting(browser, java_script_enabled=scripts) as visit:
        page = visit.page
        page.goto(f"{sending.address}contact/")
        button = fill(page)
        button.click()
        wait_for_complaints(visit, "form-action", 1)
        if scripts:
            summary = page.locator(".policy-form-problem")
            expect(summary).to_be_focused()
            assert "We don’t know whether" in summary.inner_text()
            assert reference_shown(summary) == the_one(sending).reference
        button.click()
        wait_for_complaints(visit, "form-action", 2)
        assert typed(page) == WORDS
    the_one(sending)


@SCRIPTS
@pytest.mark.parametrize("referrers", ["no-referrer", "same-origin", "unsafe-url"])
def test_a_wrong_referrer_policy_loses_nothing(
    browser: Browser, sending: Published, scripts: bool, referrers: str
) -> None:
    sending.headers["Referrer-Policy"] = referrers
    with visiting(browser, java_script_enabled=scripts) as visit:
        visit.page.goto(f"{sending.address}contact/")
        fill(visit.page).click()
        if scripts:
            arrived(visit)
        else:
            expect(visit.page).to_have_url(re.compile("/contact/sent/#ref=PR-"))
    assert not the_one(sending).flags


def test_a_device_that_is_not_connected_sends_nothing(browser: Browser, sending: Published) -> None:
    with visiting(browser) as visit:
        visit.page.goto(f"{sending.address}contact/")
        button = fill(visit.page)
        visit.page.context.set_offline(True)
        button.click()
        expect(visit.page.locator(".policy-form-problem")).to_contain_text("Nothing has been sent")
        assert typed(visit.page) == WORDS
        visit.page.context.set_offline(False)
        button.click()
        arrived(visit)
    the_one(sending)


# What the request says about the text


@pytest.mark.parametrize(
    ("way", "clause"),
    [("?clause=security-measures", "security-measures"), ("?clause=nothing-such", ""), ("?clause=%3Cb%3E", "")],
)
def test_a_link_can_name_the_clause(browser: Browser, sending: Published, way: str, clause: str) -> None:
    with visiting(browser) as visit:
        visit.page.goto(f"{sending.address}contact/{way}")
        fill(visit.page).click()
        arrived(visit)
    assert the_one(sending).clause == clause


def test_a_reader_of_an_earlier_revision_writes_about_that_one(browser: Browser, sending: Published) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{sending.address}privacy/2011-02-17/")
        page.locator("header").get_by_role("link", name="Contact").click()
        fill(page).click()
        arrived(visit)
    assert the_one(sending).policy_revision == "2011-02-17"


# For everyone


@SCRIPTS
def test_a_child_is_asked_nothing(browser: Browser, sending: Published, scripts: bool) -> None:
    with visiting(browser, java_script_enabled=scripts) as visit:
        page = visit.page
        page.goto(f"{sending.address}requests/#under-13")
        page.locator("summary", has_text="I am under 13").press("Enter")
        child = page.locator(".policy-form-child")
        expect(child).to_be_visible()
        expect(child).to_contain_text("Please do not write to us yourself")
        assert child.locator("input, textarea, select, button, form, a").count() == 0
        assert page.locator("details", has=child).locator("input, textarea, select, button, form").count() == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_faults_and_receipt_can_be_reached_and_read(browser: Browser, sending: Published, width: int) -> None:
    with visiting(browser, width=width) as visit:
        page = visit.page
        page.goto(f"{sending.address}contact/")
        page.get_by_role("button", name="Send").press("Enter")
        expect(page.locator(".policy-form-problem")).to_be_focused()
        assert visit.overflow() == 0
        fill(page).press("Enter")
        expect(page.locator("section.policy-receipt")).to_be_focused()
        assert visit.overflow() == 0
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Print or save a copy")).to_be_focused()
