"""Headings of a policy's text as a page shows them: its title apart, and capitals as small capitals.

No letter changes: what is heard, copied and searched is the source's.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from ..text.html_words import text_of

CAPITALS_CLASS = "policy-capitals"

# An article is what nh3 wrote: elements closed, attributes quoted, no “<” but a tag's.
_TITLE = re.compile(r"\s*(<h1\b.*?</h1>)", re.DOTALL)
_HEADING = re.compile(r"<(h[1-6])((?: [a-z-]+=\"[^\"]*\")*)>(.*?)</\1>", re.DOTALL)
_FEWEST = 5  # letters; in “GDPR” capitals are how the word is written


def title_apart(html: Markup) -> tuple[Markup, Markup]:
    """The heading of the first level that an article begins with, empty where there is none, and what follows it."""
    found = _TITLE.match(html)
    return (Markup(found[1]), Markup(html[found.end() :])) if found else (Markup(""), html)  # noqa: S704 (parts of the article)


def with_small_capitals(html: Markup) -> Markup:
    """An article whose headings in nothing but capitals have a class, by which the stylesheet sets them smaller."""
    return Markup(_HEADING.sub(_classed, html))  # noqa: S704 (only a class is added)


def is_in_capitals(text: str) -> bool:
    """Whether a heading has letters enough, and all that have a case are capitals."""
    return text.isupper() and sum(letter.isupper() for letter in text) >= _FEWEST


def _classed(heading: re.Match[str]) -> str:
    if ' class="' in heading[2] or not is_in_capitals(text_of(heading[3])):
        return heading[0]
    return f'<{heading[1]}{heading[2]} class="{CAPITALS_CLASS}">{heading[3]}</{heading[1]}>'
