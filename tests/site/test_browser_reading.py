"""Whether everyone can read and use the pages: small screens, keyboards, dark rooms, assistive technology."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import pytest
from browsing import KINDS, Visit, visiting
from colours import contrast
from playwright.sync_api import Browser
from publishing import Published
from reading import RULES, RULES_ON_COLOUR, axe_faults, open_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EACH_KIND = pytest.mark.parametrize(("which", "address"), KINDS)
# For each width, the states that differ most; scripts/quality looks at all of them.
STATES: Mapping[int, Sequence[tuple[Literal["light", "dark"], Literal["none", "active"], list[str]]]] = {
    1280: [("light", "none", RULES)],
    320: [("dark", "none", RULES), ("light", "active", RULES_ON_COLOUR)],
}
COLOUR = """([selector, property]) =>
    getComputedStyle(document.querySelector(selector))[property].match(/[0-9.]+/g).slice(0, 3).map(Number)"""
LIGHT_AND_DARK = ["", "privacy/", "privacy/history/", "privacy/2014-09-24/changes/", "contact/"]


@pytest.fixture
def site(request: pytest.FixtureRequest, which: str) -> Published:
    """The site that a page of KINDS belongs to."""
    return request.getfixturevalue(f"published_{which}")


@EACH_KIND
def test_every_tab_stop_is_seen_every_control_is_a_tab_stop_and_axe_finds_nothing(
    visitor: Visit, site: Published, address: str
) -> None:
    found: list[str] = []
    for width, states in STATES.items():
        visitor.page.set_viewport_size({"width": width, "height": 800})
        visitor.page.emulate_media(color_scheme="light", forced_colors="none")
        if width == 1280:
            open_page(visitor, site.address + address)
        faults, controls = visitor.tab_through()
        found += [f"{width} px: {fault}" for fault in faults]
        assert controls == visitor.reachable() > 0, f"at {width} px"
        for scheme, forced, rules in states:
            visitor.page.emulate_media(color_scheme=scheme, forced_colors=forced)
            found += [f"{width} px, {scheme}, {forced}: {fault}" for fault in axe_faults(visitor.page, rules)]
    assert found == []


def test_dark_pages_are_dark_by_css_alone(browser: Browser, published_real: Published) -> None:
    with visiting(browser) as measuring, visiting(browser, java_script_enabled=False) as visit:
        for address in LIGHT_AND_DARK:
            seen = {}
            visit.page.goto(published_real.address + address)
            for scheme in ("light", "dark"):
                visit.page.emulate_media(color_scheme=scheme)
                seen[scheme] = visit.brightness(measuring.page)
            assert seen["light"]["bright"] > 0.85 and seen["dark"]["dark"] > 0.85, (address, seen)
            assert seen["light"]["dark"] > 0.003 and seen["dark"]["bright"] > 0.003, (address, "there is no text", seen)


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
