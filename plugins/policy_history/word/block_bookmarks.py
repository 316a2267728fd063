"""Which paragraphs of a redline are headings, or code, told by bookmarks, since LibreOffice (7.4) does not keep it.

Where ends of paragraphs go or come, it gives one the style of another. Word does not, so its files are read by their
styles alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml import etree

from ..text.blocks import Block, Kind
from .package import W
from .styles import Styles, value

_NONE = 9
"""Stands for a paragraph that the text of that side does not have."""
_CODE = 7
CODE_BLOCK = "policycodeblock"
_NAME = re.compile(r"_PolicyForm([0-79])([0-79])_\d+")


def form_bookmark(old: Block | None, new: Block | None, number: int) -> str:
    """The bookmark's name for a paragraph that ends these blocks of the old and the new text."""
    return f"_PolicyForm{_form(old)}{_form(new)}_{number}"


def _form(block: Block | None) -> int:
    """The level of a heading, 0 for a paragraph."""
    if block is None:
        return _NONE
    return _CODE if block.kind is Kind.CODE else block.level


def is_form_bookmark(name: str) -> bool:
    """Whether a bookmark is such a one."""
    return _NAME.fullmatch(name) is not None


def restore_forms(body: etree._Element, styles: Styles, *, accept: bool) -> Iterator[str]:
    """Give the paragraphs with such a bookmark the level that it tells; a sentence on each that had another one."""
    for paragraph in list(body.iter(f"{W}p")):
        level = _level(paragraph, accept=accept)
        is_code = styles.name(paragraph) == CODE_BLOCK
        if level is None or level == (_CODE if is_code else styles.heading_level(paragraph)):
            continue
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(qn("w:pPr"))
            paragraph.insert(0, properties)
        for style in properties.findall(f"{W}pStyle"):
            properties.remove(style)
        if level and (name := styles.id_of(CODE_BLOCK if level == _CODE else f"heading {level}")):
            properties.insert(0, etree.Element(qn("w:pStyle"), {qn("w:val"): name}))
        text = " ".join("".join(each.text or "" for each in paragraph.iter(f"{W}t")).split())
        if text:
            form = "code" if level == _CODE else f"a heading of level {level}" if level else "a paragraph"
            yield f"LibreOffice changed the form of what stands behind removed words; kept as {form}: “{text[:60]}”."


def _level(paragraph: etree._Element, *, accept: bool) -> int | None:
    """What the last of its bookmarks tells: of paragraphs that were joined, the last one gives the form."""
    found = [match for mark in paragraph.iter(f"{W}bookmarkStart") if (match := _NAME.fullmatch(value(mark, "name")))]
    levels = [int(match[2 if accept else 1]) for match in found]
    known = [level for level in levels if level != _NONE]
    return known[-1] if known else None
