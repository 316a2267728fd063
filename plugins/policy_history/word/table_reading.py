"""The tables of a Word document -> rows of cells, by the grid; what Markdown's tables cannot hold is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from operator import or_

from lxml import etree

from ..importing.content import Run, Table, merged_cells, text_of
from ..importing.html_tables import NUMBER
from ..importing.numbers import whole_number
from ..problems import counted
from ..text.inline import PLAIN
from .inline_reading import InlineReader
from .numbering import Label, ListNumbering
from .package import W
from .revisions import is_in, text_within
from .styles import Styles, value

_MOST_COLUMNS = 63
"""Word has no wider tables; a span that says more is not believed."""
_HEAD = "policytablehead"


def unframe(root: etree._Element, styles: Styles) -> Iterator[str]:
    """Put what stands in a table that only says where text stands in the table's place; a sentence on each kind.

    Such are a frame of one cell, a column with paragraphs in its cells, and clauses with their numbers in a column. Not
    one with a head, which is a table of this program or has columns.
    """
    kinds: Counter[str] = Counter()
    tables = [table for table in root.iter(f"{W}tbl") if not _has_head(table, styles)]
    for table, kind in reversed([(table, kind) for table in tables if (kind := _frame(table))]):
        if (parent := table.getparent()) is not None:
            place = parent.index(table)
            parent[place : place + 1] = list(_out_of(table))
            kinds[kind] += 1
    for kind, number in kinds.items():
        one, _, more = kind.partition("|")
        yield f"{counted(number, one, more)}: now paragraphs like all others."


def _frame(table: etree._Element) -> str:
    """What kind of frame a table is, in words for one and for several; empty for a table of facts."""
    rows = [list(_cells(row)) for row in _rows(table)]
    cells = [cell for row in rows for cell in row]
    if len(cells) == 1:
        return "table of one cell, as a frame around text|tables of one cell, as a frame around text"
    if all(len(row) == 1 for row in rows) and any(len(_with_text(cell)) > 1 for cell in cells):
        return "table of one column with paragraphs in its cells|tables of one column with paragraphs in their cells"
    if _numbers_clauses(rows):
        return "table with numbers in its first column|tables with numbers in their first columns"
    return ""


def _numbers_clauses(rows: Sequence[Sequence[etree._Element]]) -> bool:
    """Whether the first of two columns holds nothing but numbers, and those of several rows."""
    if {len(row) for row in rows} != {2}:
        return False
    numbered = [_is_numbered(first) for first, _ in rows]
    empty = [not _with_text(first) for first, _ in rows]
    return numbered[0] and sum(numbered) > 1 and all(map(or_, numbered, empty))


def _with_text(cell: etree._Element) -> list[etree._Element]:
    return [paragraph for paragraph in cell.iter(f"{W}p") if text_within(paragraph).strip()]


def _is_numbered(cell: etree._Element) -> bool:
    """Whether a cell holds the number of a clause and nothing else: typed, or one that Word makes."""
    paragraphs = list(cell.iter(f"{W}p"))
    text = " ".join(text_within(cell).split())
    return bool(NUMBER.fullmatch(text)) if text else len(paragraphs) == 1 and _number_of(paragraphs[0]) is not None


def _number_of(paragraph: etree._Element) -> etree._Element | None:
    return paragraph.find(f"{W}pPr/{W}numPr")


def _out_of(table: etree._Element) -> Iterator[etree._Element]:
    """What stands in the cells of a table; the number of a row stands before what is in the next cell."""
    for row in _rows(table):
        first, *more = _cells(row)
        if len(more) == 1 and _is_numbered(first) and (begun := next(more[0].iter(f"{W}p"), None)) is not None:
            _put_before(begun, next(first.iter(f"{W}p")))
        else:
            more.insert(0, first)
        yield from (child for cell in more for child in list(cell) if child.tag != f"{W}tcPr")


def _put_before(paragraph: etree._Element, number: etree._Element) -> None:
    """Give a paragraph the number that stands in another one: what is typed there, or that of a list."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    of_list = _number_of(number)
    if of_list is not None and _number_of(paragraph) is None:
        properties.append(of_list)
    blank = etree.Element(f"{W}r")
    etree.SubElement(blank, f"{W}tab")
    typed = [child for child in number if child.tag != f"{W}pPr"]
    for child in reversed([*typed, blank] if text_within(number).strip() else []):
        properties.addnext(child)


def _has_head(table: etree._Element, styles: Styles) -> bool:
    if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None:
        return True
    return any(styles.name(paragraph) == _HEAD for paragraph in table.iter(f"{W}p"))


class TableReader:
    """Reads table after table. ``count_label`` is told of each number that an item of a cell bears."""

    def __init__(
        self,
        styles: Styles,
        inline: InlineReader,
        numbering: ListNumbering,
        count_label: Callable[[Label | None], None],
    ) -> None:
        self._styles = styles
        self._inline = inline
        self._numbering = numbering
        self._count_label = count_label
        self._merged = 0
        self._nested = 0
        self._headings: list[str] = []

    def read(self, table: etree._Element) -> Table | None:
        """The table; None without a cell."""
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol")) or _MOST_COLUMNS
        rows = []
        for row in _rows(table):
            cells: list[list[Run]] = [[] for _ in range(_skipped(row, columns))]
            for cell in _cells(row):
                cells += self._cell(cell, min(columns, _MOST_COLUMNS))
            if cells:
                rows.append(cells)
        return Table(rows) if rows else None

    def _cell(self, cell: etree._Element, columns: int) -> list[list[Run]]:
        wide = max(1, whole_number(value(cell.find(f"{W}tcPr/{W}gridSpan")), 1, most=columns))
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        self._merged += wide > 1 or value(merge) == "restart"
        runs: list[Run] = []
        for paragraph in cell.iter(f"{W}p"):
            self._nested += paragraph.getparent() is not cell and is_in(paragraph, f"{W}tc")
            label = self._numbering.label(paragraph)
            own = self._inline.runs(paragraph)
            self._count_label(label)
            if self._styles.heading_level(paragraph) and text_of(own).strip():
                self._headings.append(" ".join(text_of(own).split()))
            if label:
                own = [Run(f"{label.text} " if label.text else "• ", PLAIN), *own]
            if runs and text_of(own).strip():
                runs.append(Run("\n", PLAIN))
            runs += own
        return [runs, *([] for _ in range(wide - 1))]

    def told(self) -> Iterator[str]:
        """What an editor must know of the tables that were read."""
        if self._merged:
            yield merged_cells(self._merged)
        if self._nested:
            yield "A table within a table: its cells stand as lines of the outer cell."
        if self._headings:
            listed = ", ".join(f"“{text}”" for text in self._headings)
            yield f"Headings within a table are text of its cells, and begin no clause: {listed}."


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, without those of tables in them."""
    return (cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row)


def _skipped(row: etree._Element, columns: int) -> int:
    """How many columns of the grid a row leaves free before its first cell."""
    return whole_number(value(row.find(f"{W}trPr/{W}gridBefore")), 0, most=min(columns, _MOST_COLUMNS))
