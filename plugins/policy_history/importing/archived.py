"""What archives, caches and translators of pages put around a page that they show."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

_BARS = (
    "#wm-ipp-base, #wm-ipp, #wm-ipp-print, #wm-ipp-wrapper, #donato, #gt-nvframe, .goog-te-banner-frame, "
    "body > .skiptranslate, #google-cache-hdr, body.doc-content > #banners"
)
_CACHE = re.compile(r"This is (?:Google.s cache of|the html version of the file|a cached version of)")
_LONGEST = 1_000


def archives_bars(soup: BeautifulSoup) -> list[Tag]:
    """The bars on top of the page that are none of it."""
    found = list(soup.select(_BARS))
    first = soup.body.find(True, recursive=False) if soup.body else None
    if isinstance(first, Tag) and _CACHE.match(text := first.get_text(" ", strip=True)) and len(text) < _LONGEST:
        found.append(first)
    return found
