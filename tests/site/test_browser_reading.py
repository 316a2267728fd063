"""Whether everyone can read and use the pages: small screens, keyboards, dark rooms, assistive technology."""

from __future__ import annotations

import pytest
from browsing import KINDS, visiting
from colours import contrast
from playwright.sync_api import Browser
from publishing import Published
from reading import RULES, RULES_ON_COLOUR, axe_faults, open_page, out_of_sight, skips_to_content

pytestmark = pytest.mark.browser

EACH_KIND = pytest.mark.parametrize(("which", "address"), KINDS)
STATES = [
    (1280, "light", "none", RULES),
    (320, "dark", "none", RULES),
    (320, "light", "active", RULES_ON_COLOUR),
]
COLOUR = """([selector, property]) =>
    getComputedStyle(document.querySelector(selector))[property].match(/[0-9.]+/g).slice(0, 3).map(Number)"""
LIGHT_AND_DARK = ["", "privacy/", "privacy/history/", "privacy/2014-09-24/changes/", "contact/"]


@pytest.fixture
def site(request: pytest.FixtureRequest, which: str) -> Published:
    """The site that a page of KINDS belongs to."""
    return request.getfixturevalue(f"published_{which}")


def test_every_page_skips_to_its_content_and_fits_a_small_screen(browser: Browser, published_site: Published) -> None:
    site, faults = published_site, []
    # The pages' own policy would keep the test's style out.
    with visiting(browser, bypass_csp=True) as visit:
        for address in site.addresses:
            visit.page.set_viewport_size({"width": 640, "height": 800})
            visit.page.goto(site.address + address)
            if not skips_to_content(visit.page):
                faults.append(f"{address}: the first stop does not skip to the content")
            # What is left of 1280 x 1024 at 400 % (WCAG 2.2, 1.4.10).
            visit.page.set_viewport_size({"width": 320, "height": 256})
            faults += [f"{address}: {fault}" for fault in out_of_sight(visit.page)]
    assert faults == []


@EACH_KIND
def test_every_tab_stop_is_seen_and_every_control_is_a_tab_stop(
    browser: Browser, site: Published, address: str
) -> None:
    for width in (1280, 320):
        with visiting(browser, width=width) as visit:
            open_page(visit, site.address + address)
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_in_the_picture_of_the_history_stand_out(
    browser: Browser, published_example: Published, scheme: str
) -> None:
    """No checker measures text in a picture."""
    with visiting(browser, color_scheme=scheme) as visit:
        visit.page.goto(published_example.address + "notice/history/")
        ink = visit.page.evaluate(COLOUR, [".policy-strip-label", "fill"])
        ground = visit.page.evaluate(COLOUR, ["body", "backgroundColor"])
    assert contrast(ink, ground) >= 4.5


@EACH_KIND
def test_axe_finds_nothing(browser: Browser, site: Published, address: str) -> None:
    """The states that differ most; scripts/quality looks at all of them."""
    found: list[str] = []
    with visiting(browser, bypass_csp=True) as visit:
        open_page(visit, site.address + address)
        for width, scheme, forced, rules in STATES:
            visit.page.set_viewport_size({"width": width, "height": 800})
            visit.page.emulate_media(color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]
            found += [f"{width} px, {scheme}, {forced}: {fault}" for fault in axe_faults(visit.page, rules)]
    assert found == []
