"""Markup that says what it is by its role, or that a browser mends -> the elements that say the same."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from .html_lists import LABEL
from .html_styles import HEADING
from .html_tables import NUMBER, strays

_WITHOUT_END = ("embed", "source", "track", "wbr", "keygen", "bgsound")
"""Elements that hold nothing (HTML Standard, 13.1.2), into which the parser puts whatever follows."""
_CELLS = {"columnheader": "th", "rowheader": "th", "cell": "td", "gridcell": "td"}
_PLAIN = re.compile(r"(\d+)\.")


def mend_markup(soup: BeautifulSoup) -> None:
    """Change the page to the elements that a browser makes of it, or takes it for."""
    for element in soup.find_all(_WITHOUT_END):
        for child in reversed(list(element.contents)):
            element.insert_after(child.extract())
    for heading in reversed(soup.find_all(HEADING)):
        if isinstance(outer := heading.find_parent(HEADING), Tag):  # its end was forgotten
            outer.insert_after(heading.extract())
    for text in [each for each in soup.find_all(string=True) if _is_no_item(each)]:
        text.wrap(soup.new_tag("p"))
    for inner in soup.select("ul > ul, ul > ol, ol > ul, ol > ol"):
        if isinstance(item := inner.find_previous_sibling("li"), Tag):
            item.append(inner.extract())
    _mend_tables(soup)
    for listed in soup.select("div[role=list]"):
        items = listed.find_all(True, recursive=False)
        if items and all(item.get("role") == "listitem" for item in items):
            _rename(listed, "ul")
            for item in items:
                _rename(item, "li")
    for definitions in soup.find_all("dl"):
        _as_items(definitions)


def _is_no_item(text: PageElement) -> bool:
    """Whether words stand in a list and in no item of it."""
    is_in_list = text.parent is not None and text.parent.name in ("ul", "ol")
    return is_in_list and type(text) is NavigableString and bool(text.strip())


def _mend_tables(soup: BeautifulSoup) -> None:
    for foot in soup.select("table > tfoot"):
        if isinstance(table := foot.parent, Tag):
            table.append(foot.extract())  # wherever it stands in the page, it is shown last
    for table in soup.select("div[role=table], div[role=grid]"):
        _as_table(table)
    for table in soup.find_all("table"):
        for stray in strays(table):
            table.insert_before(stray.extract())


def _rename(element: Tag, name: str) -> None:
    element.name = name
    del element["role"]


def _as_table(table: Tag) -> None:
    """A table by the roles of its elements (WAI-ARIA 1.2), where all its words are in its cells."""
    rows = table.select("[role=row]")
    cells = [child for row in rows for child in row.find_all(True, recursive=False) if child.get("role") in _CELLS]
    if not cells or "".join(table.stripped_strings) != "".join(
        text for cell in cells for text in cell.stripped_strings
    ):
        return
    for cell in cells:
        _rename(cell, _CELLS[str(cell["role"])])
    for row in rows:
        _rename(row, "tr")
    _rename(table, "table")


def _as_items(definitions: Tag) -> None:
    """Terms that are numbers, as statutes on the web have them, are the numbers of a list."""
    children = definitions.find_all(True, recursive=False)
    pairs = list(zip(children[::2], children[1::2], strict=False))
    if 2 * len(pairs) != len(children) or any((term.name, meaning.name) != ("dt", "dd") for term, meaning in pairs):
        return
    if not pairs or not all(NUMBER.fullmatch(term.get_text(strip=True)) for term, _ in pairs):
        return
    definitions.name = "ol"
    for term, item in pairs:
        label = term.get_text(strip=True)
        item.name = "li"
        plain = _PLAIN.fullmatch(label)
        item["value" if plain else LABEL] = plain[1] if plain else f"{label} "
        term.decompose()
