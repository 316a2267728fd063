"""What a page fetches as soon as it is shown, and under which directive of a content security policy that falls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from .page import Element
from .written_addresses import Address, candidates, read_address

# Element -> attribute -> directive (CSP 3, 6.1).
FETCHING = {
    "script": {"src": "script-src"},
    "img": {"src": "img-src", "srcset": "img-src"},
    "source": {"src": "media-src", "srcset": "img-src"},
    "input": {"src": "img-src"},
    "image": {"href": "img-src", "xlink:href": "img-src"},
    "use": {"href": "img-src", "xlink:href": "img-src"},
    "feimage": {"href": "img-src", "xlink:href": "img-src"},
    "audio": {"src": "media-src"},
    "video": {"src": "media-src", "poster": "img-src"},
    "track": {"src": "media-src"},
    "iframe": {"src": "frame-src"},
    "frame": {"src": "frame-src"},
    "object": {"data": "object-src"},
    "embed": {"src": "object-src"},
}
# On any element: what old pages have, and what our own scripts fetch.
_ANYWHERE = {"background": "img-src", "data-file": "connect-src", "data-root": "connect-src"}
# rel of <link> -> directive; a preload falls under the directive of what it loads.
LINKED = {"stylesheet": "style-src", "manifest": "manifest-src", "modulepreload": "script-src"}
LINKED |= dict.fromkeys(("icon", "apple-touch-icon", "apple-touch-startup-image", "mask-icon"), "img-src")
LINKED |= dict.fromkeys(("prefetch", "prerender"), "connect-src")
AHEAD = "connection"
"""No directive: a connection opened ahead of whatever a stylesheet or a script is to fetch from that host."""
LINKED |= dict.fromkeys(("preconnect", "dns-prefetch"), AHEAD)
_PRELOADED = {"script": "script-src", "style": "style-src", "font": "font-src", "image": "img-src"}


@dataclass(frozen=True, slots=True)
class Load:
    """An address an element fetches. ``host`` is empty where that is the site's own host, or none at all (data:)."""

    element: Element
    attribute: str
    directive: str
    address: Address
    host: str

    @property
    def is_picture_in_page(self) -> bool:
        """Whether it is a picture, written out in the page."""
        return self.directive == "img-src" and self.address.is_data_image

    @property
    def is_own(self) -> bool:
        """Whether it comes from the site's own host, for certain."""
        return not (self.host or self.address.fault) and self.address.scheme in {"", "http", "https"}


def loads_of(element: Element, site_url: str) -> Iterator[Load]:
    """Everything one element fetches."""
    own = urlsplit(site_url)
    for name, directive, written in _written(element):
        address = read_address(written)
        if not address.written or (address.written[0] == "#" and directive == "img-src"):
            continue
        here = address.origin == f"{own.scheme}://{own.netloc}" or (not address.scheme and address.host == own.netloc)
        yield Load(element, name, directive, address, "" if here else address.host)


def directive_of(tag: str, attribute: str) -> str:
    """The directive under which an attribute of an element fetches; empty when it fetches nothing."""
    return FETCHING.get(tag.lower(), {}).get(attribute, "") or _ANYWHERE.get(attribute, "")


def _written(element: Element) -> Iterator[tuple[str, str, str]]:
    if element.tag == "link":
        kinds = element.attributes.get("rel", "").lower().split()
        directive = next((LINKED[kind] for kind in kinds if kind in LINKED), "")
        if "preload" in kinds:
            directive = _PRELOADED.get(element.attributes.get("as", "").lower(), "connect-src")
        if directive:
            yield "href", directive, element.attributes.get("href", "")
        for address in candidates(element.attributes.get("imagesrcset", "")):
            yield "imagesrcset", "img-src", address
        return
    for name, value in element.attributes.items():
        directive = directive_of(element.tag, name)
        if directive:
            for address in candidates(value) if name == "srcset" else (value,):
                yield name, directive, address
