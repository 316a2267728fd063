"""What the reader's browser tells the page, and what is stored in it: in a browser as it is, and with cookies blocked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from browsing import FLAGS, Visit, browser_path, serving_folder, visiting
from engines import firefox, needed
from playwright.sync_api import Browser, Page
from publishing import Published

from building import ROOT
from machine import PATIENCE
from policy_history.publish.storage import render_panel, render_storage
from policy_history.tracking.model import Inventory, Occasion, Storage, StoredItem

pytestmark = pytest.mark.browser

SCRIPT = ROOT / "plugins" / "mkdocs_policy_versions" / "assets" / "javascripts" / "policy-panel.js"
INVENTORY = Inventory(
    date(2026, 11, 23),
    (
        StoredItem(
            "theme", False, Storage.LOCAL_STORAGE, "Remembers the theme.", "until deleted", "us", Occasion.ACTION
        ),
        StoredItem("visit-*", True, Storage.COOKIE, "Counts.", "1 day", "us", Occasion.ACTION),
    ),
)
STORE = """async () => {
    localStorage.setItem('theme', 'dark');
    localStorage.setItem('stranger', '1');
    sessionStorage.setItem('tab', '1');
    document.cookie = 'visit-7=1; path=/';
    await new Promise(done => indexedDB.open('notes').onsuccess = done);
    await caches.open('pages');
}"""
SHOWN = """() => [...document.querySelectorAll('.policy-panel :is([data-stored], [data-signal], [data-cookies], [data-cleared])')]
    .filter(e => e.checkVisibility()).map(e => [...Object.keys(e.dataset)].map(key => key + ':' + e.dataset[key]).join())"""
ROWS = "() => [...document.querySelectorAll('.policy-panel tbody tr')].map(row => row.innerText.split(/\\t/))"


@contextmanager
def page_served(folder: Path, below: str) -> Iterator[str]:
    """A page with the list and the panel, in a site at ``below`` on a host; gives the page's address."""
    site = folder / below
    (site / "javascripts").mkdir(parents=True)
    shutil.copy(SCRIPT, site / "javascripts")
    (site / "cookies").mkdir()
    body = render_storage(INVENTORY, "../") + render_panel("../")
    (site / "cookies" / "index.html").write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Cookies</title><body>{body}'
    )
    with serving_folder(folder) as address:
        yield f"{address}{below}cookies/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with page_served(tmp_path_factory.mktemp("panel"), "") as served:
        yield served


def shown(page: Page) -> list[str]:
    """The sentences a reader sees, by their states."""
    page.locator(".policy-panel [data-stored]:not([hidden])").wait_for()
    return sorted(page.evaluate(SHOWN))


def test_a_fresh_browser_has_nothing_and_is_asked_for_nothing(browser: Browser, address: str) -> None:
    with visiting(browser) as visit:
        visit.page.goto(address)
        assert shown(visit.page) == ["cookies:on", "signal:none", "stored:nothing"]
        assert not visit.page.get_by_role("button").is_visible()
        assert visit.stored() == []
        assert [
            each
            for each in visit.requests
            if each not in (address, address.replace("cookies/", "javascripts/policy-panel.js"))
        ] == []
        assert visit.complaints == []


def test_without_script_the_text_is_complete(browser: Browser, address: str) -> None:
    with visiting(browser, java_script_enabled=False) as visit:
        visit.page.goto(address)
        text = visit.page.locator(".policy-panel").inner_text()
        assert "look in your browser’s settings" in text and "Deleted" not in text and "Stored here now" not in text


def stored_there(visit: Visit, address: str) -> None:
    visit.page.goto(address)
    visit.page.evaluate(STORE)
    visit.page.reload()


