"""The styles that a redline uses, found in a firm's template by their names, or added to it.

Word's own styles have one name in every language; their ids differ (``berschrift1`` in a German template).
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from .marking import element

_OF_STYLE = tuple(qn(f"w:{name}") for name in ("pStyle", "rStyle", "tblStyle"))
_NAMES = (*(f"heading {level}" for level in range(1, 7)), "quote", "list paragraph", "list continue", "table grid")


class TemplateStyles:
    """The styles of a document that was made from a template."""

    def __init__(self, document: WordDocument) -> None:
        self._root: etree._Element = document.styles.element
        self._own = {_name(each): each for each in self._root.iter(qn("w:style"))}
        ours: etree._Element = docx.Document().styles.element
        self._ours = {_name(each): each for each in ours.iter(qn("w:style"))}

    def has(self, name: str) -> bool:
        """Whether there is a style of that name, however it is written."""
        return name.lower() in self._own

    def complete(self) -> None:
        """Add those of Word's own styles that a redline uses and the template lacks, as they are without a template."""
        for name in _NAMES:
            if not self.has(name):
                self._add(deepcopy(self._ours[name]))

    def _add(self, style: etree._Element) -> None:
        for tag in ("w:link", "w:next", "w:basedOn"):
            for each in style.findall(qn(tag)):
                style.remove(each)
        taken = {_id(each) for each in self._own.values()}
        if _id(style) in taken:
            style.set(qn("w:styleId"), f"Policy{_id(style)}")
        self._root.append(style)
        self._own[_name(style)] = style

    def use_in(self, roots: Iterable[etree._Element], names: dict[str, str]) -> None:
        """Let paragraphs, runs and tables name the template's styles; ``names`` has those of ids that we added.

        A style that numbers by itself does not: the numbers of a text are its own words, and would stand there twice.
        """
        ids = {_id(self._ours[name]): _id(self._own[name]) for name in _NAMES}
        ids |= {ours: _id(self._own[name.lower()]) for ours, name in names.items() if self.has(name)}
        numbered = {_id(each) for each in self._own.values() if self._is_numbered(each)}
        for root in roots:
            for mention in list(root.iter(*_OF_STYLE)):
                known = ids.get(mention.get(qn("w:val"), ""), mention.get(qn("w:val"), ""))
                mention.set(qn("w:val"), known)
                is_paragraphs = mention.tag == qn("w:pStyle")
                if is_paragraphs and known in numbered and next(mention.itersiblings(qn("w:numPr")), None) is None:
                    mention.addnext(_without_number())

    def _is_numbered(self, style: etree._Element) -> bool:
        by_id = {_id(each): each for each in self._own.values()}
        seen: set[str] = set()
        while _id(style) not in seen:
            seen.add(_id(style))
            number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
            if number is not None:
                return bool(number.get(qn("w:val"), "0") != "0")
            base = style.find(qn("w:basedOn"))
            style = by_id.get(base.get(qn("w:val"), ""), style) if base is not None else style
        return False

    def list_level(self, kind: str, level: int) -> tuple[str, int] | None:
        """The list (``w:numId``) and its level that a style such as “List Bullet 2” stands for; ``level`` from 1."""
        style = self._own.get(f"list {kind}" + (f" {level}" if level > 1 else ""))
        number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}") if style is not None else None
        if number is None:
            return None
        place, of_list = number.find(qn("w:ilvl")), number.find(qn("w:numId"))
        if of_list is None:
            return None
        return of_list.get(qn("w:val"), ""), int(place.get(qn("w:val"), "0")) if place is not None else 0


def _without_number() -> etree._Element:
    made = element("w:numPr")
    made.extend((element("w:ilvl", val="0"), element("w:numId", val="0")))
    return made


def _name(style: etree._Element) -> str:
    name = style.find(qn("w:name"))
    return name.get(qn("w:val"), "").lower() if name is not None else ""


def _id(style: etree._Element) -> str:
    return style.get(qn("w:styleId"), "")
