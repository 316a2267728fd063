"""What a saved page shows and does not hold: frames, files of a viewer, texts that a service's script writes."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

from ..problems import one_line
from .html_lists import refuse_depth
from .script_data import told_of_data

_FRAMES = (("iframe", "src"), ("frame", "src"))
_VIEWERS = (("object", "data"), ("embed", "src"))
_SERVICES = {
    "[name=termly-embed]": "Termly",
    ".iub-body-embed": "iubenda",
    "#CookieDeclaration": "Cookiebot",
    "#ot-sdk-cookie-policy": "OneTrust",
    ".otnotice": "OneTrust",
    ".osano-policy, .osano-cookie-policy": "Osano",
    ".enzuzo-privacy, #__enzuzo-root": "Enzuzo",
    ".uc-embed, #usercentrics-cookie-policy": "Usercentrics",
    ".shopify-policy__embed": "Shopify",
}
"""Where the scripts of services that keep policies write them."""
_SMALLEST = 3


def told_elsewhere(soup: BeautifulSoup) -> list[str]:
    """A sentence on each such place of the page. A page within a frame that has most of the text is taken in."""
    return [*_pages_within(soup), *_frames(soup), *_viewers(soup), *_services(soup), *told_of_data(soup)]


def _pages_within(soup: BeautifulSoup) -> Iterator[str]:
    """The pages of frames that are in this file, as programs write them that save a page as one file."""
    for frame in soup.select("iframe[srcdoc]"):
        page = BeautifulSoup(str(frame["srcdoc"]), "lxml")
        refuse_depth(page)
        text = " ".join(page.get_text(" ").split())
        said = one_line(text, 80)
        if len(text) > len(" ".join(soup.get_text(" ").split())):
            body = (page.body or page).extract()
            body.name = "div"
            frame.insert_before(body)
            yield f"The text was taken from a page within this one: “{said}”."
        elif text:
            yield f"A frame with another page was left out: “{said}”. If the text is there, save that page."


def _frames(soup: BeautifulSoup) -> Iterator[str]:
    for source in _sources(soup, _FRAMES):
        yield f"A frame with another page was left out: {source}. If the text is there, save that page."


def _viewers(soup: BeautifulSoup) -> Iterator[str]:
    for source in _sources(soup, _VIEWERS):
        yield f"A file that the page shows was left out: {source}. If the text is there, ask for it as a Word file."


def _services(soup: BeautifulSoup) -> Iterator[str]:
    for selector, name in _SERVICES.items():
        places = soup.select(selector)
        filled = (place for each in places for place in [each, *each.find_next_siblings(limit=1)])
        if places and all(each.name == "script" or len(each.get_text().split()) < _SMALLEST for each in filled):
            yield (
                f"A script of {name} writes a text into the page, which is not in this file. Save what the browser "
                "shows (Save page as, complete), or the text from that service."
            )


def _sources(soup: BeautifulSoup, kinds: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Where elements of these kinds are from, without those of a pixel and those that a script fills."""
    for name, attribute in kinds:
        for element in soup.find_all(name):
            source = str(element.get(attribute) or "")
            if (
                source
                and not element.has_attr("srcdoc")
                and not source.startswith(("about:", "javascript:", "data:"))
                and not _is_a_pixel(element)
            ):
                yield source


def _is_a_pixel(element: Tag) -> bool:
    return element.get("width") in ("0", "1") or element.get("height") in ("0", "1")
