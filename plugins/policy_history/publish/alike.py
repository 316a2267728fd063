"""Frames that nobody can make again, held to each other: what stands around one body must stand around all."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import urlsplit

from ..built.site import BuiltSite
from .addresses import path_of
from .page import Page
from .site import Site
from .site_settings import Item, SiteSettings

_LOADING = frozenset("base embed form iframe img link meta object script style template video audio".split())
_ADDRESSES = frozenset({"action", "href", "src"})
_TELLING = _ADDRESSES | {"content"}
_CLIMBING = re.compile(r"\.\.?(?:/\.\.)*(?=[\"/])/?")

Piece = tuple[str, ...]


def odd_frames(
    site: Site, settings: SiteSettings, built: BuiltSite, bodies: Mapping[str, bytes]
) -> Iterator[tuple[str, str]]:
    """Paths of pages, and the first thing around the body of each that does not stand around the others.

    ``bodies`` are the engine's pages that have a foreign frame. Texts count, and elements that load, hide or run
    something; a page's own title and headings, and the navigation, may stand on it alone.
    """
    pages = {path_of(page.address): page for page in site.pages if path_of(page.address) in bodies}
    groups: dict[bool, dict[str, list[Piece]]] = {True: {}, False: {}}
    for path, page in pages.items():
        html = built.pages[path].html if path in built.pages else ""
        if (body := bodies[path].decode()) in html:
            frame = html.replace(body, "", 1).replace(site.head(page.address), "", 1)
            groups[len(page.contents) > 1][path] = _Pieces(path, frame).found
    listed = tuple(_listed(settings.frame.navigation))
    for group in groups.values():
        common = set.intersection(*map(set, group.values())) if group else set()
        for path, found in group.items():
            own = {*listed, *_own_texts(pages[path], settings)}
            odd = next((each for each in found if each not in common and each[-1] not in own), None)
            if odd is not None:
                yield path, " ".join(filter(None, odd))


def _listed(items: Iterable[Item]) -> Iterator[str]:
    """The titles of the navigation, and the addresses it leads to, as pieces have them."""
    for item in items:
        yield from (_plain(item.title), posixpath.normpath(f"/{item.url}"))
        yield from _listed(item.children)


def _own_texts(page: Page, settings: SiteSettings) -> Iterator[str]:
    titles = (page.title, f"{page.title} - {settings.frame.name}", page.description)
    yield from map(_plain, (*titles, *(clause.title for clause in page.contents)))
    yield settings.base + page.address


class _Pieces(HTMLParser):
    """The texts of a frame and what in it loads, hides or runs something, addresses as seen from the root."""

    def __init__(self, path: str, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Piece] = []
        self._folder = posixpath.dirname(path)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = [(name, self._seen(name, value or "")) for name, value in attributes]
        telling = [
            f"{name}={value}"
            for name, value in values
            if (tag in _LOADING and name not in _TELLING) or name in {"hidden", "style"} or name.startswith("on")
        ]
        if telling or tag in _LOADING:
            last = next((value for name, value in values if name in _TELLING), "")
            self.found.append((f"<{tag}>", " ".join(telling), last))

    def handle_data(self, data: str) -> None:
        if text := _plain(data):
            self.found.append((_CLIMBING.sub("", text),))

    def _seen(self, name: str, value: str) -> str:
        if name not in _ADDRESSES or urlsplit(value).scheme or value.startswith(("/", "#")):
            return value
        return posixpath.normpath(posixpath.join("/", self._folder, value))


def _plain(text: str) -> str:
    return " ".join(text.split())
