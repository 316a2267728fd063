"""The rows of an HTML table as a plain grid: Markdown has no merged cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bs4.element import PageElement, Tag

from ..text.blocks import Kind
from ..text.inline import PLAIN
from .content import Passage, Run, Table
from .html_styles import HEADING
from .numbers import whole_number

_MOST = 100
"""The widest span that is believed."""
_MOST_OF_A_PAGE = 0.8
NUMBER = re.compile(r"§? ?\d+(?:\.\d+)*[.)]?|\(?(?:[a-zA-Z]|[ivxlIVXL]+)[.)]")
_PARTS = ("caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th", "script", "template")


def own_cells(table: Tag) -> list[Tag]:
    """The cells of a table, without those of tables in it."""
    return [cell for cell in table.find_all(["td", "th"]) if cell.find_parent("table") is table]


def is_layout(table: Tag) -> bool:
    """Whether a table only says where text stands: it says so, or has headings, one cell or the page in columns."""
    if table.get("role") in ("presentation", "none"):
        return True
    if any(each.find_parent("table") is table for each in table.find_all(["th", "caption", "thead"])):
        return False
    if len(own_cells(table)) == 1 or _numbers_paragraphs(table) or table.find(HEADING) is not None:
        return True
    return _holds_the_page(table) and any(_is_column(cell) for cell in own_cells(table))


def parts_of_layout(table: Tag, read: Callable[[Tag], Iterator[Passage | Table]]) -> Iterator[Passage | Table]:
    """The parts of a layout's cells; a number that has a cell of its own stands before what is in the next one."""
    number = ""
    for cell in own_cells(table):
        text = cell.get_text(strip=True)
        if NUMBER.fullmatch(text) and cell.find_next_sibling("td") is not None:
            number = text
            continue
        for part in read(cell):
            if number and isinstance(part, Passage) and part.kind in (Kind.PARAGRAPH, Kind.HEADING):
                part.runs.insert(0, Run(f"{number} ", PLAIN))
            elif number:
                yield Passage(Kind.PARAGRAPH, [Run(number, PLAIN)])
            number = ""
            yield part


def strays(table: Tag) -> list[PageElement]:
    """What stands in a table and in no cell of it; browsers show it before the table (HTML, 13.2.6.1)."""
    inner = [table, *(each for each in table.find_all(["thead", "tbody", "tfoot", "tr"]) if _table_of(each) is table)]
    children = (child for each in inner for child in each.children)
    return [child for child in children if getattr(child, "name", "") not in _PARTS and child.get_text(strip=True)]


def _table_of(element: Tag) -> Tag | None:
    found = element.find_parent("table")
    return found if isinstance(found, Tag) else None


def _numbers_paragraphs(table: Tag) -> bool:
    """Whether every row is a number or letter and what stands behind it, as the statutes of the European Union are."""
    rows = [row for row in table.find_all("tr") if _table_of(row) is table]
    cells = [row.find_all("td", recursive=False) for row in rows]
    return bool(rows) and all(len(own) == 2 and NUMBER.fullmatch(own[0].get_text(strip=True)) for own in cells)


def _holds_the_page(table: Tag) -> bool:
    body = table.find_parent("body")
    whole = len(body.get_text(strip=True)) if isinstance(body, Tag) else 0
    return len(table.get_text(strip=True)) > _MOST_OF_A_PAGE * whole


def _is_column(cell: Tag) -> bool:
    """Whether a cell holds what no cell of a table of facts does: another table and paragraphs, or several of these."""
    return len(cell.find_all(["p", "table", "ul", "ol"])) > 1


def has_head(table: Tag) -> bool:
    """Whether the first row of a table names its columns; a row that begins as the next one does names itself."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    if not rows or rows[0].find_parent("thead") is not None:
        return bool(rows)
    if rows[0].find("th", attrs={"scope": "row"}) is not None:
        return False
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
    return whole_number(str(cell.get(name) or "1"), 1, most=_MOST)
