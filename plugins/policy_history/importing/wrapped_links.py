"""Addresses that lead through an archive of pages, a search engine or a mail filter -> the address behind them."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

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
