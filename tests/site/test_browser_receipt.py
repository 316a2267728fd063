"""When an answer is due, as the form, the receipt and the page after sending say it; and all of it read by axe."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import serving_folder, visiting
from conftest import EXAMPLE_DAY
from playwright.sync_api import Browser, Page, expect
from publishing import Published

from building import build, change, copy_example
from policy_history.forms.deadlines import read_period
from serving_forms import serve_in_thread
from test_forms_deadlines import DUE, HOLIDAYS, MOVED

pytestmark = pytest.mark.browser

DEADLINES = "import(new URL('../javascripts/form/deadlines.js', location))"
"""The forms' module of days, as seen from a page one folder deep."""

SETTINGS = """\
clocks:
  - kinds: access, deletion
    where: Exampleland
    within: 1 month
    extension: 2 months
    law: Information Act, section 9
    source: https://law.example/information#9
  - kinds: access
    where: Samplestate
    within: 10 business days
    law: Our notice, “Your choices”
    source: /notice/
receives: Example Forms Ltd, Exampleland
kept: for two years
notice: /notice/
also_ask:
  - https://authority.example/
"""


@pytest.fixture(scope="module")
def promising(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The made-up site with times for answers."""
    place = tmp_path_factory.mktemp("promising")
    source, folder, database = copy_example(place / "source"), place / "site", place / "requests.sqlite3"
    sent = (source / "docs/sent.md").read_text("utf-8") + "\n[policy: receipt]\n"
    change(source, {"policy_versions/requests.yml": SETTINGS, "docs/sent.md": sent})
    with serving_folder(folder) as address, serve_in_thread(database, [f"{address}sent/"]) as handler:
        build(source, folder, EXAMPLE_DAY, POLICY_SITE_URL=address, POLICY_FORM_ENDPOINT=handler)
        yield Published(address, folder, database)


def fill(page: Page) -> None:
    form = page.get_by_role("form", name="See your information")
    form.get_by_label("Your name").fill("A Reader")
    form.get_by_label("Your email address").fill("reader@example.org")
    form.get_by_role("button", name="Send").click()


def faults(page: Page) -> list[str]:
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in Axe().run(page).response["violations"]]


def test_the_form_and_the_receipt_say_when_an_answer_is_due_and_by_which_law(
    browser: Browser, promising: Published
) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{promising.address}write/")
        form = page.get_by_role("form", name="See your information")
        clocks = form.get_by_role("list", name="When an answer is due:").get_by_role("listitem").all_inner_texts()
        assert clocks == [
            "Exampleland: within 1 month, or up to 2 months more if you are told why (Information Act, section 9).",
            "Samplestate: within 10 business days (Our notice, “Your choices”).",
        ]
        assert (
            form.get_by_role("link", name="Information Act").get_attribute("href")
            == "https://law.example/information#9"
        )
        assert form.get_by_role("link", name="Our notice").get_attribute("href") == "../notice/"
        notice = form.locator(".policy-form-notice").inner_text()
        assert "(Example Forms Ltd, Exampleland)" in notice and "Your request is kept for two years." in notice
        fill(page)
        receipt = page.locator("section.policy-receipt")
        expect(receipt).to_be_visible()
        due = receipt.locator('[data-fill="due"] li').all_inner_texts()
        assert re.fullmatch(r"Exampleland: by \d{1,2} \w+ \d{4} \(Information Act, section 9\)", due[0])
        assert due[1].startswith("Samplestate: within 10 business days (Our notice") and "which days count" in due[1]
        receipt.get_by_text("Whom else you can ask").click()
        expect(receipt.get_by_role("link", name="https://authority.example/")).to_be_visible()
        assert faults(page) == []


def test_faults_in_a_form_are_accessible(browser: Browser, promising: Published) -> None:
    with visiting(browser, width=320, color_scheme="dark") as visit:
        visit.page.goto(f"{promising.address}write/")
        visit.page.get_by_role("button", name="Send").first.click()
        expect(visit.page.locator(".policy-form-problem")).to_be_focused()
        assert faults(visit.page) == []


@pytest.mark.parametrize(
    ("end", "shown", "hidden"),
    [
        ("#ref=PR-7K3M-Q9XD-4T", "PR-7K3M-Q9XD-4T", "was not delivered"),
        ("?status=success&message=x#ref=PR-7K3M-Q9XD-4T", "PR-7K3M-Q9XD-4T", "was not delivered"),
        ("?status=error&message=%3Cb%3Ewords%3C/b%3E#ref=PR-7K3M-Q9XD-4T", "was not delivered", "words"),
        ("#ref=%3Cb%3E", "Your reference is the code after", "Note it down, or print"),
        ("", "Your reference is the code after", "Note it down, or print"),
    ],
)
def test_the_page_after_sending_shows_the_reference_and_no_other_words_of_the_address(
    browser: Browser, promising: Published, end: str, shown: str, hidden: str
) -> None:
    with visiting(browser) as visit:
        visit.page.goto(f"{promising.address}sent/{end}")
        text = visit.page.locator("main").inner_text()
        assert shown in text and hidden not in text
        rows = visit.page.locator(".policy-receipt tbody tr").all_inner_texts()
        assert len(rows) == 3 and "1 month" in rows[0]
        assert faults(visit.page) == []


def test_the_script_counts_as_the_handler_does(browser: Browser, promising: Published) -> None:
    with visiting(browser) as visit:
        visit.page.goto(f"{promising.address}write/")
        calendar = {"restDays": [0, 6], "holidays": sorted(day.isoformat() for day in HOLIDAYS)}
        found = []
        for moves_on, (received, period, _) in [(False, each) for each in DUE] + [(True, each) for each in MOVED]:
            parts = read_period(period)
            clock = {"count": parts.count, "unit": parts.unit, "movesOn": moves_on}
            found.append(
                visit.page.evaluate(
                    f"async ([day, clock, calendar]) => (await {DEADLINES})"
                    ".lastDay(new Date(day + 'T00:00:00Z'), clock, calendar)?.toISOString() ?? ''",
                    [received, clock, calendar],
                )[:10]
            )
        evening = visit.page.evaluate(
            f"{DEADLINES}.then(({{ dayOf }}) => ['America/Los_Angeles', 'Asia/Tokyo'].map((zone) => "
            "dayOf(new Date('2027-02-01T04:00:00Z'), zone).toISOString().slice(0, 10)))"
        )
    assert evening == ["2027-01-31", "2027-02-01"]
    assert found == [due for _, _, due in [*DUE, *MOVED]]
