"""A redline for every reader: heard, copied, printed, in grey, with other eyes, without script."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from browsing import Visit, visiting
from colours import Colour, contrast, difference, dominant
from playwright.sync_api import Browser, Page, expect
from publishing import Published

pytestmark = pytest.mark.browser

MOVED = "membership/2018-05-25/changes/"
SINCE = "membership/compare/2016-04-01/"
DAYS = "within [removed] thirty [end removed] [added] fourteen [end added] days"
ARTICLE = "article.policy-redline"


def words(text: str) -> str:
    """Text with its white space made single."""
    return " ".join(text.split())


def test_what_is_copied_says_what_was_removed_and_added(visit: Visit, published_example: Published) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(published_example.address + MOVED)
    page.locator(ARTICLE).evaluate("e => getSelection().selectAllChildren(e)")
    page.keyboard.press("Control+C")
    copied = words(page.evaluate("navigator.clipboard.readText()"))
    assert DAYS in copied
    assert "[moved here] Complaints" in copied and "[end moved here]" in copied
    assert "Change 1 of" not in copied, "what leads through the changes is no part of the text"


def test_what_is_heard_says_it_before_and_after(visit: Visit, published_example: Published) -> None:
    visit.page.goto(published_example.address + MOVED)
    heard = visit.page.locator(ARTICLE).aria_snapshot()
    assert DAYS in heard, heard
    assert "deletion" not in heard and "insertion" not in heard


# What is placed elsewhere is an object of its own to a screen reader, which cuts the sentence there.
_LABELS = """() => [...document.querySelectorAll('.policy-redline span.policy-mark:not(.policy-mark-shown)')].map(e => {
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    return [style.display, style.position, style.clipPath, parseFloat(style.fontSize) > 0, box.width < 2];
})"""


def test_labels_stand_in_the_line_unseen_and_without_room(visit: Visit, published_example: Published) -> None:
    visit.page.goto(published_example.address + MOVED)
    labels = {tuple(each) for each in visit.page.evaluate(_LABELS)}
    assert labels == {("inline", "static", "none", True, True)}, (
        "hidden, they would leave gaps where letters have a smallest size"
    )


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not on this system")
def test_what_is_printed_says_it_in_words(visit: Visit, published_example: Published, tmp_path: Path) -> None:
    visit.page.goto(published_example.address + MOVED)
    visit.page.pdf(path=tmp_path / "redline.pdf")
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "redline.pdf"), "-"], capture_output=True, encoding="utf-8", check=True
    ).stdout
    printed = words(text)
    assert DAYS in printed, "no number of ours among the words"
    assert "[moved away]" in printed and "moved to its new place" in printed
    assert "next" not in printed


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_removed_and_added_are_told_apart_by_colour(
    browser: Browser, published_example: Published, scheme: str
) -> None:
    with visiting(browser, color_scheme=scheme) as visit, visiting(browser) as measuring:
        visit.page.goto(published_example.address + MOVED)
        chromium = visit.page.context.new_cdp_session(visit.page)
        for eyes in ("none", "protanopia", "deuteranopia", "tritanopia"):
            chromium.send("Emulation.setEmulatedVisionDeficiency", {"type": eyes})
            removed, added = (
                dominant(visit.page.locator(f"{ARTICLE} {tag}:not(.policy-moved)").first, measuring.page)
                for tag in ("del", "ins")
            )
            assert difference(removed, added) >= 20, eyes


def computed(page: Page, place: str, name: str) -> str:
    return str(page.locator(place).first.evaluate("(e, name) => getComputedStyle(e)[name]", name))


def colour(written: str) -> Colour:
    red, green, blue = (float(each) for each in re.findall(r"[\d.]+", written)[:3])
    return red, green, blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marked_text_is_read_easily(browser: Browser, published_example: Published, scheme: str) -> None:
    with visiting(browser, color_scheme=scheme) as visit:
        page = visit.page
        page.goto(published_example.address + SINCE)
        for place in (f"{ARTICLE} del:not(.policy-moved)", f"{ARTICLE} ins:not(.policy-moved)"):
            ground = colour(computed(page, place, "backgroundColor"))
            assert contrast(colour(computed(page, place, "color")), ground) >= 7
            assert contrast(colour(computed(page, place, "textDecorationColor")), ground) >= 4.5
        sheet = colour(computed(page, "body", "backgroundColor"))
        assert contrast(colour(computed(page, f"{ARTICLE} .policy-numbers a", "color")), sheet) >= 4.5
        for place in (f"{ARTICLE} del.policy-moved", f"{ARTICLE} ins.policy-moved"):
            assert contrast(colour(computed(page, place, "color")), sheet) >= 7


@pytest.mark.parametrize("settings", [{}, {"forced_colors": "active"}], ids=["own colours", "forced colours"])
def test_the_lines_tell_it_without_colour(
    browser: Browser, published_example: Published, settings: dict[str, Any]
) -> None:
    with visiting(browser, **settings) as visit:
        page = visit.page
        page.goto(published_example.address + MOVED)
        assert computed(page, f"{ARTICLE} del:not(.policy-moved)", "textDecorationLine") == "line-through"
        assert computed(page, f"{ARTICLE} ins:not(.policy-moved)", "textDecorationLine") == "underline"
        assert computed(page, f"{ARTICLE} ins.policy-moved", "borderBottomStyle") == "dotted"


def test_a_link_inside_an_insertion_is_told_by_more_than_a_line(visit: Visit, published_example: Published) -> None:
    visit.page.goto(published_example.address + "membership/2016-04-01/changes/")
    link = visit.page.get_by_role("link", name="county's mediator")
    assert int(link.evaluate("e => getComputedStyle(e).fontWeight")) >= 700
    assert "↗" in link.evaluate("e => getComputedStyle(e, '::after').content")


def test_the_changes_are_walked_through_without_script(browser: Browser, published_example: Published) -> None:
    with visiting(browser, java_script_enabled=False) as visit:
        page = visit.page
        page.goto(published_example.address + MOVED)
        expect(page.get_by_role("link", name="next")).to_have_count(0)
        total = page.locator(".policy-changes > li").count()
        page.get_by_role("link", name=f"change 1 of {total}", exact=True).click()
        met = []
        while page.get_by_role("link", name="next").count():
            page.get_by_role("link", name="next").click()
            met.append(int(page.url.rpartition("-")[2]))
            expect(page.locator(f"#change-{met[-1]}")).to_be_in_viewport()
            assert page.evaluate("getComputedStyle(document.querySelector(':target')).outlineStyle") == "solid"
        assert met == sorted(met)
        expect(page.get_by_role("link", name=f"change {total} of {total}", exact=True)).to_be_visible()
        page.get_by_role("link", name="previous").click()
        assert int(page.url.rpartition("-")[2]) < met[-1]


def test_moves_link_both_ways(visit: Visit, published_example: Published) -> None:
    page = visit.page
    page.goto(published_example.address + MOVED)
    page.get_by_role("link", name="moved to its new place").click()
    expect(page.locator("#move-1-to")).to_be_in_viewport()
    page.locator("#move-1-to").get_by_role("link", name="moved from its old place").click()
    expect(page.locator("#move-1-from")).to_be_in_viewport()


def test_changed_clauses_alone_and_side_by_side(browser: Browser, published_example: Published) -> None:
    with visiting(browser, java_script_enabled=False) as visit:
        page = visit.page
        page.goto(published_example.address + MOVED)
        expect(page.locator(ARTICLE).get_by_text("Anybody who lives in the county")).to_have_count(0)
        page.locator(ARTICLE).get_by_role("link", name="Unchanged").first.click()
        expect(page).to_have_url(re.compile(r"membership/2018-05-25/#[\w-]+$"))
        expect(page.locator(":target")).to_be_in_viewport()
        page.go_back()
        page.get_by_role("link", name="Side by side").click()
        rows = page.locator(".policy-pair:not(.policy-pair-head)")
        expect(rows.last.locator("> div").first).to_contain_text("within [removed] thirty [end removed] days")
        expect(rows.last.locator("> div").last).to_contain_text("within [added] fourteen [end added] days")


@pytest.mark.parametrize("address", [MOVED, SINCE, MOVED + "#change-2", MOVED + "side-by-side/"])
def test_small_screens_and_the_keyboard(browser: Browser, published_example: Published, address: str) -> None:
    for width in (1280, 320):
        with visiting(browser, width=width) as visit:
            visit.page.goto(published_example.address + address)
            assert visit.overflow() <= 0
            faults, controls = visit.tab_through()
            assert faults == []
            assert controls == visit.reachable() or "#" in address, "the Tab key begins at the change that is named"


def test_an_old_link_to_a_clause_says_where_it_went(browser: Browser, published_example: Published) -> None:
    with visiting(browser, java_script_enabled=False) as visit:
        page = visit.page
        page.goto(published_example.address + "membership/#closure")
        place = page.locator("#closure")
        expect(place).to_be_in_viewport()
        expect(place).to_contain_text("“Closure”: removed on 1 September 2020.")
        place.get_by_role("link", name="Closure").click()
        page.get_by_role("link", name="All changes of 1 September 2020").click()
        expect(page).to_have_url(re.compile(r"membership/2020-09-01/changes/#closure$"))
        expect(page.locator("#closure")).to_have_text(re.compile("Closure"))
