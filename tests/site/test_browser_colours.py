"""Whether the two colours of a redline are told apart by everyone, and whether anything depends on them."""

from __future__ import annotations

import pytest
from browsing import Visit, visiting
from playwright.sync_api import Browser
from publishing import Published

pytestmark = pytest.mark.browser

REDLINE = "notice/2023-09-01/changes/"
# At a distance of 20 in CIELAB, colours of large areas are different at a glance; 2 is hardly seen.
LEAST_DISTANCE = 20
VISION = ["none", "protanopia", "deuteranopia", "tritanopia"]

# The most frequent colour in a picture.
_GROUND = """async picture => {
    const bitmap = await createImageBitmap(await (await fetch('data:image/png;base64,' + picture)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    canvas.drawImage(bitmap, 0, 0);
    const {data} = canvas.getImageData(0, 0, bitmap.width, bitmap.height), times = new Map();
    for (let at = 0; at < data.length; at += 4) {
        const colour = data.slice(at, at + 3).join();
        times.set(colour, (times.get(colour) ?? 0) + 1);
    }
    return [...times].sort((one, other) => other[1] - one[1])[0][0].split(',').map(Number);
}"""
# Where its first line is on the page.
_FIRST_LINE = """element => {
    const line = element.getClientRects()[0];
    return [line.x + scrollX, line.y + scrollY, line.width, line.height];
}"""
_COLOUR = """([selector, property]) =>
    getComputedStyle(document.querySelector(selector))[property].match(/[\\d.]+/g).slice(0, 3).map(Number)"""
_STYLE = """element => {
    const style = getComputedStyle(element);
    const numbers = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
    return {
        ink: numbers(style.color), ground: numbers(style.backgroundColor),
        line: numbers(style.textDecorationColor), kind: style.textDecorationLine,
    };
}"""

Colour = list[float]


def linear(colour: Colour) -> Colour:
    """Parts of light (WCAG 2.2, relative luminance), 0 to 1."""
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)]


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours (WCAG 2.2), 1 to 21."""
    lights = sorted(sum(p * w for p, w in zip(linear(c), (0.2126, 0.7152, 0.0722))) for c in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def lab(colour: Colour) -> Colour:
    """The colour in CIELAB under daylight D65 (CIE 15)."""
    red, green, blue = linear(colour)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    f = [part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z)]
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]


def distance(one: Colour, other: Colour) -> float:
    """How far apart two colours look (CIE 1976)."""
    return float(sum((a - b) ** 2 for a, b in zip(lab(one), lab(other))) ** 0.5)


def ground(visit: Visit, element: str) -> Colour:
    """The colour that the first such element of the redline has for that reader, as it comes out on the screen."""
    place = visit.page.locator(f"article {element}").first.evaluate(_FIRST_LINE)
    clip = dict(zip(("x", "y", "width", "height"), place)) | {"scale": 1}
    chromium = visit.page.context.new_cdp_session(visit.page)
    picture = chromium.send("Page.captureScreenshot", {"format": "png", "clip": clip, "captureBeyondViewport": True})
    colour: Colour = visit.page.evaluate(_GROUND, picture["data"])
    return colour


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_removed_and_added_are_told_apart_by_every_kind_of_colour_vision(
    browser: Browser, published_example: Published, scheme: str
) -> None:
    near = {}
    with visiting(browser, color_scheme=scheme, bypass_csp=True) as visit:
        visit.page.goto(published_example.address + REDLINE)
        chromium = visit.page.context.new_cdp_session(visit.page)
        for vision in VISION:
            chromium.send("Emulation.setEmulatedVisionDeficiency", {"type": vision})
            near[vision] = distance(ground(visit, "del"), ground(visit, "ins"))
    assert {vision: round(far, 1) for vision, far in near.items() if far < LEAST_DISTANCE} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_lines_stand_out_from_both_colours(
    browser: Browser, published_example: Published, scheme: str
) -> None:
    with visiting(browser, color_scheme=scheme) as visit:
        visit.page.goto(published_example.address + REDLINE)
        for element in ("del", "ins"):
            style = visit.page.locator(f"article {element}").first.evaluate(_STYLE)
            assert contrast(style["ink"], style["ground"]) >= 7, element
            assert contrast(style["line"], style["ground"]) >= 4.5, element


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_in_the_picture_of_the_history_stand_out(
    browser: Browser, published_example: Published, scheme: str
) -> None:
    with visiting(browser, color_scheme=scheme) as visit:
        visit.page.goto(published_example.address + "notice/history/")
        colours = {"ink": (".policy-label", "fill"), "ground": ("body", "backgroundColor")}
        seen = {name: visit.page.evaluate(_COLOUR, list(where)) for name, where in colours.items()}
    assert contrast(seen["ink"], seen["ground"]) >= 4.5


@pytest.mark.parametrize("forced", ["none", "active"])
def test_nothing_depends_on_colour(browser: Browser, published_example: Published, forced: str) -> None:
    with visiting(browser, forced_colors=forced) as visit:
        visit.page.goto(published_example.address + REDLINE)
        kinds = {each: visit.page.locator(f"article {each}").first.evaluate(_STYLE)["kind"] for each in ("del", "ins")}
    assert kinds == {"del": "line-through", "ins": "underline"}
