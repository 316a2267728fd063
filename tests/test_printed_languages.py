"""A printed redline of two files is in the language of the new one, else of the old one, else in English."""

from __future__ import annotations

import re

import pytest

from policy_history.printing import documents
from policy_history.publish.compared import ComparedFile
from policy_history.redline.compare import compare
from policy_history.text.document import read_document


@pytest.mark.parametrize(
    ("old", "new", "language"), [("", "de", "de"), ("de", "", "de"), ("de", "fr", "fr"), ("", "", "en")]
)
def test_the_text_is_in_the_language_of_its_files(
    old: str, new: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "pdf_of", str.encode)
    redline = compare(read_document("Ein Wort.\n"), read_document("Kein Wort.\n"))
    files = (ComparedFile(f"{name}.md", b"", language=name) for name in (old, new))
    html = documents.redline_pdf(redline, *files).decode()
    assert re.findall(r'<(?:html|article) lang="([^"]*)">', html) == [language] * 2
