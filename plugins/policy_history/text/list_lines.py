"""Which lines of Markdown belong to one item of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lines import ATX, INDENT, ITEM, SETEXT, Line, splits, without_indent

_NESTED = re.compile(r"(?: {4,7}|\t {0,3}| {1,3}\t {0,3})(?:\d+\.|[*+-])[ \t]")


def list_type(line: str) -> tuple[str, int]:
    """``ul`` or ``ol`` when an item begins on that line, otherwise nothing; and the number it begins with."""
    if not splits(line):
        for name, mark in ITEM.items():
            if match := mark.match(line):
                return name, int(match[1][:9]) if name == "ol" else 1
    return "", 0


def next_item(lines: Sequence[Line], at: int, name: str) -> int | None:
    """Where the next item of a list of that type begins, blank lines apart; None when the list ends."""
    following = _next_text(lines, at)
    if following == len(lines) or list_type(lines[following].text)[0] != name:
        return None
    is_heading = following > at and following + 1 < len(lines) and SETEXT.match(lines[following + 1].text)
    return None if is_heading else following


def item_lines(lines: Sequence[Line], at: int, name: str) -> tuple[list[Line], int]:
    """The lines of the item that begins there, without its marks, and where in the list they end.

    Raises ValueError when no item begins there.
    """
    mark = ITEM[name].match(lines[at].text)
    if mark is None:
        raise ValueError("No list item begins on this line.")
    first = lines[at]
    inner = [Line(first.start + mark.end(), first.text[mark.end() :], first.begins)]
    position = _tight_lines(lines, at + 1, name, inner)
    while (following := _next_text(lines, position)) < len(lines) and INDENT.match(lines[following].text):
        inner.extend(lines[position:following])
        position = following
        while position < len(lines) and lines[position].text.strip():
            inner.append(without_indent(lines[position]))
            position += 1
    return inner, position


def _tight_lines(lines: Sequence[Line], position: int, name: str, inner: list[Line]) -> int:
    """Add the lines up to a blank one or the next item; here a nested list needs no blank line before it."""
    is_nested = False
    while position < len(lines):
        line = lines[position]
        if not line.text.strip() or splits(line.text) or ITEM[name].match(line.text):
            break
        if not is_nested and _NESTED.match(line.text):
            inner.append(Line(line.begins, "", line.begins))
            is_nested = True
        begins_block = not inner[-1].text.strip() or ATX.match(inner[-1].text)
        inner.append(without_indent(line) if is_nested or begins_block else line)
        position += 1
    return position


def _next_text(lines: Sequence[Line], at: int) -> int:
    return next((place for place in range(at, len(lines)) if lines[place].text.strip()), len(lines))
