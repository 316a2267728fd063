"""What a page fetches as soon as it is shown, and under which directive of a content security policy that falls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from .page import BuiltPage, Element

# Element -> attribute -> directive (CSP 3, 6.1).
_FETCHING = {
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
    "body": {"background": "img-src"},
}
# rel of <link> -> directive; a preload falls under the directive of what it loads.
_LINKED = {"stylesheet": "style-src", "manifest": "manifest-src", "modulepreload": "script-src"}
_LINKED |= dict.fromkeys(("icon", "apple-touch-icon", "apple-touch-startup-image", "mask-icon"), "img-src")
_LINKED |= dict.fromkeys(("prefetch", "prerender", "preconnect", "dns-prefetch"), "connect-src")
_PRELOADED = {"script": "script-src", "style": "style-src", "font": "font-src", "image": "img-src"}


@dataclass(frozen=True, slots=True)
class Load:
    """An address a page fetches. ``host`` is empty where that is the site itself, or no host at all (data:)."""

    element: Element
    directive: str
    address: str

    @property
    def host(self) -> str:
        return (urlsplit(self.address).hostname or "").lower()

    @property
    def is_data(self) -> bool:
        return self.address[:5].lower() == "data:"


def loads(page: BuiltPage, site_url: str) -> Iterator[Load]:
    """Everything a page fetches by its markup; addresses on the site at ``site_url`` count as its own."""
    own = urlsplit(site_url)[:2]
    for element in page.elements:
        for directive, written in _written(element):
            address = _trimmed(written)
            if not address:
                continue
            whole = urljoin(site_url, address) if address.startswith("//") else address
            here = urlsplit(whole)[:2] == own
            yield Load(element, directive, "" if here or not _has_host(whole) else whole)


def _has_host(address: str) -> bool:
    return re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE) is not None


def _written(element: Element) -> Iterator[tuple[str, str]]:
    if element.tag == "link":
        directive = _directive_of_link(element)
        if directive:
            yield directive, element.attributes.get("href", "")
        return
    for name, directive in _FETCHING.get(element.tag, {}).items():
        value = element.attributes.get(name, "")
        if name == "srcset":
            for candidate in re.split(r"\s*,\s+|,(?=\S+\s)", value.strip()):
                yield directive, candidate.split(" ")[0]
        else:
            yield directive, value


def _directive_of_link(element: Element) -> str:
    kinds = element.attributes.get("rel", "").lower().split()
    if "preload" in kinds:
        return _PRELOADED.get(element.attributes.get("as", "").lower(), "connect-src")
    return next((_LINKED[kind] for kind in kinds if kind in _LINKED), "")


def _trimmed(address: str) -> str:
    """An address as a browser reads it: no blanks around it, no tabs and line ends, slashes (URL Standard, 4.4)."""
    return re.sub(r"[\t\r\n]", "", address).strip().replace("\\", "/")
