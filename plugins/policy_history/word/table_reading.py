"""The tables of a Word document -> rows of cells, by the grid; what Markdown's tables cannot hold is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from ..importing.content import Run, Table, merged_cells, text_of
from ..importing.numbers import whole_number
from ..problems import counted
from ..text.inline import PLAIN
from .inline_reading import InlineReader
from .numbering import Label, ListNumbering
from .package import W
from .revisions import is_in
from .styles import Styles, value

_MOST_COLUMNS = 63
"""Word has no wider tables; a span that says more is not believed."""
_HEAD = "policytablehead"


def unframe(root: etree._Element, styles: Styles) -> Iterator[str]:
    """Put what stands in a table of one cell, which is a frame around text, in the table's place; a sentence on it.

    Not of one with a head, which is a table of this program.
    """
    found = [(table, cells[0]) for table in root.iter(f"{W}tbl") if len(cells := _all_cells(table)) == 1]
    frames = [each for each in found if not _has_head(each[0], styles)]
    for table, cell in reversed(frames):
        if (parent := table.getparent()) is not None:
            place = parent.index(table)
            parent[place : place + 1] = [child for child in cell if child.tag != f"{W}tcPr"]
    if frames:
        counts = counted(len(frames), "table of one cell", "tables of one cell")
        yield f"{counts}, as a frame around text: now paragraphs like all others."


def _all_cells(table: etree._Element) -> list[etree._Element]:
    return [cell for row in _rows(table) for cell in _cells(row)]


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
