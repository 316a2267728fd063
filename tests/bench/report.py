"""Tables in Markdown, and a page of them of which parts are measured anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Protocol


def largest_of(rows: Sequence[Sequence[Any]], chosen: str) -> list[Sequence[Any]]:
    """The row of that name, and for all others one, with the most of each column."""
    others = [row[1:] for row in rows if row[0] != chosen]
    most = [max(column, key=float) for column in zip(*others, strict=True)]
    return [*(row for row in rows if row[0] == chosen), [f"the most of {len(others)} others", *most]]


_COUNT = re.compile(r"\bof [\d,]+")
"""In the words of a goal: another extent has another one."""


class Part(Protocol):
    """A part of the page under a heading of its own, with its rows in the table of goals."""

    title: str
    text: str

    @property
    def goals(self) -> Sequence[Any]: ...


def table(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table whose bars stand under one another; numbers to the right."""
    cells = [[str(cell).replace("|", "\\|") for cell in row] for row in (headings, *rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(headings))]
    is_number = [all(_is_number(row[at]) for row in cells[1:]) and len(cells) > 1 for at in range(len(headings))]
    rule = [
        ("-" * (width - 1) + ":") if number else "-" * width for width, number in zip(widths, is_number, strict=True)
    ]
    lines = (
        [
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(row, widths, is_number, strict=True)
        ]
        for row in (cells[0], rule, *cells[1:])
    )
    return "\n".join("| " + " | ".join(line).rstrip() + " |" for line in lines) + "\n"


def _is_number(cell: str) -> bool:
    bare = cell.replace(",", "").replace(".", "").replace("%", "").replace("*", "").strip()
    return bare.isdigit() or cell in ("-", "")


def section(part: Part) -> str:
    """The part under its heading; nothing, where its goals say everything."""
    return f"## {part.title}\n\n{part.text}\n" if part.text else ""


def renewed(page: str, parts: Iterable[Part]) -> str:
    """The page with these parts in the place of those of the same titles, and their goals in the first table."""
    for part in parts:
        start = page.find(f"## {part.title}\n")
        end = page.find("\n## ", start) + 1
        if start < 0:
            start = end = page.index("## What is measured\n")
        page = page[:start] + section(part) + page[end:]
        for goal in part.goals:
            page = _with_row(page, [str(cell) for cell in goal.row()])
    return page


def _with_row(page: str, row: Sequence[str]) -> str:
    """The page with that row of its first table, which has a row that begins alike, in its place."""
    lines = page.split("\n")
    first = next(at for at, line in enumerate(lines) if line.startswith("| "))
    last = next(at for at in range(first, len(lines)) if not lines[at].startswith("| "))
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[first:last]]
    rows = [list(row) if _COUNT.sub("", each[0]) == _COUNT.sub("", row[0]) else each for each in rows]
    return "\n".join([*lines[:first], *table(rows[0], rows[2:]).rstrip("\n").split("\n"), *lines[last:]])
