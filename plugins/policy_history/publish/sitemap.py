"""The sitemap: every page that may be indexed, the same on every day (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape

ADDRESS = "sitemap.xml"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_files(pages: Iterable[tuple[str, date | None]], parts: Iterable[tuple[str, str]] = ()) -> dict[str, bytes]:
    """The sitemap and its packed form by their addresses; ``pages`` are absolute addresses and the days of their texts.

    A hand-written page has no day of its own: that of the build would be a wrong one. ``parts`` are folders, each with
    its absolute address, that have the part of the sitemap with what is below them: Material's scripts ask for one
    beside every alternate form of a page, such as a feed.
    """
    pages = tuple(pages)
    content = _sitemap(pages)
    below = {
        f"{folder}/{ADDRESS}": _sitemap(page for page in pages if page[0].startswith(start)) for folder, start in parts
    }
    return {ADDRESS: content, f"{ADDRESS}.gz": gzip.compress(content, mtime=0), **below}


def _sitemap(pages: Iterable[tuple[str, date | None]]) -> bytes:
    lines = ["<?xml version='1.0' encoding='UTF-8'?>", f'<urlset xmlns="{_NAMESPACE}">']
    for address, day in sorted(pages, key=lambda page: page[0]):
        lastmod = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(address)}</loc>{lastmod}</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()
