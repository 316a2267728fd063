"""Footnotes on a page: each reference leads to its note, each note back, also where several texts stand on one page."""

from __future__ import annotations

import re

import pytest

from policy_history.redline.compare import compare
from policy_history.redline.html import redline_html, side_by_side_html
from policy_history.text.article import render_article
from policy_history.text.document import read_document

TEXT = (
    "## Sharing\n\nBanks[^pay] and couriers.[^eu] Banks again.[^pay]\n\n[^pay]: By transfer.\n\n[^eu]: In the Union.\n"
)


def ids(html: str) -> list[str]:
    return re.findall(r'\sid="([^"]*)"', html)


def dangling(html: str) -> set[str]:
    """The places within the page that something leads to and that are not there."""
    return set(re.findall(r'\shref="#([^"]*)"', html)) - set(ids(html))


def test_a_note_and_what_refers_to_it_lead_to_each_other() -> None:
    html = render_article(read_document(TEXT)).html
    assert '<sup><a href="#fn:pay" id="fnref:pay" role="doc-noteref">[1]</a></sup>' in html
    assert '<sup><a href="#fn:pay" role="doc-noteref">[1]</a></sup>' in html, "the second reference has no id"
    assert '<div id="fn:pay" role="doc-footnote">\n<p><a href="#fnref:pay" role="doc-backlink" title="Back' in html
    assert dangling(html) == set()


def test_two_texts_on_one_page_share_no_id() -> None:
    html = "".join(render_article(read_document(TEXT), id_prefix=prefix).html for prefix in ("", "old-"))
    assert len(set(ids(html))) == len(ids(html)) == 10
    assert dangling(html) == set()


@pytest.mark.parametrize("label", ["1", "a b", "Ä", "50%25", 'x"y', "x<y>", "x&y", "*a*", "1a", "x:y", "note 1 (old)"])
def test_labels_make_no_markup_and_no_broken_link(label: str) -> None:
    text = f"Text.[^{label}]\n\n[^{label}]: Note.\n"
    for html in (
        render_article(read_document(text)).html,
        redline_html(compare(read_document(""), read_document(text))),
    ):
        assert dangling(html) == set()
        assert html.count("[1]") == 2, html


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (TEXT, TEXT.replace("Banks[^pay] and couriers.[^eu]", "Couriers.[^eu]")),
        (TEXT, TEXT.replace(" Banks again.[^pay]", "").replace("Banks[^pay] and c", "C")),
        (TEXT, TEXT.replace("[^eu]", "[^union]")),
        (TEXT, "## Sharing\n\nNothing.\n"),
        (TEXT, TEXT + "[^pay]: Twice.\n"),
        ("[^a]: Before what refers to it.\n\nText.[^a]\n", "[^a]: Before what refers to it.\n\nText.\n"),
        ("Text.[^a]\n\n[^a]:\n\n    - An item\n", "Text.[^a]\n\n[^a]:\n\n    - Another item\n"),
    ],
)
def test_a_redline_has_each_id_once_and_no_link_that_leads_nowhere(old: str, new: str) -> None:
    for texts in ((old, new), (new, old)):
        redline = compare(*map(read_document, texts))
        html = redline_html(redline)
        assert len(set(ids(html))) == len(ids(html))
        assert dangling(html) == set()
        assert all('id="fn' not in side and "#fn" not in side for pair in side_by_side_html(redline) for side in pair)


def test_an_article_with_a_note_that_nothing_refers_to_has_no_broken_link() -> None:
    html = render_article(read_document("Text.\n\n[^a]: Unused.\n")).html
    assert dangling(html) == set()
    assert "[1]" in html


def test_a_role_of_the_text_itself_reaches_no_page() -> None:
    html = render_article(read_document('<div role="doc-footnote" id="fn:1">a</div>\n\n<a role="button">b</a>\n')).html
    assert 'role="button"' not in html
    assert "fn:1" not in html
