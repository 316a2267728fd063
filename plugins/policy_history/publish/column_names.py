"""Tables of a policy's text, so that they can be read where there is no room for columns."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from ..redline.numbering import MARK_CLASS
from ..text.html_words import text_of

# An article is what nh3 wrote: elements closed, attributes quoted, no “<” but a tag's. Our own tables have a class.
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_HEADER = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<td\b")


def with_column_names(html: Markup) -> Markup:
    """An article whose table cells carry the name of their column.

    Below a certain width the stylesheet sets cells under each other and puts the name before each, so that a table
    reflows (WCAG 2.2, 1.4.10) and no column lies out of sight.
    """
    return Markup(_TABLE.sub(lambda table: f"<table>{_named(table[1])}</table>", html))  # noqa: S704 (only escaped names are added)


def _named(table: str) -> str:
    names = [_words(header) for header in _HEADER.findall(table)]
    return _ROW.sub(lambda row: _with_names(row[0], names), table)


def _with_names(row: str, names: list[str]) -> str:
    left = iter(names)

    def named(cell: re.Match[str]) -> str:
        name = next(left, "")
        return f'{cell[0]} data-label="{escape(name)}"' if name else cell[0]

    return _CELL.sub(named, row)


def _words(html: str) -> str:
    """The words of a header. Of one that changed, the new ones name the column, without the marks of the change.

    A column that left has none, and keeps its old name.
    """
    words = text_of(html, without_tags=frozenset({"del"}), without_class=MARK_CLASS).split()
    return " ".join(words or text_of(html, without_class=MARK_CLASS).split())
