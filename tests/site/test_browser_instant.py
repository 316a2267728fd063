"""Material's instant loading: pages of policies are loaded whole, and left whole; the rest of the site is as quick as ever."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from guest_policies import ADDRESS
from html_pages import Built
from playwright.sync_api import Browser, Page, Route

from machine import PATIENCE

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, guest: tuple[Built, str]) -> Iterator[Page]:
    """A page of a browser for which the site is online at its own address: the theme compares hosts."""

    def answer(route: Route) -> None:
        path = guest[0].folder / route.request.url.removeprefix(ADDRESS).split("?")[0].split("#")[0]
        file = path / "index.html" if path.is_dir() else path
        route.fulfill(path=file) if file.is_file() else route.fulfill(status=404, body="")

    context = browser.new_context()
    context.set_default_timeout(250 * PATIENCE)
    context.route("**/*", lambda route: route.abort())
    context.route(f"{ADDRESS}**", answer)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("start", "end", "is_kept"),
    [
        ("about/team/", "news/", True),
        ("about/team/", "privacy/", False),
        ("news/", "privacy/2025-01-01/", False),
        ("about/team/", "legal/ask/", False),
        ("privacy/", "about/team/", False),
        ("legal/ask/", "news/", False),
        ("privacy/", "privacy/2025-01-01/", False),
    ],
)
def test_links_load_whole_where_a_policy_of_content_is(page: Page, start: str, end: str, is_kept: bool) -> None:
    page.goto(ADDRESS + start, wait_until="networkidle")
    page.evaluate("window.isFirst = true")
    page.evaluate(
        """address => {
            const link = Object.assign(document.createElement("a"), {href: address, textContent: "on"});
            document.querySelector("article").append(link);
            link.click();
        }""",
        ADDRESS + end,
    )
    page.wait_for_url(ADDRESS + end, wait_until="networkidle")
    page.wait_for_function("document.querySelector('link[rel=canonical]').href === location.href")
    assert page.evaluate("window.isFirst === true") is is_kept


@pytest.mark.parametrize("path", ["privacy/", "privacy/history/", "privacy/2026-01-01/changes/", "legal/ask/"])
def test_no_script_of_the_theme_ends_on_our_pages(page: Page, path: str) -> None:
    """Its instant loading writes every relative ``href`` anew, which ``<a>`` in SVG does not let it."""
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(ADDRESS + path, wait_until="networkidle")
    assert faults == []
