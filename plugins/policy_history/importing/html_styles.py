"""How words in a web page look, by the element around them and its style; paragraphs that look like headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bs4.element import Tag

from ..text.blocks import Kind
from .content import Passage, Run, Table, cut, text_of
from .html_lists import has_own_number
from .numbers import whole_number

_NAMES = {
    "strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis", "cite": "emphasis", "code": "code",
    "kbd": "code", "samp": "code", "tt": "code", "sup": "raised", "sub": "lowered",
}  # fmt: skip
HEADING = re.compile(r"h([1-6])")
_WEIGHT = re.compile(
    r"(?:^|;)\s*font-weight\s*:\s*(?:(?P<bold>bold(?:er)?|[6-9]00)|normal|lighter|[1-5]00)\b", re.IGNORECASE
)
_SLANT = re.compile(r"(?:^|;)\s*font-style\s*:\s*(?:(?P<italic>italic|oblique)|normal)\b", re.IGNORECASE)
_PLACE = re.compile(r"(?:^|;)\s*vertical-align\s*:\s*(super|sub|baseline)\b", re.IGNORECASE)
_STRUCK = re.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE)


def inline_style(element: Tag) -> dict[str, Any]:
    """What its words are from here on: strong, raised and so on, or no longer so. Its own style says it last."""
    found: dict[str, Any] = {_NAMES[element.name]: True} if element.name in _NAMES else {}
    style = str(element.get("style") or "")
    if weight := _WEIGHT.search(style):
        found["strong"] = bool(weight["bold"])
    if slant := _SLANT.search(style):
        found["emphasis"] = bool(slant["italic"])
    if place := _PLACE.search(style):
        found |= {"raised": place[1].lower() == "super", "lowered": place[1].lower() == "sub"}
    return found


def is_struck(element: Tag) -> bool:
    """Whether a line goes through its words."""
    return element.name in ("del", "s", "strike") or _STRUCK.search(str(element.get("style") or "")) is not None


def heading_level(element: Tag) -> int:
    """The level of a heading by its name, its role (WAI-ARIA 1.2) or the class that Bootstrap has for it; else 0."""
    if heading := HEADING.fullmatch(element.name):
        return int(heading[1])
    if element.get("role") == "heading":
        return min(6, max(1, whole_number(str(element.get("aria-level") or ""), 2)))
    named = [match for each in element.get("class") or [] if (match := HEADING.fullmatch(each))]
    return int(named[0][1]) if named and element.name in ("div", "p") else 0


_MOST_WORDS = 12
_LEVEL = 2


def take_bold_headings(parts: list[Passage | Table], terms: Sequence[Passage] = ()) -> list[str]:
    """Make headings of short bold paragraphs outside of lists, two or more with text behind; a sentence names them.

    ``terms`` are paragraphs that are bold because a meaning follows.
    """
    if sum(isinstance(part, Passage) and part.kind is Kind.HEADING for part in parts) > 1:
        return []
    for at in reversed(range(len(parts))):
        parts[at : at + 1] = _parted_from_its_head(parts[at])
    bold = [
        at
        for at, part in enumerate(parts)
        if isinstance(part, Passage) and not any(part is term for term in terms) and _is_like_one(part)
    ]
    last = max((at for at in range(len(parts)) if at not in bold), default=0)
    taken = [parts[at] for at in bold if at < last]
    if len(taken) < 2:
        return []
    texts = [text_of(part.runs) for part in taken if isinstance(part, Passage)]
    is_title = taken[0] is parts[0] and [has_own_number(text) for text in texts[:2]] == [False, True]
    for part in taken:
        if isinstance(part, Passage):
            part.kind, part.level = Kind.HEADING, 1 if is_title and part is taken[0] else _LEVEL
            part.runs = [Run(run.text, run.style._replace(strong=False)) for run in part.runs]
    listed = ", ".join(f"“{text}”" for text in texts)
    return [f"The page has no headings but a title. Taken for such, because they are bold: {listed}."]


def _parted_from_its_head(part: Passage | Table) -> list[Passage | Table]:
    """A paragraph whose first line is bold and no sentence, and that line in a paragraph of its own before it."""
    if isinstance(part, Table) or part.kind is not Kind.PARAGRAPH or part.shape:
        return [part]
    end = text_of(part.runs).find("\n")
    head = Passage(Kind.PARAGRAPH, cut(part.runs, 0, end) if end > 0 else [])
    if end <= 0 or not _is_like_one(head):
        return [part]
    return [head, Passage(Kind.PARAGRAPH, cut(part.runs, end + 1, len(text_of(part.runs))))]


def _is_like_one(part: Passage) -> bool:
    text = text_of(part.runs).strip()
    if part.kind is not Kind.PARAGRAPH or part.shape or not text or len(text.split()) > _MOST_WORDS or "\n" in text:
        return False
    return text[-1] not in ".;,:" and all(run.style.strong for run in part.runs if run.text.strip())
