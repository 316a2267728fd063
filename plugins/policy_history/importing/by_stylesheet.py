"""Words that a page's stylesheet writes beside its elements, and that stand nowhere on the page (CSS Content)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import Tag
from soupsieve import SelectorSyntaxError

from ..problems import one_line

_STRING = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'"
_PIECE = re.compile(rf"/\*.*?\*/|{_STRING}|[{{}}]|[^{{}}\"'/]+|.", re.DOTALL)
_CONTENT = re.compile(rf"(?:^|;)\s*content\s*:((?:{_STRING}|[^;\"'])*)", re.IGNORECASE)
_PART = re.compile(rf"({_STRING})|\battr\(\s*([\w-]+)|(\bcounters?\()", re.IGNORECASE | re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_PLACE = re.compile(r"::?(before|after|marker)\s*$", re.IGNORECASE)
_COMMA = re.compile(r",(?![^(\[]*[)\]])")
_ELSEWHERE = re.compile(r"@media\b.*(?:print|max-width|max-device)|@keyframes|@page", re.IGNORECASE | re.DOTALL)
"""What holds on paper and on small screens only."""
_MOST = 50
"""So many rules are tried, and so many places looked at for each."""
_BEHIND = "after"

Rule = tuple[str, str, str]
"""What is selected, whether the words stand before or after it, and what is written there."""


def writing_rules(soup: BeautifulSoup) -> list[Rule]:
    """The rules of a page's own stylesheets that write words."""
    found = (rule for style in soup.find_all("style") for rule in _writing(style.get_text()))
    return list(islice(dict.fromkeys(found), _MOST))


def told_by_style(main: Tag, rules: list[Rule]) -> Iterator[str]:
    """A sentence on each text that these rules write into the page's text."""
    found: dict[tuple[str, str], list[Tag]] = {}
    for selector, place, content in rules:
        for element in _selected(main, selector):
            if re.search(r"[^\W_]", text := _written(content, element)):
                found.setdefault((text.strip(), place), []).append(element)
    for (text, place), elements in found.items():
        beside = one_line(elements[0].get_text(" ", strip=True), 40)
        more = f", and at {len(elements) - 1} more" if len(elements) > 1 else ""
        side = "behind" if place == _BEHIND else "before"
        yield f"The page's stylesheet writes “{text}” {side} “{beside}”{more}; left out. Type it where it belongs."


def _writing(css: str) -> Iterator[Rule]:
    open_rules: list[str] = []
    text = ""
    for piece in _PIECE.findall(css):
        if piece.startswith("/*"):
            continue
        if piece == "{":
            open_rules.append(text.rpartition(";")[2].strip())
        elif piece == "}" and open_rules:
            yield from _of_rule(open_rules.pop(), text, open_rules)
        text = "" if piece in ("{", "}") else text + piece


def _of_rule(selectors: str, declared: str, around: list[str]) -> Iterator[Rule]:
    content = _CONTENT.search(declared)
    if content is None or any(map(_ELSEWHERE.match, around)):
        return
    for selector in map(str.strip, _COMMA.split(selectors)):
        if place := _PLACE.search(selector):
            yield selector[: place.start()] or "*", place[1].lower(), content[1]


def _selected(main: Tag, selector: str) -> list[Tag]:
    try:
        return main.select(selector, limit=_MOST)
    except (SelectorSyntaxError, NotImplementedError):
        return []


def _written(content: str, element: Tag) -> str:
    return "".join(
        "…" if counter else _unescaped(string[1:-1]) if string else str(element.get(name) or "")
        for string, name, counter in _PART.findall(re.sub(r"(counters?\()[^)]*", r"\1", content))
    )


def _unescaped(text: str) -> str:
    read = _ESCAPE.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)) if match[1] else match[2].strip("\n"), text)
    return read.encode("utf-8", "ignore").decode("utf-8")  # without halves of surrogate pairs
