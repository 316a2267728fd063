"""The contents of a page as MkDocs and its themes list them."""

from __future__ import annotations

from mkdocs_policy_versions.mkdocs_pages import table_of_contents
from policy_history.text.document import read_document


def test_each_heading_stands_under_the_nearest_higher_one_before_it() -> None:
    text = "# Terms\n\n### Scope\n\n## Loans & fees\n\n### Books\n\n### Maps\n\n## Fines\n"
    (terms,) = table_of_contents(read_document(text).clauses)
    names = [(each.title, [under.title for under in each.children]) for each in terms.children]
    assert names == [("Scope", []), ("Loans &amp; fees", ["Books", "Maps"]), ("Fines", [])]
