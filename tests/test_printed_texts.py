"""What is printed: in the language of its files, with links that lead to the site wherever the paper is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from policies import day, policy_of, revision_of
from policy_history.printing import documents
from policy_history.publish.compared_file import ComparedFile
from policy_history.publish.edition import Edition, PublishedRevision
from policy_history.redline.compare import compare
from policy_history.text.document import read_document


@pytest.mark.parametrize(
    ("old", "new", "language"), [("", "de", "de"), ("de", "", "de"), ("de", "fr", "fr"), ("", "", "en")]
)
def test_a_redline_is_in_the_language_of_the_new_file_else_of_the_old(
    old: str, new: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "pdf_of", str.encode)
    redline = compare(read_document("Ein Wort.\n"), read_document("Kein Wort.\n"))
    files = (ComparedFile(f"{name}.md", b"", language=name) for name in (old, new))
    html = documents.redline_pdf(redline, *files).decode()
    assert re.findall(r'<(?:html|article) lang="([^"]*)">', html) == [language] * 2


@pytest.mark.parametrize(
    ("site_url", "address"), [("https://example.org/", "https://example.org/contact/"), ("", "/contact/")]
)
@pytest.mark.parametrize("html_of", [documents.revision_html, documents.changes_html])
def test_links_are_whole_where_the_sites_address_is_known(
    html_of: Callable[[PublishedRevision, str], str], site_url: str, address: str
) -> None:
    texts = ("# Privacy\n\nSee [ours](/contact/) here.\n", "# Privacy\n\nSee [ours](/contact/) there.\n")
    policy = policy_of(*(revision_of(f"202{year}-01-01", text) for year, text in enumerate(texts)))
    (edition,) = Edition.of([policy], day("2022-01-01")).policies
    assert f'<a href="{address}">ours</a>' in html_of(edition.entries[-1], site_url)
