"""Footnotes in a redline's HTML: what refers to a note leads to it, and its number back to the text.

Blocks and words are drawn one by one, with the label of the note they belong to; which of them have which id is known
when all stand on one page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from markupsafe import Markup

from ..text.markdown_notes import BACK_ROLE, BACK_TITLE, NOTE_ROLE, REFERENCE_ROLE, note_id, reference_id
from ..text.markup import element, start_tag

_PART = re.compile(
    r"(?P<begin><del\b[^>]*>)|(?P<end></del>)|(?P<close></div>)"
    r'|<div role="doc-footnote"(?: data-note="(?P<note>[^"]*)")?>'
    r'|<sup data-note="(?P<label>[^"]*)">(?P<number>[^<]*)</sup>'
)


def note_start(label: str | None) -> Markup:
    """The start tag of a footnote; without a label of one that is gone, to which nothing leads."""
    return start_tag("div", role=NOTE_ROLE, **{"data-note": label})


def note_number_html(number: str, label: str) -> Markup:
    """The number of a note, in the text or before the note."""
    return element("sup", number, **{"data-note": label})


def with_note_links(sections: Sequence[Markup]) -> list[Markup]:
    """The sections of a redline with the links of its footnotes.

    What was removed leads nowhere, and nothing leads to it.
    """
    if not any("data-note" in section or NOTE_ROLE in section for section in sections):
        return list(sections)
    first = _Links(None)
    for section in sections:
        _PART.sub(first.draw, section)
    links = _Links(frozenset(first.given))
    return [Markup(_PART.sub(links.draw, section)) for section in sections]  # noqa: S704 (its parts are escaped)


class _Links:
    """Draws the links to the places that are ``there``; where that is None, to all, to learn which are given ids."""

    def __init__(self, there: frozenset[str] | None) -> None:
        self.given: set[str] = set()
        self._there = there
        self._removed = 0
        self._own = False  # the next number is that of the note which began

    def draw(self, match: re.Match[str]) -> str:
        """What stands in the place of a part of the HTML."""
        if match["begin"] or match["end"]:
            self._removed += 1 if match["begin"] else -1
        elif match["close"]:
            self._own = False
        elif match["label"] is None:
            self._own = match["note"] is not None
            name = self._give(note_id(unescape(match["note"]))) if self._own else None
            return start_tag("div", role=NOTE_ROLE, id=name)
        elif self._removed:
            return element("sup", Markup(match["number"]))  # noqa: S704 (it stood in the HTML)
        else:
            return self._number(unescape(match["label"]), Markup(match["number"]))  # noqa: S704 (as above)
        return match[0]

    def _number(self, label: str, number: Markup) -> Markup:
        if self._own:
            self._own = False
            return self._link(number, reference_id(label), role=BACK_ROLE, title=BACK_TITLE)
        name = self._give(reference_id(label))
        return element("sup", self._link(number, note_id(label), role=REFERENCE_ROLE, id=name))

    def _link(self, number: Markup, target: str, **attributes: str | None) -> Markup:
        if self._there is not None and target not in self._there:
            return element("span", number, id=attributes.get("id"))
        return element("a", number, href=f"#{target}", **attributes)

    def _give(self, name: str) -> str | None:
        if name in self.given:
            return None
        self.given.add(name)
        return name
