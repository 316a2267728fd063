"""The address of a web page, found in the page itself."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import Comment

from .wrapped_links import unwrapped

_SAVED_FROM = re.compile(r"(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(?P<address>https?://\S+)")


def address_of(soup: BeautifulSoup) -> str:
    """The address of the page, where it says so, or the browser that saved it."""
    for element in (soup.select_one("base"), soup.select_one('link[rel~="canonical" i]')):
        address = str(element.get("href") or "") if element else ""
        if address.startswith(("http://", "https://")):
            return unwrapped(address)
    for comment in soup.find_all(string=_SAVED_FROM):
        if isinstance(comment, Comment) and (match := _SAVED_FROM.search(comment)):
            return match["address"]
    return ""
