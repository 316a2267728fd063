"""What a stylesheet must not say, since a browser that readers use does not know it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import tinycss2  # type: ignore[import-untyped]
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


PREFIXED = {"user-select"}
"""What Safari knows by its prefix alone (version 26)."""


@pytest.mark.parametrize("sheet", [each for each in SHEETS if each.name != "print.css"], ids=lambda sheet: sheet.name)
def test_safari_is_told_in_its_own_words(sheet: Path) -> None:
    said = [(line, name, values) for line, name, values in declarations(sheet.read_text("utf-8"))]
    prefixed = [(name.removeprefix("-webkit-"), values) for _, name, values in said if name.startswith("-webkit-")]
    assert [each for each in said if each[1] in PREFIXED and (each[1], each[2]) not in prefixed] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_rule_stands_in_another(sheet: Path) -> None:
    """Phones that get no newer Safari than 15 leave a rule that stands in another out (CSS Nesting 1)."""
    assert not re.search(r"(?:^|[{};])\s*&", sheet.read_text("utf-8"))


PHYSICAL = re.compile(
    r"(?:margin|padding|scroll-margin|scroll-padding)-(?:left|right)"
    r"|border-(?:left|right)(?:-(?:color|style|width))?"
    r"|border-(?:top|bottom)-(?:left|right)-radius|left|right"
)
"""Properties for which there is one that follows the direction of the text (CSS Logical Properties 1)."""

SIDES = re.compile(r"margin|padding|border-(?:color|style|width)|inset|scroll-(?:margin|padding)")
SIDED_VALUES = {"text-align", "float", "clear", "caption-side"}
AS_WRITTEN = {"policy-columns.css"}
"""How a text itself aligns the columns of its tables."""

KNOWS_NO_LOGICAL_PROPERTIES = {"print.css"}
"""WeasyPrint lays the PDF files out; the sheet has rules for the other direction (``[dir=rtl]``)."""


def of_one_direction(sheet: Path) -> Iterator[str]:
    """What a sheet says of the left or of the right, where a text from right to left needs the opposite."""
    for line, name, values in declarations(sheet.read_text("utf-8")):
        has_sides = SIDES.fullmatch(name) and len(values) == 4 and values[1] != values[3]
        if PHYSICAL.fullmatch(name) or (name in SIDED_VALUES and {"left", "right"} & set(values)) or has_sides:
            yield f"{sheet.name}:{line}: {name}: {' '.join(values)}"


@pytest.mark.parametrize(
    "sheet",
    [sheet for sheet in SHEETS if sheet.name not in AS_WRITTEN | KNOWS_NO_LOGICAL_PROPERTIES],
    ids=lambda sheet: sheet.name,
)
def test_what_stands_beside_a_text_stands_on_the_side_on_which_its_lines_begin_or_end(sheet: Path) -> None:
    assert list(of_one_direction(sheet)) == []


def test_a_rule_for_one_direction_is_found(tmp_path: Path) -> None:
    sheet = tmp_path / "a.css"
    sheet.write_text(
        "p { margin-left: 1em; margin-inline-start: 1em; text-align: right; margin: 0 1em 0 2em; padding: 0 1em }\n"
        "@media print { li { border-left-width: 1px; inset: 0 auto 0 1em; top: 0; left: 0 } }",
        "utf-8",
    )
    assert [each.split(": ")[1] for each in of_one_direction(sheet)] == [
        *("margin-left", "text-align", "margin"),
        *("border-left-width", "inset", "left"),
    ]


_OURS = re.compile(r"policy|site-|role=.?doc-|data-fill|\.align-")


def selectors(rules: Sequence[Any]) -> Iterator[str]:
    """Every selector of a stylesheet, those of a list by themselves; rules of nothing but our variables left out."""
    for rule in rules:
        if rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword != "page":
            yield from selectors(tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True))
        elif rule.type == "qualified-rule":
            names = [name for _, name, _ in declarations("a{" + tinycss2.serialize(rule.content) + "}")]
            if not all(name.startswith("--policy-") for name in names):
                yield from _listed(tinycss2.serialize(rule.prelude).strip())


def _listed(selector: str) -> Iterator[str]:
    """``:is(a, b) c`` as ``a c`` and ``b c``."""
    part = next((part for part in re.finditer(r":is\(([^()]*(?:\([^()]*\)[^()]*)*)\)", selector)), None)
    if part:
        for each in re.split(r",(?![^(]*\))", part[1]):
            yield from _listed(selector[: part.start()] + each.strip() + selector[part.end() :])
    else:
        yield from (each.strip() for each in re.split(r",(?![^(]*\))", selector))


@pytest.mark.parametrize(
    "sheet",
    [each for each in SHEETS if each.parent.name in ("stylesheets", "theme") and "plain" not in each.parts],
    ids=lambda sheet: sheet.name,
)
def test_every_rule_is_of_parts_of_ours(sheet: Path) -> None:
    """The stylesheet stands on every page of a larger site."""
    rules = tinycss2.parse_stylesheet(sheet.read_text("utf-8"), skip_comments=True, skip_whitespace=True)
    assert [each for each in selectors(rules) if not _OURS.search(each)] == []
