"""The definitions of lists in a firm's template: its bullets, indents and letters for the lists of a redline."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from lxml import etree

from .template_styles import TemplateStyles


def numbering_of(document: WordDocument) -> etree._Element:
    """The definitions of lists of a document; without any it gets the part that holds them."""
    try:
        part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        empty = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        uri = PackURI("/word/numbering.xml")
        part = NumberingPart(uri, CONTENT_TYPE.WML_NUMBERING, empty, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    found: etree._Element = part.element  # type: ignore[attr-defined]
    return found


class TemplateLists:
    """How a template writes the levels of its lists: by the styles “List Bullet” and “List Number”, 1 to 5."""

    def __init__(self, numbering: etree._Element, styles: TemplateStyles) -> None:
        self._numbering = numbering
        self._styles = styles

    def dress(self, level: etree._Element, number: int, *, is_numbered: bool) -> None:
        """Give a level, from 1, of one of our lists the indents and letters of the template's, and its bullet.

        What is counted, and how, is the text's own matter: a template that writes (a) where the page has 1. is not
        followed in that.
        """
        model = self._model("number" if is_numbered else "bullet", number)
        if model is None:
            return
        for tag in ("w:pPr", "w:rPr") if is_numbered else ("w:lvlText", "w:pPr", "w:rPr"):
            theirs, ours = model.find(qn(tag)), level.find(qn(tag))
            if theirs is None:
                continue
            if ours is None:
                level.append(deepcopy(theirs))
            else:
                level.replace(ours, deepcopy(theirs))

    def _model(self, kind: str, level: int) -> etree._Element | None:
        place = self._styles.list_level(kind, level)
        if place is None:
            return None
        number, at = place
        wanted = self._referred("num", "numId", number, "abstractNumId")
        definition = self._find("abstractNum", "abstractNumId", wanted)
        levels = definition.findall(qn("w:lvl")) if definition is not None else []
        found = next((each for each in levels if each.get(qn("w:ilvl")) == str(at)), None)
        form = found.find(qn("w:numFmt")) if found is not None else None
        is_bullet = form is not None and form.get(qn("w:val")) == "bullet"
        return found if is_bullet == (kind == "bullet") else None

    def _referred(self, tag: str, name: str, value: str, child: str) -> str:
        found = self._find(tag, name, value)
        inner = found.find(qn(f"w:{child}")) if found is not None else None
        return inner.get(qn("w:val"), "") if inner is not None else ""

    def _find(self, tag: str, name: str, value: str) -> etree._Element | None:
        every = self._numbering.findall(qn(f"w:{tag}"))
        return next((each for each in every if each.get(qn(f"w:{name}")) == value), None)
