"""Tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any


def table(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table whose bars stand under one another; numbers to the right."""
    cells = [[str(cell).replace("|", "\\|") for cell in row] for row in (headings, *rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(headings))]
    is_number = [
        all(_is_number(row[at]) for row in cells[1:]) and len(cells) > 1 for at in range(len(headings))
    ]
    rule = [
        ("-" * (width - 1) + ":") if number else "-" * width
        for width, number in zip(widths, is_number, strict=True)
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
