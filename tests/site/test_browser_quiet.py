"""What opening and using a page does besides showing it: nothing but what the storage inventory declares."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import KINDS, serving_folder, visiting
from crawling import Crawl, crawl
from observed import Called, Kept, disagreements
from playwright.sync_api import Browser, Page
from publishing import Published
from reading import out_of_sight, skips_to_content

from building import EXAMPLE, ROOT
from policy_history.tracking.inventory import read_inventory
from policy_history.tracking.model import Occasion, Storage
from sweeps import sample

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# A page that does everything a privacy site must not do.
TELLING = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Telling</title><link rel="icon" href="data:,">
<img src="http://tracker.example/a.gif" alt=""><details><summary>More</summary></details>
<form><input aria-label="Name"></form>
<script>
document.cookie = "seen=1";
localStorage.theme = "dark";
sessionStorage.tab = "1";
indexedDB.open("visits");
caches.open("pages");
document.querySelector("details").addEventListener("toggle", () => { localStorage.opened = "yes"; });
document.querySelector("input").addEventListener("input", () => new Image().src = "http://keys.example/");
</script></html>"""


def look(page: Page) -> list[str]:
    """Whether a page skips to its content, and whether a small screen shows all of it."""
    skipped = [] if skips_to_content(page) else ["the first stop does not skip to the content"]
    return skipped + out_of_sight(page)


@pytest.fixture(scope="module", params=["real", "example"])
def crawled(request: pytest.FixtureRequest, browser: Browser) -> tuple[str, Crawl]:
    """Which site it is, and what was seen on a page of each kind and a sample of the others."""
    site: Published = request.getfixturevalue(f"published_{request.param}")
    kinds = [address for which, address in KINDS if which == request.param]
    rest = [address for address in site.addresses if address not in kinds]
    return request.param, crawl(browser, site.address, [*kinds, *sample(rest, 20)], kinds, look)


def test_what_the_site_does_is_what_the_inventory_says(crawled: tuple[str, Crawl]) -> None:
    name, seen = crawled
    source = {"real": ROOT, "example": EXAMPLE}[name]
    assert disagreements(read_inventory(source, "policy_versions/storage.yml"), seen.kept, seen.called) == []
    assert (seen.kept, seen.called) == (set(), set()), "and both say: nothing"
    assert seen.complaints == []


def test_every_page_skips_to_its_content_and_fits_a_small_screen(crawled: tuple[str, Crawl]) -> None:
    _, seen = crawled
    assert seen.faults == []


def test_the_crawl_sees_everything_a_page_may_do(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(TELLING, "utf-8")
    with serving_folder(tmp_path) as root:
        seen = crawl(browser, root, [""], [""])
    load, action = Occasion.LOAD, Occasion.ACTION
    database = {each for each in seen.kept if each.where is Storage.INDEXED_DB}
    assert {each.name for each in database} == {"visits"}, (
        "opened when the browser has time for it, so at either occasion"
    )
    assert seen.kept - database == {
        Kept(Storage.COOKIE, "seen", load),
        Kept(Storage.LOCAL_STORAGE, "theme", load),
        Kept(Storage.SESSION_STORAGE, "tab", load),
        Kept(Storage.CACHE_STORAGE, "pages", load),
        Kept(Storage.LOCAL_STORAGE, "opened", action),
    }
    assert seen.called == {Called("tracker.example", load), Called("keys.example", action)}


def test_a_whole_walk_with_a_form_sent_stores_nothing(browser: Browser, published_real: Published) -> None:
    site = published_real
    with visiting(browser) as visit:
        page = visit.page
        for address in ("", "privacy/", "privacy/history/", "cookies/", "contact/"):
            page.goto(site.address + address, wait_until="networkidle")
        page.get_by_label("Your email address").fill("reader@example.org")
        page.get_by_label("Your question").fill("?")
        page.get_by_role("button", name="Send").click()
        page.locator("section.policy-receipt").wait_for()
        page.goto(site.address + "contact/sent/#ref=PR-7K3M-Q9XD-4T", wait_until="networkidle")
        assert visit.stored() == []
        assert visit.complaints == []
        assert all(url.startswith("http://127.0.0.1:") for url in visit.requests)
