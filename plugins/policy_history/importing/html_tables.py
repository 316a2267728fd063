"""The rows of an HTML table as a plain grid: Markdown has no merged cells."""

from __future__ import annotations

from collections.abc import Callable

from bs4.element import Tag

from .content import Run
from .numbers import whole_number

_MOST = 100
"""The widest span that is believed."""


def own_cells(table: Tag) -> list[Tag]:
    """The cells of a table, without those of tables in it."""
    return [cell for cell in table.find_all(["td", "th"]) if cell.find_parent("table") is table]


def is_layout(table: Tag) -> bool:
    """Whether a table only says where on the page its text stands: it says so, or has headings or one cell."""
    if table.get("role") in ("presentation", "none"):
        return True
    if table.find(["th", "caption", "thead"]) is not None:
        return False
    return len(own_cells(table)) == 1 or table.find(["h1", "h2", "h3", "h4", "h5", "h6"]) is not None


def has_head(table: Tag) -> bool:
    """Whether the first row of a table names its columns; a row that begins as the next one does names itself."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    if not rows or rows[0].find_parent("thead") is not None:
        return bool(rows)
    first, *more = ([cell.name for cell in row.find_all(["td", "th"], recursive=False)] for row in rows[:2])
    return "th" in first and not ("td" in first and more and more[0] == first)


def table_rows(table: Tag, read: Callable[[Tag], list[Run]]) -> tuple[list[list[list[Run]]], int]:
    """The cells' runs by row, and how many cells span several columns or rows.

    What a cell spans besides its own place is empty.
    """
    rows: list[list[list[Run]]] = []
    held: dict[int, int] = {}  # column -> for how many more rows a cell above reaches into it
    merged = 0
    for row in table.find_all("tr"):
        if row.find_parent("table") is not table:
            continue
        cells: list[list[Run]] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            _skip_held(cells, held)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            merged += wide > 1 or high > 1
            for column in range(len(cells), len(cells) + wide):
                held[column] = high - 1
            cells += [read(cell), *([] for _ in range(wide - 1))]
        _skip_held(cells, held)
        if cells:
            rows.append(cells)
    return rows, merged


def _skip_held(cells: list[list[Run]], held: dict[int, int]) -> None:
    while held.get(len(cells), 0) > 0:
        held[len(cells)] -= 1
        cells.append([])


def _span(cell: Tag, name: str) -> int:
    return max(1, whole_number(str(cell.get(name) or "1"), 1, most=_MOST))
