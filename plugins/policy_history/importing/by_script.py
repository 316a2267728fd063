"""What the scripts of a page would do before a reader sees it."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from .mended_markup import mend_markup
from .words_apart import part_words

_KEPT_OPEN = re.compile("\\A[\\s\u00a0]*[\u200b-\u200d\u2060\ufeff][\\s\u00a0\u200b-\u200d\u2060\ufeff]*\\Z")
"""What editors of sites put into an empty paragraph to keep it open."""
_SIGNS = frozenset(("", "¶", "#", "§", "🔗", "link", "anchor", "permalink"))
"""What a link of a heading to itself shows."""


def as_shown(soup: BeautifulSoup) -> None:
    """Change the page to what a reader sees."""
    mend_markup(soup)
    for root in soup.select("template[shadowrootmode], template[shadowmode], template[shadowroot]"):
        _fill_slots(root)
        root.unwrap()
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
        elif any(f"#{each.get('id', '')}" == link.get("href") for each in link.parents):
            link.name = "span"
    part_words(soup)


def _fill_slots(root: Tag) -> None:
    """Put what an element of its own holds where its template shows it (HTML, 4.12.3; browsers save it with old names).

    What a slot holds itself is shown where nothing is put into it.
    """
    host = root.parent
    for slot in root.find_all("slot") if host is not None else ():
        name = str(slot.get("name") or "")
        put = [each for each in host.contents if each is not root and _slot_of(each) == name] if host else []
        if any(each.get_text(strip=True) for each in put):
            slot.clear()
            slot.extend([each.extract() for each in put])


def _slot_of(element: PageElement) -> str:
    return str(element.get("slot") or "") if isinstance(element, Tag) else ""


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
