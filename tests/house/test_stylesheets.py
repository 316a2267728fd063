"""What a stylesheet must not say, since a browser that readers use does not know it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2
from modules import ROOT

SHEETS = sorted((ROOT / "plugins").rglob("*.css"))


def declarations(content: str) -> Iterator[tuple[int, str, list[str]]]:
    """Line, property and values of every declaration, however deep its rule stands."""
    for rule in tinycss2.parse_stylesheet(content, skip_comments=True, skip_whitespace=True):
        if getattr(rule, "content", None) is None:
            continue
        for part in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
            if part.type == "declaration":
                values = [value.serialize() for value in part.value if value.type not in ("whitespace", "comment")]
                yield part.source_line, part.lower_name, values
            elif part.type == "qualified-rule":
                yield from declarations(part.serialize())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_lines_through_and_under_words_are_drawn_by_every_webkit(sheet: Path) -> None:
    """WebKit before Safari 26.2 takes a colour or a thickness in the shorthand for ``none``, so that no mark is left."""
    short = [
        f"{sheet.name}:{line}: {name}: {' '.join(values)}"
        for line, name, values in declarations(sheet.read_text("utf-8"))
        if re.fullmatch(r"(?:-webkit-)?text-decoration", name) and len(values) > 1
    ]
    assert short == []


def test_the_reader_of_stylesheets_finds_what_it_looks_for() -> None:
    sheet = "@media print { del { color: red; text-decoration: line-through 2px var(--x) } }"
    assert [values for _, name, values in declarations(sheet) if name == "text-decoration"] == [
        ["line-through", "2px", "var(--x)"]
    ]
