"""Where an editor's note belongs in a text: behind the passage that holds its quote, as a reader sees that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

from ..model import Annotation
from .html_words import TAG
from .keeping import kept
from .markup import html_of

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


def annotated(html: Markup, annotations: Iterable[Annotation], draw: Callable[[Annotation], Markup]) -> Markup:
    """An article's HTML with what ``draw`` makes of each annotation behind the passage that holds its quote."""
    places = sorted(
        (passage.end, number, annotation)
        for number, annotation in enumerate(annotations)
        for passage in _holding(html, annotation.quote)[:1]
    )
    parts: list[Markup] = []
    done = 0
    for end, _, annotation in places:
        parts += html[done:end], draw(annotation)
        done = end
    return html_of(*parts, html[done:])


def misquotation(html: str, annotation: Annotation) -> str:
    """Why the annotation cannot stand beside that article, and how to mend it; empty when it can."""
    holding = _holding(html, annotation.quote)
    if not holding:
        return (
            f"The revision {annotation.revision} has no passage with the words “{annotation.quote}”. "
            "Copy them from its page, within one paragraph."
        )
    if len(holding) > 1 or holding[0].text.count(annotation.quote) > 1:
        return f"“{annotation.quote}” stands in the text more than once. Quote some more words before or after it."
    return ""


def _holding(html: str, quote: str) -> list[ArticlePassage]:
    return [passage for passage in passages(html) if quote in passage.text]
