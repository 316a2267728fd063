"""Bullets that were typed, in Word documents and web pages."""

from __future__ import annotations

import pytest

from policy_history.importing.draft import Draft, draft_of
from policy_history.importing.html import read_html
from word_files import document_of, imported

_ITEM = '<w:p><w:r><w:t>{}</w:t><w:tab/><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
_LINE = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def _of_page(page: str, *earlier: str) -> Draft:
    return draft_of(read_html(f"<meta charset=utf-8><main><h1>T</h1>{page}</main>".encode()), earlier)


def test_typed_bullets_of_a_document_are_items_and_another_sign_lies_deeper() -> None:
    items = [_ITEM.format("•", "Logs"), _ITEM.format("–", "of visits"), _ITEM.format("•", "Names")]
    draft = imported(document_of(_LINE.format("We keep:"), *items, _LINE.format("No more.")))
    assert draft.markdown == "We keep:\n\n-   Logs\n    -   of visits\n-   Names\n\nNo more.\n"
    assert not draft.missing + draft.added
    assert draft.remarks[0] == "3 lines that begin with a typed bullet (“•” “–”): now items of lists."


def test_an_o_in_the_letters_of_a_typewriter_is_a_bullet_and_no_other_is() -> None:
    letters = _ITEM.replace("<w:r>", '<w:r><w:rPr><w:rFonts w:ascii="Courier New"/></w:rPr>').replace(
        "</w:t><w:tab/>", "</w:t></w:r><w:r><w:tab/>"
    )
    body = [_ITEM.format("•", "Logs"), letters.format("o", "of visits"), _ITEM.format("o", "titular")]
    assert imported(document_of(*body)).markdown == "-   Logs\n    -   of visits\n\no titular\n"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>We keep:<br>&nbsp; • <b>Logs</b><br>• Names<br>of people</p>", "We keep:\n\n-   **Logs**\n-   Names  \n    of people\n"),
        ("<p>- Logs</p><p>- Names</p>", "-   Logs\n-   Names\n"),
        ("<p>•Logs</p>", "-   Logs\n"),
        ("<p>– Logs</p><p>We keep them.</p>", "– Logs\n\nWe keep them.\n"),
        ("<p>• • •</p>", "• • •\n"),
        ("<p>Logs • Names<br>• Mails</p>", "Logs • Names  \n• Mails\n"),
    ],
)  # fmt: skip
def test_lines_of_a_page_that_begin_so(page: str, text: str) -> None:
    draft = _of_page(page)
    assert draft.markdown == f"# T\n\n{text}"
    assert not draft.missing + draft.added


def test_what_the_latest_revision_has_with_its_sign_stays() -> None:
    assert _of_page("<p>• Logs<p>• Names", "# T\n\n• Logs\n").markdown == "# T\n\n• Logs\n\n• Names\n"
