"""The guard held against a browser: what it lets through does nothing by itself, and the policy stops the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from browsing import visiting
from playwright.sync_api import Browser, Error, Page, Route

from policy_history.site_audit.content_security import Surroundings, policy_for
from policy_history.site_audit.needs import needs_of
from policy_history.site_audit.page import BuiltPage
from policy_history.site_audit.page_changes import marked
from sweeps import sample

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GOLDEN = Path(__file__).parents[1] / "golden" / "guard"
HOME = "https://policies.example.org/ours/"
ADDRESS = HOME + "page/"
DECLARED = "https://fonts.example.org/"
HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>Page</title></head><body>'
# What the attempts would run: it leaves a trace that outlasts the page.
RUNS = "window.go = () => { window.ran = true }; window.count = window.go"


AT_ONCE = 12


def markups(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]


def refused() -> list[str]:
    return [markup for file in sorted((GOLDEN / "refused").glob("*.txt")) for markup in markups(file)]


class Net:
    """What a page asks for, in place of the network: every answer is ours, and every address is kept."""

    def __init__(self, page: Page) -> None:
        self.html = ""
        self.asked: list[str] = []
        self._left: list[str] = []
        page.add_init_script(RUNS)
        page.route("**/*", self._answer)
        self._page = page

    def _answer(self, route: Route) -> None:
        self.asked.append(route.request.url)
        if route.request.url == ADDRESS:
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(body="", content_type="text/plain", headers={"Access-Control-Allow-Origin": "*"})

    def open(self, html: str) -> None:
        """Open a page, move the mouse over it and press a key."""
        self.html, self.asked, self._left = html, [], []
        try:
            self._page.goto(ADDRESS, wait_until="load")
        except Error:  # another navigation came before the page was there
            self._left.append("left while it was opened")
        self._page.mouse.move(20, 20)
        self._page.keyboard.press("Tab")

    def happened(self) -> Iterator[str]:
        """What happened since, of the page's own accord."""
        yield from self._left
        yield from (address for address in self.asked if not address.startswith((HOME, DECLARED, "data:")))
        try:
            ran = self._page.evaluate("window.ran")
        except Error:
            yield "left while it was looked at"
        else:
            yield from ["ran"] if ran else []
        if self._page.url != ADDRESS:
            yield f"gone to {self._page.url}"


def opened(browser: Browser, pages: Sequence[str]) -> list[list[str]]:
    """What happens, of its own accord, on each of these pages; several are open at a time, and have the same time."""
    found: list[list[str]] = []
    with visiting(browser) as visit:
        nets = [Net(visit.page), *(Net(visit.page.context.new_page()) for _ in range(AT_ONCE - 1))]
        for start in range(0, len(pages), AT_ONCE):
            some = list(zip(nets, pages[start : start + AT_ONCE], strict=False))
            for net, html in some:
                net.open(html)
            visit.page.wait_for_timeout(30)
            found += [list(net.happened()) for net, _ in some]
    return found


def happenings(browser: Browser, attempts: Mapping[str, str]) -> dict[str, list[str]]:
    """Markup -> what happened on its page, given as the value, where something did beyond addresses of this site."""
    found = zip(attempts, opened(browser, list(attempts.values())), strict=True)
    told = {markup: [each for each in happened if "policies.example.org/" not in each] for markup, happened in found}
    return {markup: happened for markup, happened in told.items() if happened}


def test_what_the_guard_lets_through_does_nothing_even_without_a_policy(browser: Browser) -> None:
    assert happenings(browser, {markup: HEAD + markup for markup in markups(GOLDEN / "allowed.txt")}) == {}


def test_what_the_guard_refuses_neither_runs_nor_loads_under_the_policy(browser: Browser) -> None:
    around = Surroundings(HOME, "")
    attempts = {}
    for markup in sample(refused(), 6):
        if "refresh" in markup.lower():
            continue  # no policy stops it: the guard alone does
        page = BuiltPage("page/index.html", HEAD + markup)
        attempts[markup] = marked(page, policy_for([needs_of(page, HOME)], around))
    assert happenings(browser, attempts) == {}


def test_the_attempts_are_real(browser: Browser) -> None:
    """Without guard and policy a good part of them leave, load or run, so that the two tests above mean something."""
    succeeded = [each for each in opened(browser, [HEAD + markup for markup in sample(refused(), 6)]) if each]
    assert len(succeeded) > 8, succeeded
