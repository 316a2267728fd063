"""The elements of WordprocessingML (ISO/IEC 29500-1, 17.13.5) that say who changed what, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import groupby

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from ..redline.model import Operation
from ..text.characters import in_xml
from ..text.inline import Style
from .pieces import Piece

CODE_STYLE, PICTURE_STYLE, LINK_STYLE = "PolicyCode", "PolicyPicture", "PolicyLink"
NOTE_STYLE = "footnotereference"

NOTE_REFERENCE, NOTE_PLACE, FORMER_NOTE_PLACE = "_PolicyNoteRef", "_PolicyNote", "_PolicyNoteWas"
"""Bookmarks: the reference that brings a footnote in, and where the note stands in the text, and in the old one alone.

Each is followed by one number, by which the import finds them together. The underscore hides them (Word's rule).
"""

TAGS = {
    Operation.INSERT: "w:ins",
    Operation.DELETE: "w:del",
    Operation.MOVE_AWAY: "w:moveFrom",
    Operation.MOVE_HERE: "w:moveTo",
}


_NO_DAY = "1980-01-01T00:00:00Z"
_ACROSS = 9360
"""The width of a table, in twentieths of a point."""
_LONGEST_NAME = 40
"""Of a bookmark in Word."""


def clause_bookmark(name: str) -> str:
    """The bookmark of a clause: its id, or where that is too long for Word a hidden name of its own."""
    if len(name) <= _LONGEST_NAME:
        return name
    return f"_PolicyClause{sha256(name.encode()).hexdigest()[:16]}"


def element(tag: str, **attributes: str) -> etree._Element:
    """A WordprocessingML element; ``val="1"`` is written ``w:val="1"``."""
    made = etree.Element(qn(tag), nsmap={"w": qn("w:p")[1:].split("}")[0]})
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def text_run(text: str) -> etree._Element:
    """A run of plain text; “\\n” is a line break."""
    run = element("w:r")
    add_text(run, text, "w:t")
    return run


def add_text(run: etree._Element, text: str, tag: str) -> None:
    """Put text into a run; “\\n” is a line break."""
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(element("w:br"))
        if line:
            made = element(tag)
            made.text = in_xml(line)
            made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(made)


def table_of(columns: int) -> etree._Element:
    """A table of that many columns across the page, without rows yet."""
    table, properties, grid = element("w:tbl"), element("w:tblPr"), element("w:tblGrid")
    properties.append(element("w:tblStyle", val="TableGrid"))
    properties.append(element("w:tblW", w="5000", type="pct"))
    grid.extend(element("w:gridCol", w=str(column_width(columns))) for _ in range(columns))
    table.extend((properties, grid))
    return table


def column_width(columns: int) -> int:
    """How wide each column of such a table is, in twentieths of a point."""
    return _ACROSS // columns


class Marker:
    """Makes marks by one author on one day, each with a number of its own. Without a day they carry none."""

    def __init__(self, author: str, day: date | None) -> None:
        self._author = author
        self._day = day
        self._minute = 0
        self._last = 0

    def id(self) -> str:
        """The next number."""
        self._last += 1
        return str(self._last)

    def mark(self, tag: str) -> etree._Element:
        """An element that says who and when."""
        moment = {"date": f"{self._day.isoformat()}T00:{self._minute:02}:00Z"} if self._day else {}
        return element(tag, id=self.id(), author=self._author, **moment)

    def bookmark(self, name: str) -> tuple[etree._Element, etree._Element]:
        """The start and the end of a bookmark of that name."""
        number = self.id()
        return element("w:bookmarkStart", id=number, name=name), element("w:bookmarkEnd", id=number)

    def end_change(self) -> None:
        """Tell what is marked from here on from what was marked before, by some minutes.

        Where a paragraph's end stays, LibreOffice (7.4) otherwise makes one change of the one before and the one behind
        it if they are of one author and one minute, and then takes away, or puts in, the end with them.
        """
        self._minute = 5 - self._minute

    def range(self, tag: str, name: str) -> tuple[etree._Element, etree._Element]:
        """The start and the end of a moved range of that name; ``tag`` is ``w:moveFrom`` or ``w:moveTo``."""
        start = self.mark(f"{tag}RangeStart")
        # A day is required here (ISO/IEC 29500-1, 17.13.5.24), and shown nowhere.
        if self._day is None:
            start.set(qn("w:date"), _NO_DAY)
        start.set(qn("w:name"), name)
        return start, element(f"{tag}RangeEnd", id=start.attrib[qn("w:id")])


class Runs:
    """Turns pieces into the children of a paragraph. Links become relationships of the part."""

    def __init__(self, marker: Marker, part: Part, *, right_to_left: bool = False) -> None:
        self._marker = marker
        self._part = part
        self._right_to_left = right_to_left
        self.moved: dict[tuple[Operation, int], list[etree._Element]] = {}

    def to_end(self, pieces: Sequence[Piece], end: Operation) -> Iterator[etree._Element]:
        """The runs of a whole paragraph, whose end is kept, removed or added."""
        yield from self.of(pieces)
        if end is Operation.EQUAL and pieces and pieces[-1].operation is not Operation.EQUAL:
            self._marker.end_change()

    def of(self, pieces: Sequence[Piece]) -> Iterator[etree._Element]:
        """Runs within marks within links."""
        for link, members in groupby(pieces, key=lambda piece: piece.style.link or piece.style.image):
            children = list(self._marked(list(members)))
            if not link:
                yield from children
                continue
            parent = element("w:hyperlink")
            if link.startswith("#") and len(link) > 1:
                parent.set(qn("w:anchor"), clause_bookmark(link[1:]))
            else:
                parent.set(
                    qn("r:id"), self._part.relate_to(in_xml(link), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                )
            parent.extend(children)
            yield parent

    def _marked(self, pieces: Sequence[Piece]) -> Iterator[etree._Element]:
        for (operation, move), members in groupby(pieces, key=lambda piece: (piece.operation, piece.move)):
            runs = [run for piece in members for run in (self._mention(piece) if piece.note else [self._run(piece)])]
            if operation is Operation.EQUAL:
                yield from runs
                continue
            mark = self._marker.mark(TAGS[operation])
            mark.extend(runs)
            if operation in (Operation.MOVE_AWAY, Operation.MOVE_HERE):
                self.moved.setdefault((operation, move), []).append(mark)
            yield mark

    def _run(self, piece: Piece) -> etree._Element:
        run = element("w:r")
        properties = self._properties(piece.style)
        if piece.was is not None:
            change = self._marker.mark("w:rPrChange")
            change.append(self._properties(piece.was))
            properties.append(change)
        if len(properties):
            run.append(properties)
        add_text(run, piece.text, "w:delText" if piece.operation is Operation.DELETE else "w:t")
        return run

    def _mention(self, piece: Piece) -> list[etree._Element]:
        """A reference to a footnote; where the note has its own already, a field that shows the number of that."""
        if piece.note is None:
            return []
        name = f"{NOTE_REFERENCE}{piece.note.note}"
        if not piece.note.is_again:
            start, end = self._marker.bookmark(name)
            return [start, _numbering_run(element("w:footnoteReference", id=str(piece.note.note))), end]
        is_gone = piece.operation is Operation.DELETE
        instruction = element("w:delInstrText" if is_gone else "w:instrText")
        instruction.text = f" NOTEREF {name} \\h "
        shown = element("w:delText" if is_gone else "w:t")
        shown.text = str(piece.note.note)
        begin, separate, end = (element("w:fldChar", fldCharType=kind) for kind in ("begin", "separate", "end"))
        return list(map(_numbering_run, (begin, instruction, separate, shown, end)))

    def _properties(self, style: Style) -> etree._Element:
        properties = element("w:rPr")
        name = PICTURE_STYLE if style.image else CODE_STYLE if style.code else LINK_STYLE if style.link else ""
        if name:
            properties.append(element("w:rStyle", val=name))
        for tag in [*(["w:b"] if style.strong else []), *(["w:i"] if style.emphasis else [])]:
            # Arabic, Hebrew and the like have a mark of their own.
            properties.extend(map(element, (tag, f"{tag}Cs") if self._right_to_left else (tag,)))
        if style.raised or style.lowered:
            properties.append(element("w:vertAlign", val="superscript" if style.raised else "subscript"))
        properties.extend([element("w:rtl")] if self._right_to_left else [])
        return properties


def _numbering_run(child: etree._Element) -> etree._Element:
    """A run in the style of the numbers of footnotes."""
    run, properties = element("w:r"), element("w:rPr")
    properties.append(element("w:rStyle", val=NOTE_STYLE))
    run.extend((properties, child))
    return run
