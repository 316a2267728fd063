"""Words of a web page that nothing but their look keeps apart -> words with a blank or a block between them."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from .content import touch
from .html_styles import HEADING, is_struck
from .html_tables import NUMBER

_IN_A_ROW = re.compile(
    r"display\s*:\s*(?:inline-(?:block|flex|grid|table)|table-cell)|float\s*:\s*(?:left|right)", re.IGNORECASE
)
_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table)\b(?!-)", re.IGNORECASE)
_SHORTEST = 3
"""So many letters a word behind a number has at least; fewer may be its ending, as in 2nd."""


def part_words(soup: BeautifulSoup) -> None:
    """Change the page so that words that a reader sees apart are apart in its text."""
    for element in soup.find_all(is_struck):
        _space_where_they_touch(element)
    for element in soup.select("span[style*=display], span[style*=float]"):
        if _AS_BLOCK.search(str(element["style"])):
            element.name = "div"
        elif _IN_A_ROW.search(str(element["style"])):
            _space(element)
    for span in soup.select("span + span"):
        number = span.previous_sibling
        word = re.match(r"\w+", span.get_text())
        if isinstance(number, Tag) and NUMBER.fullmatch(number.get_text()) and word and len(word[0]) >= _SHORTEST:
            number.insert_after(" ")
    for heading in soup.find_all(HEADING):
        for block in heading.find_all(["div", "p", "section", "header"]):
            _space(block)


def _space(element: Tag) -> None:
    element.insert_before(" ")
    element.insert_after(" ")


def _space_where_they_touch(struck: Tag) -> None:
    """The line through the one told them apart."""
    before, behind = struck.previous_sibling, struck.next_sibling
    if touch(_text(before), struck.get_text()):
        struck.insert_before(" ")
    if touch(struck.get_text(), _text(behind)):
        struck.insert_after(" ")


def _text(element: PageElement | None) -> str:
    return element.get_text() if element is not None else ""
