"""Colours as readers with different eyes see them: as Chromium emulates these, measured in CIELAB."""

from __future__ import annotations

from browsing import picture
from playwright.sync_api import Locator, Page

Colour = tuple[float, float, float]

# What most of a picture is, as red, green and blue.
_DOMINANT = """async picture => {
    const bitmap = await createImageBitmap(await (await fetch('data:image/png;base64,' + picture)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    canvas.drawImage(bitmap, 0, 0);
    const data = canvas.getImageData(0, 0, bitmap.width, bitmap.height).data;
    const found = new Map();
    for (let at = 0; at < data.length; at += 4) {
        const colour = data.slice(at, at + 3).join();
        found.set(colour, (found.get(colour) || 0) + 1);
    }
    return [...found].sort((one, other) => other[1] - one[1])[0][0].split(',').map(Number);
}"""


def dominant(place: Locator, measuring: Page) -> Colour:
    """The colour that most of that place has on the screen; ``measuring`` may run scripts."""
    box = place.evaluate(
        "e => { const r = e.getClientRects()[0]; return [r.x + scrollX, r.y + scrollY, r.width, r.height]; }"
    )
    clip = dict(zip(("x", "y", "width", "height"), box, strict=True)) | {"scale": 1}
    red, green, blue = measuring.evaluate(_DOMINANT, picture(place.page, clip=clip, captureBeyondViewport=True))
    return red, green, blue


def difference(one: Colour, other: Colour) -> float:
    """The distance of two colours in CIELAB (CIE 15, ΔE*ab of 1976, white point D65)."""
    return sum((a - b) ** 2 for a, b in zip(_lab(one), _lab(other), strict=True)) ** 0.5


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours (WCAG 2.2, success criterion 1.4.6)."""
    darker, lighter = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(_linear, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _linear(colour: Colour) -> Colour:
    red, green, blue = (c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour)
    return red, green, blue


def _lab(colour: Colour) -> Colour:
    red, green, blue = _linear(colour)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    a, b, c = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * b - 16, 500 * (a - b), 200 * (b - c)
