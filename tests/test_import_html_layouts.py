"""Web pages whose markup is broken, old or of a program: what a browser makes of it comes along, and nothing touches."""

from __future__ import annotations

import pytest

from policy_history.importing.draft import Draft, draft_of
from policy_history.importing.html import read_html

SENTENCE = "We keep logs for twelve months and tell nobody about them unless the law asks us to do so."


def drafted(body: str) -> Draft:
    draft = draft_of(read_html(f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()))
    assert draft.missing == []
    return draft


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("<ul><li>one</li><ul><li>sub</li></ul><li>two</li></ul>", "-   one\n    -   sub\n-   two"),
        ("<ul>We keep: <!-- x --><li>one</li></ul>", "We keep:\n\n-   one"),
        ("<table><!-- x --><tr>Kept<th>A</th></tr><tr><td>b</td></tr></table>", "Kept\n\n| A |\n| --- |\n| b |"),
        ("<h1>Privacy<h2>Scope</h1><p>x</p>", "# Privacy\n\n## Scope\n\nx"),
        ("<h2><div>4.</div><div>Time</div></h2>", "## 4. Time"),
        ("<h2><span>2</span><span>Time</span></h2><p><span>2</span><span>nd</span></p>", "## 2 Time\n\n2nd"),
        ("<p>For <del>12</del><ins>24</ins> or <s>12</s>24 (<s>x</s>) months</p>", "For 12 24 or 12 24 (x) months"),
        ('<p>For <span style="text-decoration:line-through">12</span>24</p>', "For 12 24"),
        ('<p><span style="display:inline-block">a</span><span style="float:right">b</span></p>', "a b"),
        ('<div><span style="display:block">a</span><span style="display:block">b</span></div>', "a\n\nb"),
        ('<h2 id="time"><a href="#time">Time</a></h2><p><a href="#time">x</a></p>', "## Time {#time}\n\n[x](#time)"),
        ('<div role="list"><div role="listitem">a</div><div role="listitem">b</div></div>', "-   a\n-   b"),
        ("<dl><dt>1.</dt><dd><div>a</div></dd><dt>2.</dt><dd>b</dd></dl>", "1.  a\n2.  b"),
        ("<dl><dt>(a)</dt><dd>a</dd></dl>", "(a) a"),
        ("<table><tr><td>(a)</td><td>logs;</td></tr></table>", "(a) logs;"),
        ('<ol style="list-style-type:lower-greek"><li>a</li><li>b</li></ol>', "α. a\n\nβ. b"),
        ("<table><tfoot><tr><td>Sum</td></tr></tfoot><tr><th>A</th></tr><tr><td>b</td></tr></table>", "| A |\n| --- |\n| b |\n| Sum |"),
        ('<p class="MsoTitle">Terms</p><h1>1. Scope</h1>', "# Terms\n\n## 1. Scope"),
        ('<h3 role="tab" aria-controls="a">What</h3><div id="a" style="display:none">x</div>', "### What\n\nx"),
        ('<p>a</p><div id="comments"><p>Nice</p><form></form></div>', "a"),
        ('<div id="root"><h1>Privacy</h1><h2 id="a">Scope</h2><p>x</p></div>', "# Privacy\n\n## Scope {#a}\n\nx"),
    ],
)  # fmt: skip
def test_markup_is_what_a_browser_makes_of_it(body: str, meant: str) -> None:
    assert drafted(body).markdown == meant + "\n"


def test_a_table_by_roles_is_one_and_one_with_words_beside_its_cells_is_text() -> None:
    rows = (
        '<div role="row"><span role="columnheader">Data</span><span role="columnheader">Kept</span></div>'
        '<div role="row"><span role="cell">Logs</span><span role="cell">1 year</span></div>'
    )
    assert drafted(f'<div role="table">{rows}</div>').markdown == "| Data | Kept |\n| --- | --- |\n| Logs | 1 year |\n"
    assert "Beside" in drafted(f'<div role="table">Beside {rows}</div>').markdown


@pytest.mark.parametrize("attribute", ["shadowrootmode", "shadowmode", "shadowroot"])
def test_what_an_element_of_its_own_holds_stands_where_its_template_shows_it(attribute: str) -> None:
    template = f'<template {attribute}="open"><h2><slot name="head">Nothing</slot></h2><slot>None</slot></template>'
    page = f'<main><legal-text>{template}<b slot="head">Scope</b><p>{SENTENCE}</p></legal-text></main>'
    assert drafted(page).markdown == f"## Scope\n\n{SENTENCE}\n"
    assert drafted(f"<main><legal-text>{template}</legal-text></main>").markdown == "## Nothing\n\nNone\n"


