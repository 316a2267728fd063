"""What the scripts of a page would do before a reader sees it."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

from .html_tables import strays

_KEPT_OPEN = re.compile("\\A[\\s\u00a0]*[\u200b-\u200d\u2060\ufeff][\\s\u00a0\u200b-\u200d\u2060\ufeff]*\\Z")
"""What editors of sites put into an empty paragraph to keep it open."""
_WITHOUT_END = ("embed", "source", "track", "wbr", "keygen", "bgsound")
"""Elements that hold nothing (HTML Standard, 13.1.2), into which the parser puts whatever follows."""
_SIGNS = frozenset(("", "¶", "#", "§", "🔗", "link", "anchor", "permalink"))
"""What a link of a heading to itself shows."""


def as_shown(soup: BeautifulSoup) -> None:
    """Change the page to what a reader sees."""
    for element in soup.find_all(_WITHOUT_END):
        for child in reversed(list(element.contents)):
            element.insert_after(child.extract())
    for root in soup.find_all("template", attrs={"shadowrootmode": True}):  # HTML, 4.12.3
        root.unwrap()
    for table in soup.find_all("table"):
        for stray in strays(table):
            table.insert_before(stray.extract())
    for quotation in soup.find_all("q"):
        opening, closing = "‘’" if len(quotation.find_parents("q")) % 2 else "“”"
        quotation.insert(0, opening)
        quotation.append(closing)
    for text in soup.find_all(string=_KEPT_OPEN):
        text.replace_with(" ")
    for element in soup.select("[data-cfemail]"):
        _reveal(element)
    for link in soup.select("h1 a, h2 a, h3 a, h4 a, h5 a, h6 a"):
        if str(link.get("href") or "").startswith("#") and link.get_text(strip=True).lower() in _SIGNS:
            link.decompose()


def _reveal(element: Tag) -> None:
    """An address that Cloudflare hides: its bytes in hexadecimal, each changed by the first of them."""
    try:
        key, *rest = bytes.fromhex(str(element["data-cfemail"]))
        address = bytes(each ^ key for each in rest).decode("utf-8")
    except ValueError:
        return
    element.string = address
    link = element if element.name == "a" else element.find_parent("a")
    if isinstance(link, Tag) and "email-protection" in str(link.get("href") or ""):
        link["href"] = f"mailto:{address}"
