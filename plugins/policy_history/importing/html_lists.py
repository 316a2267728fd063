"""Lists in a web page: their items with their numbers, as a browser shows them, how deep they lie, and definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from .item_labels import FORMATS
from .numbers import whole_number

LABEL = "data-policy-label"
"""The attribute with the label of an item that a stylesheet counts, where that could be read."""
_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
STYLES = {
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "lower-roman": "lowerRoman",
    "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero", "lower-greek": "lowerGreek", "hebrew": "hebrew1", "katakana": "aiueo",
    "cjk-ideographic": "chineseCounting", "trad-chinese-informal": "chineseCounting", "thai": "thaiNumbers",
    "simp-chinese-informal": "chineseCounting", "japanese-informal": "japaneseCounting", "hangul": "ganada",
    "devanagari": "hindiNumbers",
}  # fmt: skip
_STYLE = re.compile(rf"list-style(?:-type)?\s*:[^;]*?(?<![\w-])({'|'.join(STYLES)})(?![\w-])", re.IGNORECASE)
_NO_MARK = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_OWN_NUMBER = re.compile(r"\s*(?:§|\d+(?:\.\d+)*[.)]?\s|\(?(?:[a-zA-Z]|[ivxIVX]+)[.)]|[A-Z]\w+ \d)")
_COUNTED = re.compile(r"content\s*:[^;}]*\bcounters?\(|--pseudoBefore--content\s*:\s*[\"']?\w", re.IGNORECASE)
"""How a stylesheet counts, and the style of an item in which Notion writes its number."""

_MAY_DIFFER = (
    "The page's stylesheet counts some of its lists or headings: their numbers may be others there. Check them."
)


_OF_WORD = re.compile(r"mso-list\s*:[^;]*\blevel(\d)", re.IGNORECASE)
_LABEL_OF_WORD = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)


def type_bullets_of_word(page: BeautifulSoup) -> None:
    """Put a bullet of its level in the place of the sign, of whatever font, that Word writes before an item."""
    for label in page.find_all("span", style=_LABEL_OF_WORD):
        item = label.find_parent("p", style=_OF_WORD)
        level = _OF_WORD.search(str(item["style"])) if isinstance(item, Tag) else None
        text = label.get_text().strip()
        if level and (text == "o" or not text.isalnum()) and len(text) == 1:
            label.string = f"{'•◦▪'[(int(level[1]) - 1) % 3]} "


def counted_by_style(soup: Tag) -> list[str]:
    """A remark, where the page's stylesheets write numbers of their own before what stands on it."""
    sheets = (style.get_text() for style in soup.find_all("style"))
    items = (str(element["style"]) for element in soup.select("[style*=pseudoBefore]"))
    return [_MAY_DIFFER] if any(map(_COUNTED.search, chain(sheets, items))) else []


def numbers(element: Tag) -> Iterator[tuple[Tag, int, str]]:
    """Each child of a list with its number, and with a label where Markdown has no such mark.

    What is no item has the number of the item before it (HTML Standard, 4.4.5 and 4.4.8).
    """
    children = element.find_all(True, recursive=False)
    is_backwards = element.name == "ol" and element.has_attr("reversed")
    first = sum(child.name == "li" for child in children) if is_backwards else 1
    number = whole_number(str(element.get("start")), first)
    for child in children:
        if child.name != "li":
            yield child, number, ""
            continue
        number = whole_number(str(child.get("value")), number)
        label = str(child.get(LABEL, ""))
        kind = _kind(child) or _kind(element) or ("decimal" if is_backwards else "")
        yield child, number, label or (f"{FORMATS[kind](number)}. " if kind and element.name == "ol" else "")
        number += -1 if is_backwards else 1


def is_unmarked(element: Tag) -> bool:
    """Whether a list says that its items have no marks, and they have numbers of their own."""
    items = (item.get_text() for item in element.find_all("li", recursive=False))
    return _NO_MARK.search(str(element.get("style") or "")) is not None and all(map(has_own_number, items))


def has_own_number(text: str) -> bool:
    """Whether a text begins with a number, a letter in brackets or the like."""
    return _OWN_NUMBER.match(text) is not None


def _kind(element: Tag) -> str:
    style = _STYLE.search(str(element.get("style") or ""))
    return STYLES[style[1].lower()] if style else _TYPES.get(str(element.get("type") or ""), "")


_DEEPEST = 600
"""How many elements may stand in each other. Pages have a few dozen; nothing reads more than about as many."""


def refuse_depth(page: BeautifulSoup) -> None:
    """Raises RecursionError for a page that is nested too deeply to be a text."""
    level: list[Tag] = [page]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element.children if isinstance(child, Tag)]
    if level:
        raise RecursionError(f"More than {_DEEPEST} elements stand in each other.")


def is_plain_definition_list(element: Tag, blocks: frozenset[str]) -> bool:
    """Whether a list is terms with meanings behind them, of words and paragraphs only (``blocks`` are block elements).

    Of all others terms become bold paragraphs, and their meanings paragraphs.
    """
    children = [child for child in element.children if isinstance(child, Tag)]
    names = [child.name for child in children]
    has_text = any(isinstance(child, NavigableString) and child.strip() for child in element.children)
    if has_text or not names or set(names) - {"dt", "dd"} or names[0] != "dt" or names[-1] != "dd":
        return False
    return all(
        child.get_text().strip() and child.find(list(blocks if child.name == "dt" else blocks - {"p"})) is None
        for child in children
    )
