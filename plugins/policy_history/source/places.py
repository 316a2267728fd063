"""Where something stands in a file."""

from __future__ import annotations

from typing import NamedTuple

from ..problems import line_and_column


class Place(NamedTuple):
    """A position in a file; ``line`` and ``column`` count from 1, columns in characters.

    ``path`` is relative to the folder the site is built from, with forward slashes.
    """

    path: str
    line: int = 1
    column: int = 1


def place_at(path: str, text: str, index: int, first_line: int = 1) -> Place:
    """The place of character ``index`` (from 0) of a text that begins on line ``first_line`` of its file."""
    line, column = line_and_column(text, index)
    return Place(path, first_line - 1 + line, column)


def field_place(source: bytes, field: str) -> tuple[int, int]:
    """The line and the column, from 1, of the value of a field that begins a line; 1 and 1 without such a field."""
    for number, line in enumerate(source.decode("utf-8", "replace").splitlines(), start=1):
        name, colon, value = line.partition(":")
        if colon and name == field:
            return number, len(line) - len(value.lstrip()) + 1
    return 1, 1
