"""What the scripts of a page would do before a reader sees it; and what they add that is no text."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import Tag

_SIGNS = frozenset(("", "¶", "#", "§", "🔗", "link", "anchor", "permalink"))
"""What a link of a heading to itself shows."""


def as_shown(soup: BeautifulSoup) -> list[str]:
    """Change the page; a sentence on each frame with another page in it."""
    for root in soup.find_all("template", attrs={"shadowrootmode": True}):  # HTML, 4.12.3
        root.unwrap()
    for element in soup.select("[data-cfemail]"):
        _reveal(element)
    for link in soup.select("h1 a, h2 a, h3 a, h4 a, h5 a, h6 a"):
        if str(link.get("href") or "").startswith("#") and link.get_text(strip=True).lower() in _SIGNS:
            link.decompose()
    frames = (str(frame.get("src") or "") for frame in soup.find_all(["iframe", "frame"]))
    return [
        f"A frame with another page was left out: {source}. If the text is there, save that page."
        for source in frames
        if source.startswith(("http://", "https://", "//"))
    ]


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
