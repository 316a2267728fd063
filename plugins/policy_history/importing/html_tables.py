"""The rows of an HTML table as a plain grid: Markdown has no merged cells."""

from __future__ import annotations

from collections.abc import Callable

from bs4.element import Tag

from .content import Run
from .numbers import whole_number

_MOST = 100
"""The widest span that is believed."""


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
