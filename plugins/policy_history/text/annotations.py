"""Where an editor's note belongs in a text: behind the passage that holds its quote."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from ..model import Annotation
from .markup import html_of
from .passages import ArticlePassage, passages


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
