"""Footnotes of web pages, and what else of a page is read as its writer meant it."""

from __future__ import annotations

import pytest

from policy_history.importing.draft import draft_of
from policy_history.importing.html import read_html
from test_import_html import text_of

_BLOCK = '<p>Logs<sup class="fn"><a id="a-link" href="#a">{}</a></sup>.</p>{}'

_OF_WORD = """<p>Logs<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>.</p><div><hr><div id=ftn1><p><a
    href="#_ftnref1" name="_ftn1"><span>[1]</span></a> 12 months.</p></div></div>"""
_OF_GOOGLE_DOCS = """<p>Logs<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.</p><hr><div><p><a href="#ftnt_ref1"
    id="ftnt1">[1]</a><span>&nbsp;12 months.</span></p></div>"""


@pytest.mark.parametrize(
    ("page", "note"),
    [
        (_BLOCK.format("1", '<ol><li id="a">12 months. <a href="#a-link">↩︎</a></ol>'), "12 months."),
        (_BLOCK.format("1", '<ol><li id="a">1 year. <a href="#a-link">See logs</a></ol>'), "1 year. See logs"),
        (_BLOCK.format("*", '<hr><p id="a">* 12 <b>months</b>.</p>'), "12 **months**."),
        (_BLOCK.format("[a]", '<div id="a"><p>12 months.</p><p>Or more.</p></div>'), "12 months.\n\n    Or more."),
        (f"{_BLOCK.format('1', '')}</main><aside class=footnotes><p id=a>12 months.</p></aside><main>", "12 months."),
        (_BLOCK.format("1", '<ol><li id="a"><b>^ <a href="#a-link"><i>a</i></a></b> 12 months.</ol>'), "12 months."),
        ('<p>Logs<sup>[<a id="r" href="#n">1</a>]</sup>.</p></main><div id=footnotes><div id=n><a href="#r">1</a>. 12 months.</div></div><main>', "12 months."),
        ('<p>Logs<a id=r href="#n"><b>[</b>1<b>]</b></a>.</p><aside id=n><i><b>[</b><a href="#r">1</a><b>]</b></i><p>12 months.</p></aside>', "12 months."),
        (_OF_WORD, "12 months."),
        (_OF_GOOGLE_DOCS, "12 months."),
    ],
)  # fmt: skip
def test_a_mark_that_links_to_a_note_is_a_footnote(page: str, note: str) -> None:
    draft = draft_of(read_html(f"<meta charset=utf-8><main><h1>T</h1>{page}</main>".encode()))
    assert draft.markdown == f"# T\n\nLogs[^1].\n\n[^1]: {note}\n"
    assert not draft.missing + draft.added
    assert draft.remarks[0] == "1 footnote: now with a number from 1 on each."


def test_a_page_in_utf_8_that_says_otherwise_is_read_as_it_is() -> None:
    page = "<meta charset=iso-8859-1><main><p>Café</main>"
    assert [draft_of(read_html(page.encode(name))).markdown for name in ("utf-8", "latin-1")] == ["Café\n"] * 2


def test_bullets_of_word_are_bullets_of_their_level() -> None:
    item = "<p style='mso-list:l0 level{} lfo1'><span style='font-family:{};mso-list:Ignore'>{}<span>&nbsp; </span></span>x"
    page = item.format(1, "Symbol", "·") + item.format(2, "Courier", "o") + item.format(1, "Times", "1.")
    assert text_of(page) == "-   x\n    -   x\n\n1\\. x\n"


def test_white_space_that_holds_a_number_or_a_sign_is_kept_and_other_is_a_blank() -> None:
    kept = "Sous 30\u00a0jours, «\u00a0délai\u00a0»\u00a0: voir §\u00a04 et page\u00a05."
    assert text_of(f"<p>{kept}&nbsp; Fin&nbsp;du texte.") == f"{kept} Fin du texte.\n"


def test_a_number_that_links_to_a_clause_is_no_footnote() -> None:
    assert text_of('<p>See <a href="#s2" id="back">2</a>.</p><h2 id="s2">Two</h2><p><a href="#back">back</a>') == (
        "See [2](#s2).\n\n## Two {#s2}\n\nback\n"
    )
