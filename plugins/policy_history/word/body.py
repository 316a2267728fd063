"""Paragraphs and rows -> the body of a Word document."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.ns import qn
from lxml import etree

from ..redline.model import Operation, Redline
from ..text.blocks import Block, Kind
from .block_bookmarks import form_bookmark
from .events import HorizontalRule, NotePlace, TableRow, Word
from .lists import LEVELS, Lists, depth, indent
from .marking import FORMER_NOTE_PLACE, NOTE_PLACE, TAGS, Marker, Runs, clause_bookmark, column_width, element, table_of
from .notes import Notes
from .paragraphs import Paragraph, paragraphs
from .pieces import Pieces
from .saved_by_libreoffice import name_first_change, name_former_looks

CODE_BLOCK_STYLE, HEADER_STYLE = "PolicyCodeBlock", "PolicyTableHead"


class Body:
    """The text of a redline with every change as a tracked one."""

    def __init__(
        self, redline: Redline, notes: Notes, marker: Marker, runs: Runs, *, right_to_left: bool = False
    ) -> None:
        self._redline = redline
        self._marker = marker
        self._runs = runs
        self._right_to_left = right_to_left
        self._notes = notes
        self._behind_change = False
        self._told = 0
        self._pieces = Pieces(redline, notes)
        self._parts = list(paragraphs(notes.body))
        self.lists = Lists(redline.old, redline.new, [part for part in self._parts if isinstance(part, Paragraph)])

    def elements(self) -> list[etree._Element]:
        """Paragraphs and tables, in order."""
        made: list[etree._Element] = []
        rows: list[TableRow] = []
        for part in [*self._parts, None]:
            if isinstance(part, TableRow) and not (rows and self._opens_table(part, rows)):
                rows.append(part)
                continue
            if rows:
                # Word joins two tables that touch.
                made += [element("w:p")] if _ends_with_table(made) else []
                made.append(self._table(rows))
                rows = []
            if isinstance(part, TableRow):
                rows.append(part)
            elif isinstance(part, HorizontalRule):
                made.append(self._rule(part))
            elif isinstance(part, NotePlace):
                made += self._place(part)
            elif part is not None:
                made.append(self._paragraph(part))
        self._bound_moves()
        return made

    # Paragraphs

    def _paragraph(self, part: Paragraph) -> etree._Element:
        made = element("w:p")
        side, block = (1, part.new) if part.new is not None else (0, part.old)
        properties = element("w:pPr") if block is None else self._form(side, block)
        if part.mark is not Operation.EQUAL:
            mark = element("w:rPr")
            mark.append(self._marker.mark(TAGS[part.mark]))
            properties.append(mark)
        elif part.old is not None and part.new is not None:
            before = self._form(0, part.old)
            if etree.tostring(before) != etree.tostring(properties):
                change = self._marker.mark("w:pPrChange")
                change.append(before)
                properties.append(change)
                # Saving the file, LibreOffice (7.4) loses a change that goes on from the paragraph before into this.
                self._marker.end_change()
        if len(properties):
            made.append(properties)
        for name in filter(None, (self._clause_name(part), self._form_name(part))):
            made.extend(self._marker.bookmark(name))
        self._behind_change = part.mark is not Operation.EQUAL
        children = list(self._runs.to_end(self._pieces.of(part.words), part.mark))
        has_new_form = properties.find(qn("w:pPrChange")) is not None
        name_former_looks(self._marker, children, has_new_form=has_new_form)
        if has_new_form:
            self._told += 1
            name_first_change(self._marker, children, self._told)
        made.extend(children)
        return made

    def _place(self, part: NotePlace) -> list[etree._Element]:
        """Bookmarks that tell where footnotes stand in the text, which Word does not keep."""
        return [
            each
            for number, is_former in self._notes.placed(part)
            for each in self._marker.bookmark(f"{FORMER_NOTE_PLACE if is_former else NOTE_PLACE}{number}")
        ]

    def _rule(self, part: HorizontalRule) -> etree._Element:
        """An empty paragraph with a border, which is what Word makes of three hyphens."""
        made, properties, border = element("w:p"), element("w:pPr"), element("w:pBdr")
        border.append(element("w:bottom", val="single", sz="6", space="1", color="auto"))
        properties.append(border)
        if part.operation is not Operation.EQUAL:
            mark = element("w:rPr")
            mark.append(self._marker.mark(TAGS[part.operation]))
            properties.append(mark)
        made.append(properties)
        return made

    def _clause_name(self, part: Paragraph) -> str:
        if part.new is None or self._redline.new.blocks[part.new].kind is not Kind.HEADING:
            return ""
        clause = self._redline.new.clause_of(part.new)
        return clause_bookmark(clause.id) if clause else ""

    def _form_name(self, part: Paragraph) -> str:
        """The bookmark that tells the form of a paragraph at whose edge an end goes or comes; no other one needs it."""
        if not self._behind_change and part.mark is Operation.EQUAL:
            return ""
        self._told += 1
        blocks = ((self._redline.old, part.old), (self._redline.new, part.new))
        old, new = (None if at is None else document.blocks[at] for document, at in blocks)
        return form_bookmark(old, new, self._told)

    def _form(self, side: int, index: int) -> etree._Element:
        document = self._redline.new if side else self._redline.old
        block = document.blocks[index]
        properties = element("w:pPr")
        style = _style_of(block)
        if style:
            properties.append(element("w:pStyle", val=style))
        levels = depth(block)
        if block.kind is Kind.ITEM and levels:
            numbering = element("w:numPr")
            numbering.append(element("w:ilvl", val=str(min(levels, LEVELS) - 1)))
            numbering.append(element("w:numId", val=str(self.lists.id_of(side, index))))
            properties.append(numbering)
        if self._right_to_left:
            properties.append(element("w:bidi"))
        # A meaning stands under its term as a list does under its paragraph.
        is_inside = "dl" in block.shape and block.kind is not Kind.TERM
        if (levels or is_inside) and block.kind is not Kind.ITEM:
            properties.append(element("w:ind", left=str(indent(max(levels, 1)))))
        return properties

    # Tables

    def _opens_table(self, row: TableRow, rows: Sequence[TableRow]) -> bool:
        """Whether a row begins another table than the rows before it."""
        for side, index in enumerate((row.old, row.new)):
            document = self._redline.new if side else self._redline.old
            has_rows = any((other.new if side else other.old) is not None for other in rows)
            if index is not None and document.blocks[index].opens_table and has_rows:
                return True
        return False

    def _table(self, rows: Sequence[TableRow]) -> etree._Element:
        columns = max(1, *(len(row.cells) for row in rows))
        table = table_of(columns)
        table.extend(self._row(row, columns) for row in rows)
        return table

    def _row(self, row: TableRow, columns: int) -> etree._Element:
        """A row; where it has fewer cells than others, LibreOffice would draw these out over the rest of the grid."""
        made, properties = element("w:tr"), element("w:trPr")
        if free := columns - max(1, len(row.cells)):
            properties.append(element("w:gridAfter", val=str(free)))
            properties.append(element("w:wAfter", w=str(free * column_width(columns)), type="dxa"))
        is_header = self._block_of(row).is_header
        if is_header:
            properties.append(element("w:tblHeader"))
        if row.operation is not Operation.EQUAL:
            properties.append(self._marker.mark(TAGS[row.operation]))
        if len(properties):
            made.append(properties)
        marks = row.marks or (Operation.EQUAL,) * max(1, len(row.cells))
        for words, mark in zip(row.cells or ((),), marks, strict=True):
            made.append(self._cell(row, words, mark, column_width(columns), is_header=is_header))
        return made

    def _cell(
        self, row: TableRow, words: Sequence[Word], mark: Operation, width: int, *, is_header: bool
    ) -> etree._Element:
        """A cell; one that came or went by itself is a tracked cell (ISO/IEC 29500-1, 17.13.5.2 and 17.13.5.3)."""
        cell, paragraph, form = element("w:tc"), element("w:p"), element("w:pPr")
        if is_header:
            form.append(element("w:pStyle", val=HEADER_STYLE))
        properties = element("w:tcPr")
        properties.append(element("w:tcW", w=str(width), type="dxa"))
        if mark is not Operation.EQUAL:
            properties.append(self._marker.mark("w:cellDel" if mark is Operation.DELETE else "w:cellIns"))
        cell.append(properties)
        gone_or_come = mark if row.operation is Operation.EQUAL else row.operation
        if gone_or_come is not Operation.EQUAL:
            of_end = element("w:rPr")
            of_end.append(self._marker.mark(TAGS[gone_or_come]))
            form.append(of_end)
        if len(form):
            paragraph.append(form)
        children = list(self._runs.of(self._pieces.of(words)))
        name_former_looks(self._marker, children, has_new_form=False)
        paragraph.extend(children)
        cell.append(paragraph)
        return cell

    def _block_of(self, row: TableRow) -> Block:
        if row.new is not None:
            return self._redline.new.blocks[row.new]
        return self._redline.old.blocks[row.old or 0]

    # Moves

    def _bound_moves(self) -> None:
        """Put the start and the end of each moved range around its runs; both ends of a move bear one name."""
        for (operation, move), marks in self._runs.moved.items():
            start, end = self._marker.range(TAGS[operation], f"move{move}")
            _child_of_paragraph(marks[0]).addprevious(start)
            _child_of_paragraph(marks[-1]).addnext(end)


def _ends_with_table(made: Sequence[etree._Element]) -> bool:
    bookmarks = (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
    last = next((each for each in reversed(made) if each.tag not in bookmarks), None)
    return last is not None and last.tag == qn("w:tbl")


def _child_of_paragraph(mark: etree._Element) -> etree._Element:
    while (parent := mark.getparent()) is not None and parent.tag != qn("w:p"):
        mark = parent
    return mark


def _style_of(block: Block) -> str:
    if block.kind is Kind.HEADING:
        return f"Heading{block.level}"
    if block.kind is Kind.CODE:
        return CODE_BLOCK_STYLE
    if "quote" in block.shape:
        return "Quote"
    if block.kind is Kind.ITEM:
        return "ListParagraph"
    return "ListContinue" if depth(block) else ""
