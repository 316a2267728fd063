"""Content that stands in a document several times, for several programs -> once (ISO/IEC 29500-3, 10.2).

Also the beginnings of fields that have no end, which would swallow all that follows, what a field refers to, and the
first letter of a paragraph where it hangs beside the rest.
"""

from __future__ import annotations

import re

from lxml import etree

from .package import W
from .revisions import join_with_next

_CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE, CHOICE, FALLBACK = (f"{_CHOICES}{name}" for name in ("AlternateContent", "Choice", "Fallback"))

_NOTE_FIELD = re.compile(r"\s*NOTEREF\s+(\S+)", re.IGNORECASE)


def prepare(root: etree._Element) -> None:
    """Change the tree: one branch in the place of alternate content, no field without its end, no letter apart."""
    for alternate in reversed(list(root.iter(ALTERNATE))):
        parent = alternate.getparent()
        if parent is not None:
            place = parent.index(alternate)
            chosen = branch_of(alternate)
            parent[place : place + 1] = list(chosen) if chosen is not None else []
    for paragraph in [each for each in root.iter(f"{W}p") if is_drop_cap(each)]:
        join_with_next(paragraph)
    for character in endless_fields(root):
        parent = character.getparent()
        if parent is not None:
            parent.remove(character)


def is_drop_cap(paragraph: etree._Element) -> bool:
    """Whether a paragraph holds the first letter of the next one, drawn larger (ISO/IEC 29500-1, 17.3.1.11)."""
    frame = paragraph.find(f"{W}pPr/{W}framePr")
    return frame is not None and frame.get(f"{W}dropCap", "none") != "none"


def branch_of(alternate: etree._Element) -> etree._Element | None:
    """The first choice that has text, else the fallback when that has some, else the first choice."""
    branches = [*alternate.iterchildren(CHOICE), *alternate.iterchildren(FALLBACK)]
    with_text = (branch for branch in branches if _has_text(branch))
    return next(with_text, branches[0] if branches else None)


def _has_text(element: etree._Element) -> bool:
    """Whether there is anything to be read in it."""
    return any(isinstance(each.tag, str) and each.text and each.text.strip() for each in element.iter("{*}t"))


def endless_fields(root: etree._Element) -> list[etree._Element]:
    """The marks of fields that begin and do not end."""
    begun: list[list[etree._Element]] = []
    for character in root.iter(f"{W}fldChar"):
        kind = character.get(f"{W}fldCharType")
        if kind == "begin":
            begun.append([character])
        elif begun and kind == "end":
            begun.pop()
        elif begun:
            begun[-1].append(character)
    return [mark for marks in begun for mark in marks]


def noted_bookmark(instruction: str) -> str:
    """The bookmark around the footnote reference whose number a field repeats (NOTEREF); empty for other fields."""
    match = _NOTE_FIELD.match(instruction)
    return match[1] if match else ""
