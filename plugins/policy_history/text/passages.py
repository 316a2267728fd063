"""The passages of a rendered text: what a reader sees of each paragraph, item, heading or table, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape

from .html_words import TAG
from .keeping import kept

_LISTS = frozenset(("ul", "ol", "dl"))
_ITEMS = frozenset(("li", "dt", "dd"))
_WITHOUT_END = frozenset(("br", "hr", "img"))
_PARTS = frozenset(("td", "th", "tr", "p", "pre"))


@dataclass(frozen=True, slots=True)
class ArticlePassage:
    """The words of one passage, blanks folded, and the place in the HTML at which something can follow it.

    For an item of a list that place is inside the item, before its end tag.
    """

    text: str
    end: int


@kept
def passages(html: str) -> tuple[ArticlePassage, ...]:
    """The passages of an article's HTML, in order. The HTML is nh3's: elements nest, and every “<” is a tag's."""
    html = str(html)  # of Markup every part would be Markup, which escapes what it is joined with
    found: list[ArticlePassage] = []
    above: list[str] = []
    words: list[str] = []
    done = 0
    for match in TAG.finditer(html):
        words.append(unescape(html[done : match.start()]))
        done = match.end()
        tag = match[2]
        if tag in _WITHOUT_END:
            words.append(" ")
        elif not match[1]:
            if _is_passage(tag, above):
                words.clear()
            above.append(tag)
        elif tag in above:
            while above.pop() != tag:
                pass
            if _is_passage(tag, above):
                if text := " ".join("".join(words).split()):
                    found.append(ArticlePassage(text, match.start() if tag in _ITEMS else match.end()))
                words.clear()
            elif tag in _PARTS:
                words.append(" ")
    return tuple(found)


def _is_passage(tag: str, above: list[str]) -> bool:
    """Whether an element of that name within those is a passage: outermost, or an outermost item."""
    return tag in _ITEMS and len(above) == 1 if above else tag not in _LISTS
