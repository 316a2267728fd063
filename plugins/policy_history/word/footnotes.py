"""The part of a Word document that holds its footnotes (ISO/IEC 29500-1, 11.3.7 and 17.11)."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from lxml import etree

from ..redline.model import Operation, Redline
from .marking import NOTE_STYLE, TAGS, Marker, Runs, element
from .notes import Footnote, Notes
from .paragraphs import Paragraph, paragraphs
from .pieces import Pieces

_TEXT_STYLE = "footnotetext"
_NAMES = ("footnote text", "footnote reference")
"""Word's own names of the styles; their ids are these without blanks."""

NOTE_STYLES = {name.replace(" ", ""): name for name in _NAMES}
"""The names of the styles by the ids that are written here."""

_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))


def add_footnotes(
    document: WordDocument, redline: Redline, notes: Notes, marker: Marker, *, right_to_left: bool
) -> list[etree._Element]:
    """Give a document its footnotes, and return the element that holds them; without any it gets no such part."""
    if not notes.footnotes:
        return []
    _add_styles(document)
    part = XmlPart(
        PackURI("/word/footnotes.xml"),
        CONTENT_TYPE.WML_FOOTNOTES,
        parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>"),
        document.part.package,
    )
    root: etree._Element = part.element
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    for number, kind in _SEPARATORS:
        root.append(_separator(number, kind))
    writer = _Writer(redline, notes, marker, Runs(marker, part, right_to_left=right_to_left), right_to_left)
    root.extend(map(writer.footnote, notes.footnotes))
    return [root]


def _add_styles(document: WordDocument) -> None:
    there = {style.name.lower() for style in document.styles if style.name}
    if _NAMES[0] not in there:
        text = document.styles.add_style(_NAMES[0], WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        text.font.size = Pt(10)
    if _NAMES[1] not in there:
        reference = document.styles.add_style(_NAMES[1], WD_STYLE_TYPE.CHARACTER, builtin=True)
        reference.font.superscript = True


def _separator(number: str, kind: str) -> etree._Element:
    """The line above the footnotes of a page, which every document with footnotes must have."""
    made, paragraph, run = element("w:footnote", type=kind, id=number), element("w:p"), element("w:r")
    run.append(element(f"w:{kind}"))
    paragraph.append(run)
    made.append(paragraph)
    return made


class _Writer:
    def __init__(self, redline: Redline, notes: Notes, marker: Marker, runs: Runs, right_to_left: bool) -> None:
        self._notes = notes
        self._marker = marker
        self._runs = runs
        self._pieces = Pieces(redline)
        self._right_to_left = right_to_left

    def footnote(self, note: Footnote) -> etree._Element:
        made = element("w:footnote", id=str(note.number))
        made.extend(self._paragraphs(note))
        if not len(made):
            made.append(self._paragraph(Paragraph((), Operation.EQUAL, None, None)))
        first = made[0]
        number = element("w:r")
        properties = element("w:rPr")
        properties.append(element("w:rStyle", val=NOTE_STYLE))
        number.extend((properties, element("w:footnoteRef")))
        first.insert(1, number)
        return made

    def _paragraphs(self, note: Footnote) -> Iterator[etree._Element]:
        is_of_both = bool(note.old and note.new)
        for part in paragraphs(self._notes.words(note)):
            if isinstance(part, Paragraph):
                # A note that came or went does so with what refers to it.
                yield self._paragraph(part, part.mark if is_of_both else Operation.EQUAL)

    def _paragraph(self, part: Paragraph, mark: Operation = Operation.EQUAL) -> etree._Element:
        made, properties = element("w:p"), element("w:pPr")
        properties.append(element("w:pStyle", val=_TEXT_STYLE))
        if self._right_to_left:
            properties.append(element("w:bidi"))
        if mark is not Operation.EQUAL:
            of_end = element("w:rPr")
            of_end.append(self._marker.mark(TAGS[mark]))
            properties.append(of_end)
        made.append(properties)
        made.extend(self._runs.to_end(self._pieces.of(part.words), mark))
        return made