def test_what_is_stored_is_held_against_the_list(browser: Browser, address: str) -> None:
    with visiting(browser) as visit:
        stored_there(visit, address)
        assert "stored:unlisted" in shown(visit.page)
        assert sorted(visit.page.evaluate(ROWS)) == [
            ["notes", "indexedDB", "no: undeclared"],
            ["pages", "cacheStorage", "no: undeclared"],
            ["stranger", "localStorage", "no: undeclared"],
            ["tab", "sessionStorage", "no: undeclared"],
            ["theme", "localStorage", "yes"],
            ["visit-7", "cookie", "yes"],
        ]
        visit.page.get_by_role("button", name="Delete what this site stored here").click()
        visit.page.locator("[data-cleared=all]:not([hidden])").wait_for()
        assert visit.stored() == []
        assert visit.complaints == []


def test_what_may_be_another_sites_is_left_and_named(browser: Browser, tmp_path: Path) -> None:
    with page_served(tmp_path, "project/") as address, visiting(browser) as visit:
        stored_there(visit, address)
        shown(visit.page)
        visit.page.get_by_role("button").click()
        visit.page.locator("[data-cleared=shared]:not([hidden])").wait_for()
        left = visit.page.locator("[data-cleared=shared] [data-fill=left]").inner_text()
        assert sorted(left.split(", ")) == ["notes", "pages", "stranger", "tab"]


def test_names_from_the_device_never_become_markup(browser: Browser, address: str) -> None:
    with visiting(browser) as visit:
        visit.page.goto(address)
        visit.page.evaluate("localStorage.setItem('<img src=x onerror=alert(1)>', '')")
        visit.page.reload()
        shown(visit.page)
        assert visit.page.locator(".policy-panel img").count() == 0
        assert visit.page.evaluate(ROWS)[0][0] == "<img src=x onerror=alert(1)>"


@contextmanager
def chromium(browser: Browser, profile: Path, *flags: str) -> Iterator[Page]:
    """An unmodified Chromium with a profile and flags of its own, started as ``browser`` was."""
    context = browser.browser_type.launch_persistent_context(
        str(profile), executable_path=browser_path(), args=[*FLAGS, *flags]
    )
    context.set_default_timeout(250 * PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


def test_the_signal_is_told_when_the_browser_really_sends_it(browser: Browser, tmp_path: Path, address: str) -> None:
    with chromium(browser, tmp_path, "--enable-features=GlobalPrivacyControlForce") as page:
        sent: list[str | None] = []
        page.on("request", lambda request: sent.append(request.all_headers().get("sec-gpc")))
        page.goto(address)
        assert shown(page) == ["cookies:on", "signal:on", "stored:nothing"]
        assert sent[0] == "1"


def test_a_browser_that_says_no_is_told_from_one_without_the_setting(
    browser: Browser, tmp_path: Path, address: str
) -> None:
    with chromium(browser, tmp_path) as page:
        page.goto(address)
        assert "signal:none" in shown(page)
        # What Firefox gives pages while its setting is off.
        page.add_init_script("Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => false})")
        page.reload()
        assert "signal:off" in shown(page)


def test_it_works_with_cookies_blocked_and_with_a_signal_that_is_off(tmp_path: Path, address: str) -> None:
    """Firefox has both as settings of its own. It tells its console each refusal, though the page expects them."""
    needed("firefox")
    with firefox(tmp_path, {"network.cookie.cookieBehavior": 2}) as reader:
        reader.goto(address)
        reader.run(
            "while (!document.querySelector('.policy-panel [data-stored]:not([hidden])')) await new Promise(requestAnimationFrame);"
        )
        assert sorted(reader.run(f"return ({SHOWN})();")) == ["cookies:off", "signal:off", "stored:nothing"]
        blocked = reader.run("return document.querySelector('[data-blocked=some]').innerText;")
        assert "localStorage" in blocked and "sessionStorage" in blocked
        assert not any("uncaught" in each.casefold() for each in reader.complaints())


def test_on_the_site_itself_it_shows_only_what_is_true(browser: Browser, published_real: Published) -> None:
    with visiting(browser, width=320) as visit:
        visit.page.goto(published_real.address + "cookies/")
        assert shown(visit.page) == ["cookies:on", "signal:none", "stored:nothing"]
        assert not visit.page.locator(".policy-panel table").is_visible()
        assert visit.overflow() == 0
        assert visit.complaints == []
