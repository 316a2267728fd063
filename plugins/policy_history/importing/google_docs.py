"""Pages that Google Docs writes: lists of lists stand there one behind the other, and their stylesheet has the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Stylesheet, Tag

from .html_lists import LABEL, STYLES
from .item_labels import FORMATS
from .numbers import whole_number

_LIST = re.compile(r"lst-kix_(?P<name>[\w.]+)-(?P<level>\d)")
_NUMBERS = re.compile(r"\.lst-kix_(?P<list>[\w.]+-\d)\s*>\s*li:before\s*\{\s*content:(?P<content>[^}]*)\}")
_PART = re.compile(r'"(?P<text>[^"]*)"|counter\([^,)]*-(?P<level>\d)\s*,\s*(?P<kind>[\w-]+)\)')
_LOOK = re.compile(r"\.(c\d+)\{([^}]*)\}")
_MARKS = {"strong": re.compile(r"font-weight:\s*(?:bold|[7-9]00)"), "em": re.compile(r"font-style:\s*italic")}


def as_others_write_it(page: BeautifulSoup) -> None:
    """Put lists into the items they belong to, with their numbers, and bold and italic words into elements."""
    for item in page.find_all(True, attrs={LABEL: True}):
        del item[LABEL]
    lists = [element for element in page.find_all(["ol", "ul"]) if _place(element)[0]]
    css = "".join(style.get_text() for style in page.find_all("style"))
    if page.find("p", class_="MsoTitle") is not None:
        _raise_titles(page)
    if not lists and page.find("body", class_="doc-content") is None:
        return
    _raise_titles(page)
    for style in page.find_all("style"):
        style.string = Stylesheet(_NUMBERS.sub("", style.get_text()))
    _mark_words(page, css)
    formats = {rule["list"]: rule["content"] for rule in _NUMBERS.finditer(css)}
    for parent in dict.fromkeys(element.parent for element in lists):
        if parent is not None:
            _nest(parent)
    for element in lists:
        if element.find_parent("li") is None:
            _number(element, formats, {})


def _raise_titles(page: BeautifulSoup) -> None:
    """Make a heading of the title, above those of the text."""
    titles = [title for title in page.find_all("p", class_=["title", "MsoTitle"]) if title.get_text(strip=True)]
    for level in (5, 4, 3, 2, 1) if titles else ():
        for heading in page.find_all(f"h{level}"):
            heading.name = f"h{level + 1}"
    for title in titles:
        title.name = "h1"


def _nest(parent: Tag) -> None:
    """Put each list of a lower level into the item before it, and join what goes on behind it."""
    above: list[Tag] = []
    for child in list(parent.children):
        if isinstance(child, NavigableString) and not child.strip():
            continue
        if not isinstance(child, Tag) or not _place(child)[0]:
            above = []
            continue
        (name, level), begins = _place(child), "start" in child.get_attribute_list("class")
        while above and _place(above[-1])[1] > level:
            above.pop()
        if above and _place(above[-1]) == (name, level) and not begins:
            above[-1].extend(list(child.find_all("li", recursive=False)))
            child.extract()
            continue
        if above and _place(above[-1])[1] == level:
            above.pop()
        if above and (items := above[-1].find_all("li", recursive=False)):
            items[-1].append(child.extract())
        above.append(child)


def _number(element: Tag, formats: Mapping[str, str], numbers: Mapping[int, int]) -> None:
    """Give each item the label that the stylesheet counts, where that is another than a number and a dot."""
    name, level = _place(element)
    said = list(_PART.finditer(formats.get(f"{name}-{level}", "")))
    number = whole_number(str(element.get("start")), 1)
    for item in element.find_all("li", recursive=False):
        here = {**numbers, level: number}
        label = "".join(each["text"] if each["kind"] is None else _count(each, here) for each in said)
        if element.name == "ol" and label.strip() not in ("", f"{number}."):
            item[LABEL] = f"{label.strip()} "
        for inner in item.find_all(["ol", "ul"], recursive=False):
            _number(inner, formats, here)
        number += 1


def _count(counter: re.Match[str], numbers: Mapping[int, int]) -> str:
    return FORMATS[STYLES.get(counter["kind"], "decimal")](numbers.get(int(counter["level"]), 1))


def _mark_words(page: BeautifulSoup, css: str) -> None:
    """Put words that the stylesheet makes bold or italic into elements that say so; headings are bold anyway."""
    for tag, look in _MARKS.items():
        names = {name for name, rule in _LOOK.findall(css) if look.search(rule)}
        for span in page.find_all("span", class_=list(names)) if names else ():
            if span.find_parent(re.compile("^h[1-6]$")) is None:
                span.wrap(page.new_tag(tag))


def _place(element: Tag) -> tuple[str, int]:
    """The list that an element is part of, and its level there; nothing for a list of another program."""
    found = _LIST.search(" ".join(element.get_attribute_list("class"))) if element.has_attr("class") else None
    return (found["name"], int(found["level"])) if found else ("", 0)
