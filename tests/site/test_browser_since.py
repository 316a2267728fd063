"""What changed since a day: the answer is the page's heading."""

from __future__ import annotations

import re

import pytest
from browsing import Visit
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

HEADING = "main h1"


def test_what_changed_since_a_day(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address)
    page.get_by_label("The day you agreed").fill("2021-02-01")
    page.get_by_role("button", name="Show what changed").click()
    expect(page).to_have_url(address + "?since=2021-02-01")
    expect(page.locator(HEADING)).to_have_text(
        re.compile(r"^Since 1\s+February\s+2021: \d+ changes in \d+ clauses, made in 2 versions, 2 of them material$")
    )
    expect(page.locator(".policy-line")).to_have_text(
        "You agreed on 1 February 2021: that was the version of 1 January 2020 (2). "
        "Compared with the text in force since 2 February 2022. Read the version of 1 January 2020 (2)"
    )
    meaning = page.locator(".policy-meaning")
    expect(meaning).to_contain_text("Editor’s note on the version of 2 February 2022 (not part of the policy).")
    page.get_by_text("Editor’s note on 1 more version").click()
    expect(page.locator("details dl.policy-note dd").first).to_have_text("Note on <i>revision</i> 3.")


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("?from=2020-01-01&to=2022-02-02", "Nothing has changed between 1 January 2020 and 2 February 2022"),
        ("?from=2021-03-04&to=2021-03-04", "Nothing has changed between 4 March 2021 and 4 March 2021"),
        ("?from=2021-03-04&to=2021-12-24", "Nothing has changed between 4 March 2021 and 4 March 2021"),
        ("?since=2022-03-01", "Nothing has changed since 1 March 2022"),
    ],
)
def test_nothing_is_an_answer_too(visit: Visit, address: str, query: str, answer: str) -> None:
    visit.page.goto(address + query)
    expect(visit.page.locator(HEADING)).to_have_text(answer)
    expect(visit.page.get_by_text("It is the same text.")).to_be_visible()
    expect(visit.page.locator("article.policy-redline")).to_have_count(0)