def test_contents_and_aids_of_services_are_left_out_and_named() -> None:
    contents = '<div id="ez-toc-container"><p>Contents</p><ul><li><a href="#a">Scope</a></li></ul></div>'
    edit = '<span class="mw-editsection">[<a href="/e">edit</a>]</span>'
    draft = drafted(f"<main>{contents}<h2 id=a>Scope {edit}</h2><div class=article-votes>Helpful?</div></main>")
    assert draft.markdown == "## Scope {#a}\n"
    assert [each for each in draft.remarks if "Contents" in each or "edit" in each or "Helpful" in each]
    clause = f'<div class="toc-section"><h2>Contents</h2><p>{SENTENCE} <a href="#a">Scope</a></p></div>'
    assert SENTENCE in drafted(f"<main>{clause}<h2 id=a>Scope</h2></main>").markdown


def test_a_declaration_of_cookies_is_text_and_what_its_service_asks_is_not() -> None:
    asks = '<div class="CookieDeclarationConsentButtons"><button>Change your consent</button></div>'
    listed = "<table><thead><tr><th>Name</th></tr></thead><tbody><tr><td>sid</td></tr></tbody></table>"
    script = '<script id="CookieDeclaration" src="x"></script>'
    page = f'<main><h1>Cookies</h1>{script}<div class="CookieDeclaration">{asks}<p>Needed.</p>{listed}</div></main>'
    draft = drafted(page)
    assert draft.markdown == "# Cookies\n\nNeeded.\n\n| Name |\n| --- |\n| sid |\n"
    assert not any("script of Cookiebot" in each for each in draft.remarks)
    assert any("Change your consent" in each for each in draft.remarks)
    component = f'<div class="cmp-accordion"><h3><button>Time</button></h3><p>{SENTENCE}</p></div>'
    assert drafted(f"<h1>Privacy</h1>{component}").markdown == f"# Privacy\n\n### Time\n\n{SENTENCE}\n"


def test_sections_that_open_below_a_line_or_a_box_to_tick_come_along() -> None:
    opened = f'<div aria-controls="a"><div>What we keep</div></div><nav id="a"><p>{SENTENCE}</p></nav>'
    assert drafted(f"<h1>P</h1>{opened}").markdown == f"# P\n\n**What we keep**\n\n{SENTENCE}\n"
    tabs = f'<div class="tab-content"><div>EU</div><div style="display:none"><p>{SENTENCE}</p></div></div>'
    assert SENTENCE in drafted(tabs).markdown


def test_a_bold_line_with_text_in_its_paragraph_is_a_heading_where_there_are_no_others() -> None:
    clauses = "".join(f"<p><b>{number}. {name}</b><br>{SENTENCE}</p>" for number, name in ((1, "Scope"), (2, "Time")))
    assert drafted(f"<p><b>P</b></p>{clauses}").markdown.startswith("# P\n\n## 1. Scope\n")
    expected = f"# P\n\n## 1. Scope\n\n{SENTENCE}\n\n## 2. Time\n\n{SENTENCE}\n"
    assert drafted(f"<h1>P</h1>{clauses}").markdown == expected


ARCHIVE = (
    "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
    "--B\r\nContent-Type: text/html\r\nContent-Location: https://quay.example/legal/\r\n\r\n{page}\r\n"
    "--B\r\nContent-Type: text/html\r\nContent-ID: <frame-2@mhtml.blink>\r\n\r\n<p>“{frame}”</p>\r\n--B--\r\n"
)


def test_an_archive_of_a_page_has_its_address_and_its_frames() -> None:
    page = '<meta charset="utf-8"><h1>P</h1><a href="x">x</a><iframe src="cid:frame-2@mhtml.blink"></iframe>'
    draft = draft_of(read_html(ARCHIVE.format(page=page, frame=SENTENCE).encode()))
    assert SENTENCE in draft.markdown
    draft = draft_of(read_html(ARCHIVE.format(page=f"{page}<p>{SENTENCE}</p>", frame="Other").encode()))
    assert "[x](https://quay.example/legal/x)" in draft.markdown


@pytest.mark.parametrize(
    "comment",
    [
        "saved from url=(0028)https://quay.example/legal/a",
        "\n Page saved with SingleFile \n url: https://quay.example/legal/a \n",
    ],
)
def test_a_page_that_a_browser_saved_has_its_address(comment: str) -> None:
    page = f'<!--{comment}--><html><body><h1>P</h1><p><a href="b">b</a></p></body></html>'
    assert "[b](https://quay.example/legal/b)" in draft_of(read_html(page.encode())).markdown


def test_signs_of_windows_in_a_page_in_utf_8_spoil_no_other() -> None:
    page = '<meta charset="utf-8"><main><p>Café and déjà vu, '.encode() + b"\x93so\x94</p></main>"
    draft = draft_of(read_html(page))
    assert draft.markdown == "Café and déjà vu, “so”\n"
    assert any("read as those of Windows" in each for each in draft.remarks)
