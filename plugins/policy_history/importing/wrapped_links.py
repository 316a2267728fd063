"""Addresses that lead through an archive of pages, a search engine or a mail filter -> the address behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:  # texts of every kind have links, and only pages of the web need the extra
    from bs4 import BeautifulSoup

_ARCHIVED = re.compile(
    r"(?:(?:https?:)?//web\.archive\.org)?/web/\d{4,14}(?:[a-z]{2}_)?/(?P<waybacks>https?:/{1,2}.+)"
    r"|(?:https?:)?//archive\.(?:today|ph|is|md|li|fo|vn)/(?:o/\w+|\d{4,14})/(?P<todays>https?://.+)"
)
_REDIRECTS = (
    (re.compile(r"(?:www\.)?google\.[a-z.]+"), "/url", ("url", "q")),
    (re.compile(r"l\.facebook\.com"), "/l.php", ("u",)),
    (re.compile(r"[\w.-]*safelinks\.protection\.outlook\.com"), "/", ("url",)),
)


def unwrapped(address: str) -> str:
    """The address to which such a one leads in the end; any other as it is."""
    if match := _ARCHIVED.fullmatch(address):
        return re.sub(r"^(https?):/(?!/)", r"\1://", match["waybacks"] or match["todays"])
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    for host, path, names in _REDIRECTS:
        if host.fullmatch(parts.netloc) and parts.path == path:
            found = parse_qs(parts.query)
            return next((found[name][0] for name in names if name in found), address)
    return address


def address_of(soup: BeautifulSoup) -> str:
    """The address of the page, where it says so."""
    for element in (soup.select_one("base"), soup.select_one('link[rel~="canonical" i]')):
        address = str(element.get("href") or "") if element else ""
        if address.startswith(("http://", "https://")):
            return unwrapped(address)
    return ""
