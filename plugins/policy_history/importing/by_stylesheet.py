"""Words that a page's stylesheet writes beside its elements, and that stand nowhere on the page (CSS Content)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, takewhile

import tinycss2  # type: ignore[import-untyped]
from bs4 import BeautifulSoup
from bs4.element import Tag
from soupsieve import SelectorSyntaxError
from tinycss2.ast import Node  # type: ignore[import-untyped]

from ..problems import one_line

_PLACE = re.compile(r"::?(before|after|marker)\s*$", re.IGNORECASE)
_ELSEWHERE = re.compile(r".*(?:print|max-width|max-device)", re.IGNORECASE | re.DOTALL)
"""What holds on paper and on small screens only."""
_GROUPS = frozenset(["media", "supports", "layer", "container"])
_MOST = 50
"""So many rules are tried, and so many places looked at for each."""
_BEHIND = "after"

Rule = tuple[str, str, tuple[tuple[str, str], ...]]
"""What is selected, whether the words stand before or after it, and what is written there: kinds of parts and parts."""


def writing_rules(soup: BeautifulSoup) -> list[Rule]:
    """The rules of a page's own stylesheets that write words."""
    found = (rule for style in soup.find_all("style") for rule in _writing(style.get_text()))
    return list(islice(dict.fromkeys(found), _MOST))


def told_by_style(main: Tag, rules: list[Rule]) -> Iterator[str]:
    """A sentence on each text that these rules write into the page's text."""
    found: dict[tuple[str, str], list[Tag]] = {}
    for selector, place, parts in rules:
        for element in _selected(main, selector):
            if re.search(r"[^\W_]", text := _written(parts, element)):
                found.setdefault((text.strip(), place), []).append(element)
    for (text, place), elements in found.items():
        beside = one_line(elements[0].get_text(" ", strip=True), 40)
        more = f", and at {len(elements) - 1} more" if len(elements) > 1 else ""
        side = "behind" if place == _BEHIND else "before"
        yield f"The page's stylesheet writes “{text}” {side} “{beside}”{more}; left out. Type it where it belongs."


def _writing(css: str) -> Iterator[Rule]:
    yield from _among(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _among(rules: Iterable[Node]) -> Iterator[Rule]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield from _of_rule(rule)
        elif rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS and rule.content is not None:
            is_elsewhere = rule.lower_at_keyword == "media" and _ELSEWHERE.match(tinycss2.serialize(rule.prelude))
            if not is_elsewhere:
                yield from _among(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _of_rule(rule: Node) -> Iterator[Rule]:
    declared = tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True)
    contents = [each.value for each in declared if each.type == "declaration" and each.lower_name == "content"]
    if not contents:
        return
    for selector in map(str.strip, _selectors(rule.prelude)):
        if place := _PLACE.search(selector):
            yield selector[: place.start()] or "*", place[1].lower(), tuple(_parts(contents[-1]))


def _selectors(prelude: Iterable[Node]) -> list[str]:
    found: list[list[Node]] = [[]]
    for node in prelude:
        if node == ",":
            found.append([])
        else:
            found[-1].append(node)
    return [tinycss2.serialize(nodes) for nodes in found]


def _parts(value: Iterable[Node]) -> Iterator[tuple[str, str]]:
    """The parts of what is written; behind a slash stands how it is read aloud (CSS Content 3, 2)."""
    for node in takewhile(lambda node: node != "/", value):
        if node.type == "string":
            # An escape may name half of a surrogate pair, which no file can hold.
            yield "string", node.value.encode("utf-8", "ignore").decode("utf-8")
        elif node.type == "function" and node.lower_name in ("attr", "counter", "counters"):
            names = [each.value for each in node.arguments if each.type == "ident"]
            yield node.lower_name, names[0] if names else ""


def _selected(main: Tag, selector: str) -> list[Tag]:
    try:
        return main.select(selector, limit=_MOST)
    except (SelectorSyntaxError, NotImplementedError):
        return []  # it selects by what no saved page has, such as the state of a video


def _written(parts: Iterable[tuple[str, str]], element: Tag) -> str:
    return "".join(
        text if kind == "string" else str(element.get(text) or "") if kind == "attr" else "…" for kind, text in parts
    )
