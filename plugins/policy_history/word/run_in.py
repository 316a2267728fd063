"""Headings that stand at the beginning of the paragraph they head: “**Scope.** This policy …”, or in capitals."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from .package import W
from .styles import Styles

_MOST_WORDS = 8
_LEAST_BEHIND = 4
"""So many words stand behind it at least: “**Mail:** ann@quay.example” is a line of an address."""
_END = re.compile(r"[.:–—](?=\s|$)|[–—]$")
_CAPITALS = re.compile(r"(?:\d[\d.]*[.)]?\s+)?[A-Z][A-Z&,/’'-]*(?: [A-Z&][A-Z&,/’'-]*)*[.:](?=\s)")
_NO_HEADING = re.compile(r"(?:note|nota|hinweis|important|wichtig|example|beispiel|warning)\b", re.IGNORECASE)


def length_of_lead(paragraph: etree._Element, styles: Styles) -> int:
    """How many characters of a paragraph are its heading; 0 where nothing at its beginning looks so."""
    runs = [child for child in paragraph if child.tag == f"{W}r"]
    whole = "".join(map(_text, runs))
    for name in ("b", "u", "smallCaps"):
        marked = ""
        for run in runs:
            text = _text(run)
            if not _looks_so(run, paragraph, styles, name) and text.strip() and not _is_number(marked + text):
                break
            marked += text
        if _heads(lead := _with_sign(marked, whole), whole):
            return len(lead)
    found = _CAPITALS.match(whole.lstrip())
    length = len(whole) - len(whole.lstrip()) + found.end() if found else 0
    return length if found and sum(map(str.isalpha, found[0])) > 3 and _heads(whole[:length], whole) else 0


def split(paragraph: etree._Element, length: int) -> etree._Element:
    """Make the first characters of a paragraph one of their own before it, and return that one. It has the number."""
    lead = etree.Element(paragraph.tag, nsmap=paragraph.nsmap)
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        lead.append(deepcopy(properties))
    for child in list(paragraph):
        if length <= 0 and child.tag == f"{W}r":
            break
        if child.tag == f"{W}pPr":
            continue
        if child.tag == f"{W}r" and len(_text(child)) > length:
            lead.append(_cut(child, length))
            break
        length -= len(_text(child)) if child.tag == f"{W}r" else 0
        lead.append(child)
    paragraph.addprevious(lead)
    _take_number(paragraph)
    return lead


def _looks_so(run: etree._Element, paragraph: etree._Element, styles: Styles, name: str) -> bool:
    if name == "u":
        return styles.run_value(run, paragraph, "u") not in ("", "none")
    if styles.heading_level(paragraph):  # all is bold there
        return styles.run_itself_is(run, name)
    return styles.run_is(run, paragraph, name)


def _is_number(text: str) -> bool:
    """Whether so far nothing but a number was typed, whose look says nothing."""
    return re.fullmatch(r"\s*(?:§\s*)?[\dIVXivx]+(?:\.\d+)*[.)]?\s*", text) is not None


def _with_sign(marked: str, whole: str) -> str:
    """The marked words with the sign behind them, which often looks like the text."""
    lead = marked.rstrip()
    behind = whole[len(lead) :]
    if lead and not _END.search(lead[-1:]):
        lead += behind[:1] if behind[:1] in ".:" else ""
        lead += behind[:2] if re.match(r"\s[–—]", behind) else ""
    return lead


def _heads(lead: str, whole: str) -> bool:
    words, behind = lead.split(), whole[len(lead) :].split()
    return (
        0 < len(words) <= _MOST_WORDS
        and len(behind) >= _LEAST_BEHIND
        and (lead[-1] in ".–—" or (lead[-1] == ":" and whole.rstrip()[-1:] in ".;?!。"))
        and any(map(str.isalpha, lead))
        and (next(filter(str.isalpha, lead)).isupper() or not lead.isascii())
        and not lead.lstrip().startswith(("“", '"', "„", "«"))
        and not _NO_HEADING.match(lead.strip())
    )


def _text(run: etree._Element) -> str:
    """The text of a run, a sign for each tab and break in it."""
    kinds = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}noBreakHyphen": "-"}
    return "".join(child.text or "" if child.tag == f"{W}t" else kinds.get(str(child.tag), "") for child in run)


def _cut(run: etree._Element, length: int) -> etree._Element:
    """Take so many characters from a run, as a run of the same look."""
    before = deepcopy(run)
    for each, is_before in ((before, True), (run, False)):
        at = 0
        for child in list(each):
            if child.tag == f"{W}rPr":
                continue
            size = len(child.text or "") if child.tag == f"{W}t" else 1
            here = max(0, min(size, length - at))
            if child.tag == f"{W}t":
                child.text = (child.text or "")[:here] if is_before else (child.text or "")[here:]
            elif (here > 0) is not is_before:
                each.remove(child)
            at += size
    return before


def _take_number(paragraph: etree._Element) -> None:
    """Leave a paragraph without the number of its own or of its style."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for each in properties.findall(f"{W}numPr"):
        properties.remove(each)
    number = etree.SubElement(properties, f"{W}numPr")
    etree.SubElement(number, f"{W}numId").set(f"{W}val", "0")
