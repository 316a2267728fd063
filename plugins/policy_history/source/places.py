"""Where something stands in a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file; ``line`` and ``column`` count from 1, columns in characters.

    ``path`` is relative to the folder the site is built from, with forward slashes.
    """

    path: str
    line: int = 1
    column: int = 1


def place_at(path: str, text: str, index: int, first_line: int = 1) -> Place:
    """The place of character ``index`` (from 0) of a text that begins on line ``first_line`` of its file."""
    line_start = text.rfind("\n", 0, index) + 1
    return Place(path, first_line + text.count("\n", 0, index), index - line_start + 1)
