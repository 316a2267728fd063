"""The content security policy at work: under the headers the site asks for, everything works and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import serving_folder, visiting
from playwright.sync_api import Browser, expect
from publishing import Published

from building import IN_MATERIAL, build, change, copy_example

pytestmark = pytest.mark.browser

FEATURES = {
    "replace": "  font: false\n",
    "by": "  font: false\n  features: [navigation.instant, content.code.copy, content.tabs.link]\n",
}
TABLE = "\n\n| Left | Right |\n|:-----|------:|\n| 1    | 2     |\n"
# A script as an attacker would put it into a page, and a frame around the page as another site would.
INJECTED = "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = true'}))"


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example inside Material's own frame, with its search and its instant navigation."""
    place = tmp_path_factory.mktemp("material")
    folder = copy_example(place / "folder")
    index = (folder / "docs/index.md").read_text("utf-8")
    change(folder, {**IN_MATERIAL, "docs/index.md": index + TABLE})
    change(folder, {"mkdocs.yml": FEATURES, "docs/find.md": "# Find\n\n[policy: search]\n"})
    with serving_folder(place / "site") as address:
        build(folder, place / "site", "2026-06-15", POLICY_SITE_URL=address)
        yield address


def test_the_headers_are_sent_with_every_page(browser: Browser, published_site: Published) -> None:
    with visiting(browser) as visit:
        for address in ("", "no/such/page/"):
            answer = visit.page.goto(published_site.address + address)
            assert answer is not None
            policy = answer.headers["content-security-policy"]
            assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_script_that_gets_into_a_text_does_not_run(browser: Browser, published_real: Published) -> None:
    with visiting(browser) as visit:
        for address in ("privacy/", "privacy/compare/"):
            visit.page.goto(published_real.address + address)
            visit.page.evaluate(f"() => {{ try {{ {INJECTED} }} catch (refused) {{}} }}")
            assert visit.page.evaluate("window.ran") is None, address


def test_no_other_page_may_show_a_page_in_a_frame(browser: Browser, published_real: Published, tmp_path: Path) -> None:
    frame = f'<!doctype html><title>Elsewhere</title><iframe src="{published_real.address}contact/"></iframe>'
    (tmp_path / "index.html").write_text(frame, "utf-8")
    with serving_folder(tmp_path) as elsewhere, visiting(browser) as visit:
        visit.page.goto(elsewhere, wait_until="networkidle")
        assert any("frame-ancestors" in complaint for complaint in visit.complaints)


def test_a_missing_address_at_any_depth_gets_the_sites_own_page(browser: Browser, published_site: Published) -> None:
    with visiting(browser) as visit:
        for address in ("nowhere", "no/such/page/", "a/b/c/d/e/f.html"):
            visit.page.goto(published_site.address + address)
            assert visit.page.evaluate("getComputedStyle(document.body).marginTop") == "0px", "it has its style"
            visit.page.keyboard.press("Tab")
            skip = visit.page.locator(":focus")
            assert (skip.text_content() or "").strip() == "Skip to content"
            skip.press("Enter")
            expect(visit.page.locator(":target").get_by_role("heading", level=1)).to_be_in_viewport()
            visit.page.locator("main").get_by_role("link").first.click()
            expect(visit.page).to_have_url(published_site.address)


def test_materials_own_frame_works_under_its_policy(browser: Browser, material: str) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(material)
        assert page.evaluate("typeof __md_get") == "function", "the theme's inline script runs"
        right = page.get_by_role("cell", name="2", exact=True)
        assert right.evaluate("cell => getComputedStyle(cell).textAlign") == "right"
        page.get_by_role("textbox", name="Search").click()
        page.keyboard.type("sell")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        page.keyboard.press("Escape")
        page.evaluate("window.kept = true")
        page.locator("main").get_by_role("link", name="Privacy notice").first.click()
        expect(page).to_have_url(material + "notice/")
        expect(page.locator("#privacy-notice")).to_have_text("Privacy notice")
        assert page.evaluate("window.kept") is None, "a page with a policy is loaded whole, under a policy of its own"
        page.goto(material + "notice/2023-09-01/changes/")
        page.goto(material + "notice/compare/?from=2018-05-25&to=2025-02-10")
        expect(page.locator("#redline")).to_be_visible()
        assert (
            visit.complaints == []
        )  # the theme asks for a sitemap beside what is linked as an alternate, such as a feed


def test_our_search_works_in_materials_own_frame(browser: Browser, material: str) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(material + "find/", wait_until="networkidle")
        assert not [each for each in visit.requests if each.endswith("/search.json")]
        page.get_by_label("Words to find").press_sequentially("sell")
        expect(page.locator(".policy-found").get_by_role("link", name="Privacy notice")).to_be_visible()
        page.evaluate("window.kept = true")
        page.locator(".policy-found").get_by_role("link", name="Privacy notice").click()
        expect(page).to_have_url(material + "notice/search/#q=sell")
        expect(page.locator(".policy-found mark")).to_have_text("sell")
        assert [each for each in visit.complaints if "status of 404" not in each] == []
