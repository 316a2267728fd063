"""What a page fetches, under which directive of a content security policy, and all else that its policy depends on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..text.keeping import kept
from .page import BuiltPage, Element
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


@dataclass(frozen=True, slots=True)
class Fetched:
    """Something a page fetches: under which directive, from which other host, and what it is besides."""

    directive: str
    host: str
    is_picture_in_page: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Needs:
    """The needs of one page; those of two pages that fetch, run and ask the same are equal.

    ``scripts`` and ``styles`` are the texts of inline ones; ``runs`` is whether any script runs on the page,
    ``has_script_files`` whether one of them is a file; ``has_forms`` is whether any form sends what is written
    in it, ``asks`` whether one makes an address of it.
    """

    fetched: frozenset[Fetched] = frozenset()
    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    runs: bool = False
    has_script_files: bool = False
    has_forms: bool = False
    asks: bool = False


def needs_of(page: BuiltPage, site_url: str) -> Needs:
    """The needs of a page; addresses on the host of ``site_url`` count as its own."""
    fetched: set[Fetched] = set()
    styles: set[str] = set()
    methods: set[str] = set()
    for element in page.elements:
        if element.attributes:
            fetched |= fetched_by(element, site_url)
        if element.tag == "style":
            styles.add(element.text)
        if element.tag == "form":
            methods.add(element.attributes.get("method", "get").strip().lower())
    files = [script for script in page.scripts if "src" in script.attributes]
    inline = frozenset(script.text for script in page.scripts if "src" not in script.attributes)
    return Needs(
        frozenset(fetched),
        inline,
        frozenset(styles),
        bool(page.scripts),
        bool(files),
        has_forms="post" in methods,
        asks=bool(methods - {"post"}),
    )


def fetched_by(element: Element, site_url: str) -> frozenset[Fetched]:
    """What one element fetches."""
    return _fetched_by(element.tag, tuple(element.attributes.items()), site_url)


@kept
def _fetched_by(tag: str, attributes: tuple[tuple[str, str], ...], site_url: str) -> frozenset[Fetched]:
    """What an element with these attributes fetches: most of those on a page stand on many."""
    return frozenset(
        Fetched(load.directive, load.host, load.is_picture_in_page, load.is_own)
        for load in loads_of(Element(tag, dict(attributes)), site_url)
    )
