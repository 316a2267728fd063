"""A policy's text as a page shows it: its title apart, capitals as small capitals, tables that fit a narrow screen.

No letter changes: what is heard, copied and searched is the source's.
"""

from __future__ import annotations

import re
from itertools import groupby

from markupsafe import Markup, escape

from ..redline.numbering import MARK_CLASS
from ..text.html_words import text_of

CAPITALS_CLASS = "policy-capitals"
LONG_CLASS = "policy-long"

# An article is what nh3 wrote: elements closed, attributes quoted, no “<” but a tag's.
_TITLE = re.compile(r"\s*(<h1\b.*?</h1>)", re.DOTALL)
_HEADING = re.compile(r"<(h[1-6])((?: [a-z-]+=\"[^\"]*\")*)>(.*?)</\1>", re.DOTALL)
_FOLD = re.compile(r'(class="policy-mark policy-fold"(?:(?!</a>).)*?<a [^>]*>)([^<]*)', re.DOTALL)
_FEWEST = 5  # letters; in “GDPR” capitals are how the word is written
_LONG = 60  # letters, which take two lines of a wide page


def title_apart(html: Markup) -> tuple[Markup, Markup]:
    """The heading of the first level that an article begins with, empty where there is none, and what follows it."""
    found = _TITLE.match(html)
    return (Markup(found[1]), Markup(html[found.end() :])) if found else (Markup(""), html)  # noqa: S704 (parts of the article)


def with_calm_headings(html: Markup) -> Markup:
    """An article whose long titles, and headings of nothing but capitals, have a class, by which they are set smaller.

    So have the names of such headings in the lines of a redline that stand in place of what did not change.
    """
    return Markup(_FOLD.sub(_named_calmly, _HEADING.sub(_classed, html)))  # noqa: S704 (only classes are added)


def is_in_capitals(text: str) -> bool:
    """Whether a heading has letters enough, and all that have a case are capitals."""
    return text.isupper() and sum(letter.isupper() for letter in text) >= _FEWEST


def is_long(title: str) -> bool:
    """Whether a title takes more than a line or two."""
    return len(title) > _LONG


def _classed(heading: re.Match[str]) -> str:
    tag, attributes, inner = heading.groups()
    if ' class="' in attributes:
        return heading[0]
    text = text_of(inner)
    classes = [CAPITALS_CLASS] * is_in_capitals(text) + [LONG_CLASS] * (tag == "h1" and is_long(text))
    return f'<{tag}{attributes} class="{" ".join(classes)}">{inner}</{tag}>' if classes else heading[0]


def _named_calmly(fold: re.Match[str]) -> str:
    runs = (list(run) for _, run in groupby(fold[2].split(" "), lambda word: word != word.upper()))
    words = (" ".join(run) for run in runs)
    said = " ".join(f'<span class="{CAPITALS_CLASS}">{run}</span>' if is_in_capitals(run) else run for run in words)
    return fold[1] + said


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
