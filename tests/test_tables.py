"""The names of columns in the cells of a text's tables."""

from __future__ import annotations

import re

from markupsafe import Markup

from policy_history.publish.article_headings import with_column_names
from policy_history.text.article import render_article
from policy_history.text.document import read_document

TEXT = """# Notice

| What | How *long* & why | |
|---|:-:|---|
| Name | 24 months | a |
| Loans "here" | 13 months | b |

| Other |
|---|
| cell |
"""


def labels(html: str) -> list[tuple[str, str]]:
    return re.findall(r"<td(?: style=\"[^\"]*\")?(?: data-label=\"([^\"]*)\")?[^>]*>([^<]*)", html)


def test_each_cell_carries_the_name_of_its_column_and_nothing_else_changes() -> None:
    article = render_article(read_document(TEXT)).html
    named = with_column_names(article)
    assert labels(named) == [
        ("What", "Name"),
        ("How long &amp; why", "24 months"),
        ("", "a"),
        ("What", 'Loans "here"'),
        ("How long &amp; why", "13 months"),
        ("", "b"),
        ("Other", "cell"),
    ]
    assert re.sub(r' data-label="[^"]*"', "", named) == article


def test_a_changed_header_gives_its_new_name() -> None:
    header = (
        '<th><span class="policy-mark">[removed: </span><del>Kept</del><span class="policy-mark">] [added: </span>'
        '<ins>Stored</ins><span class="policy-mark">] </span> for</th>'
    )
    html = f"<table><thead><tr>{header}</tr></thead><tbody><tr><td>x</td></tr></tbody></table>"
    assert '<td data-label="Stored for">x' in with_column_names(Markup(html))


def test_a_column_that_left_keeps_its_name() -> None:
    html = '<table><thead><tr><th><span class="policy-mark">[removed] </span><del>Kept</del></th></tr></thead>'
    assert '<td data-label="Kept">' in with_column_names(
        Markup(f"{html}<tbody><tr><td><del>1 day</del></td></tr></tbody></table>")
    )


def test_a_row_with_more_cells_than_names_and_tables_of_our_own_stay_as_they_are() -> None:
    row = "<tr><td>a</td><td>b</td></tr>"
    assert with_column_names(Markup(f"<table><thead><tr><th>A</th></tr></thead>{row}</table>")).count("data-label") == 1
    own = f'<table class="policy-table"><tr><th>A</th></tr>{row}</table>'
    assert with_column_names(Markup(own)) == own
