"""The guard held against a browser: what it lets through does nothing by itself, and the policy stops the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import visiting
from playwright.sync_api import Browser, Error, Page, Route

from policy_history.built.content_security import Surroundings, policy_for
from policy_history.built.needs import needs_of
from policy_history.built.page import BuiltPage
from policy_history.built.page_changes import marked

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GOLDEN = Path(__file__).parents[1] / "golden" / "guard"
HOME = "https://policies.example.org/ours/"
ADDRESS = HOME + "page/"
DECLARED = "https://fonts.example.org/"
HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>Page</title></head><body>'
# What the attempts would run: it leaves a trace that outlasts the page.
RUNS = "window.go = () => { window.ran = true }; window.count = window.go"


def markups(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]


class Net:
    """What a page asks for, in place of the network: every answer is ours, and every address is kept."""

    def __init__(self, page: Page) -> None:
        self.html = ""
        self.asked: list[str] = []
        page.add_init_script(RUNS)
        page.route("**/*", self._answer)
        self._page = page

    def _answer(self, route: Route) -> None:
        self.asked.append(route.request.url)
        if route.request.url == ADDRESS:
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(body="", content_type="text/plain", headers={"Access-Control-Allow-Origin": "*"})

    def opened(self, html: str) -> Iterator[str]:
        """What happens, of its own accord, when a page is opened; moving the mouse over it and all keys included."""
        self.html, self.asked = html, []
        try:
            self._page.goto(ADDRESS, wait_until="load")
        except Error:  # another navigation came before the page was there
            yield "left while it was opened"
        self._page.mouse.move(20, 20)
        self._page.keyboard.press("Tab")
        self._page.wait_for_timeout(30)
        yield from (address for address in self.asked if not address.startswith((HOME, DECLARED, "data:")))
        try:
            ran = self._page.evaluate("window.ran")
        except Error:
            yield "left while it was looked at"
        else:
            yield from ["ran"] if ran else []
        if self._page.url != ADDRESS:
            yield f"gone to {self._page.url}"


def test_what_the_guard_lets_through_does_nothing_even_without_a_policy(browser: Browser) -> None:
    with visiting(browser) as visit:
        net = Net(visit.page)
        for markup in markups(GOLDEN / "allowed.txt"):
            happened = [each for each in net.opened(HEAD + markup) if "policies.example.org/" not in each]
            assert happened == [], markup


def test_what_the_guard_refuses_neither_runs_nor_loads_under_the_policy(browser: Browser) -> None:
    around = Surroundings(HOME, "")
    with visiting(browser) as visit:
        net = Net(visit.page)
        for file in sorted((GOLDEN / "refused").glob("*.txt")):
            for markup in markups(file):
                if "refresh" in markup.lower():
                    continue  # no policy stops it: the guard alone does
                page = BuiltPage("page/index.html", HEAD + markup)
                happened = net.opened(marked(page, policy_for([needs_of(page, HOME)], around)))
                assert [each for each in happened if "policies.example.org/" not in each] == [], markup


def test_the_attempts_are_real(browser: Browser) -> None:
    """Without guard and policy a good part of them leave, load or run, so that the two tests above mean something."""
    attempts = [markup for file in sorted((GOLDEN / "refused").glob("*.txt")) for markup in markups(file)]
    with visiting(browser) as visit:
        net = Net(visit.page)
        succeeded = [markup for markup in attempts if list(net.opened(HEAD + markup))]
    assert len(succeeded) > 50, succeeded
