"""Whether everyone can read and use the pages: small screens, keyboards, dark rooms, assistive technology."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import KINDS, visiting
from playwright.sync_api import Browser
from publishing import Published

pytestmark = pytest.mark.browser

EACH_KIND = pytest.mark.parametrize(("which", "address"), KINDS)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A dark page differs from a light one in its colours alone.
RULES_ON_COLOUR = ["color-contrast", "link-in-text-block"]
# What a reader may set without losing anything (WCAG 2.2, 1.4.12).
SPACING = """* {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
}"""
LIGHT_AND_DARK = ["", "privacy/", "privacy/history/", "privacy/2014-09-24/changes/", "contact/"]


@pytest.fixture
def site(request: pytest.FixtureRequest, which: str) -> Published:
    """The site that a page of KINDS belongs to."""
    return request.getfixturevalue(f"published_{which}")


def test_no_page_scrolls_sideways_on_a_small_screen(browser: Browser, published_site: Published) -> None:
    site, wide = published_site, {}
    # The pages' own policy would keep the test's style out.
    with visiting(browser, width=320, bypass_csp=True) as visit:
        for address in site.addresses:
            visit.page.goto(site.address + address)
            wide[address] = visit.overflow()
            visit.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            visit.page.add_style_tag(content=SPACING)
            wide[f"{address} with everything open and spaced"] = visit.overflow()
    assert [f"{address}: {pixels}" for address, pixels in wide.items() if pixels > 0] == []


@EACH_KIND
def test_every_tab_stop_is_seen_and_every_control_is_a_tab_stop(
    browser: Browser, site: Published, address: str
) -> None:
    for width in (1280, 320):
        with visiting(browser, width=width) as visit:
            visit.page.goto(site.address + address)
            faults, controls = visit.tab_through()
            assert faults == [], f"at {width} px"
            assert controls == visit.reachable() > 0, f"at {width} px"


@pytest.mark.parametrize("address", LIGHT_AND_DARK)
def test_dark_pages_are_dark_by_css_alone(browser: Browser, published_real: Published, address: str) -> None:
    seen = {}
    with visiting(browser) as measuring:
        for scheme in ("light", "dark"):
            with visiting(browser, color_scheme=scheme, java_script_enabled=False) as visit:
                visit.page.goto(published_real.address + address)
                seen[scheme] = visit.brightness(measuring.page)
    assert seen["light"]["bright"] > 0.85 and seen["dark"]["dark"] > 0.85, seen
    assert seen["light"]["dark"] > 0.003 and seen["dark"]["bright"] > 0.003, f"there is no text: {seen}"


@EACH_KIND
def test_axe_finds_nothing(browser: Browser, site: Published, address: str) -> None:
    found: list[str] = []
    with visiting(browser) as visit:
        visit.page.goto(site.address + address)
        for width in (1280, 320):
            visit.page.set_viewport_size({"width": width, "height": 800})
            for scheme, rules in (("light", RULES), ("dark", RULES_ON_COLOUR)):
                visit.page.emulate_media(color_scheme=scheme)
                results = Axe().run(visit.page, options={"runOnly": rules, "resultTypes": ["violations"]})
                for violation in results.response["violations"]:
                    targets = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
                    found.append(f"{width} px, {scheme}: {violation['id']}: {'; '.join(targets)}")
    assert found == []
