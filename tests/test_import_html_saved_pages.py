"""Pages as sites, services, archives and mail programs leave them: what is the policy comes along, the rest is told."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from click.testing import Result

from policy_command import run_policy
from policy_history.importing.draft import Draft, draft_of
from policy_history.importing.html import read_html
from policy_history.importing.wrapped_links import unwrapped

TEXT = "<h1>Privacy</h1><p>We keep your name.</p>"
PROSE = " ".join(["Whoever lends a book brings it back within two weeks or pays."] * 5)
MEANT = "# Privacy\n\nWe keep your name.\n"


def drafted(body: str, head: str = "") -> Draft:
    draft = draft_of(read_html(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()))
    assert draft.missing == []
    return draft


def imported(tmp_path: Path, name: str, content: bytes) -> Result:
    page = tmp_path / name
    page.write_bytes(content)
    return run_policy("import", page, "--output", "-")


# What stands around a text


@pytest.mark.parametrize(
    ("around", "named"),
    [
        ('<div id="wm-ipp-base" style="display:none"><i>12 captures</i></div>{}', "12 captures"),
        ('<div id="wm-ipp-print">The Wayback Machine - https://quay.example</div>{}', "The Wayback Machine"),
        ("<div><div>This is Google's cache of <a>https://quay.example</a>. It is a snapshot.</div></div><div>{}</div>", "cache of"),
        ('<div class="elementor">{}</div><div class="elementor-location-footer">Newsletter</div>', "Newsletter"),
        ('<main>{}<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><a href=#>Post</a></div></main>', "Share this"),
        ('<main>{}<p><span class="edit-link"><a href=#>Edit</a></span></p></main>', "Edit"),
        ('<div class="social-share-buttons">Tell others</div>{}', "Tell others"),
    ],
)  # fmt: skip
def test_bars_of_archives_and_aids_of_sites_are_none_of_the_text(around: str, named: str) -> None:
    draft = drafted(around.format(TEXT))
    assert draft.markdown == MEANT and any("Left out" in each and named in each for each in draft.remarks)


def test_a_text_that_begins_as_the_bar_of_an_archive_is_no_bar() -> None:
    long = "<p>This is the html version of the file rules.pdf.</p>" + "<p>Whoever lends a book brings it back.</p>" * 30
    assert drafted(f"<div>{long}</div>").markdown.count("brings it back") == 30


@pytest.mark.parametrize(
    ("address", "behind"),
    [
        ("https://web.archive.org/web/20200501000000/https://quay.example/a?b=c", "https://quay.example/a?b=c"),
        ("/web/20200501000000im_/http://quay.example/", "http://quay.example/"),
        ("https://web.archive.org/web/2020/https:/quay.example/", "https://quay.example/"),
        ("https://archive.ph/o/aB1/https://quay.example/x", "https://quay.example/x"),
        ("https://www.google.com/url?q=https://quay.example/terms&sa=D&ust=1", "https://quay.example/terms"),
        ("https://www.google.com/url?sa=t&q=loans+of+books&url=https%3A%2F%2Fquay.example%2Floans", "https://quay.example/loans"),
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fquay.example%2F&data=05", "https://quay.example/"),
        ("https://www.google.com/privacy?url=x", "https://www.google.com/privacy?url=x"),
        ("https://[broken", "https://[broken"),
        ("/web/policy", "/web/policy"),
    ],
)  # fmt: skip
def test_links_lead_where_they_led(address: str, behind: str) -> None:
    assert unwrapped(address) == behind


def test_a_page_of_an_archive_keeps_its_own_address() -> None:
    head = '<link rel="canonical" href="https://web.archive.org/web/2020/https://quay.example/legal/privacy">'
    page = '<main><p>See <a href="terms">the terms</a>.</p></main>'
    assert drafted(page, head).markdown == "See [the terms](https://quay.example/legal/terms).\n"


# What a page does not hold


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ('<div name="termly-embed" data-id="x"></div>', "A script of Termly writes a text"),
        ('<a href="https://x.example" class="iubenda-embed iub-body-embed">Policy</a>', "A script of iubenda"),
        ('<script id="CookieDeclaration" src="https://x.example/cd.js"></script>', "A script of Cookiebot"),
        ('<div id="ot-sdk-cookie-policy"></div>', "A script of OneTrust"),
        ('<iframe src="part2.html"></iframe>', "A frame with another page was left out: part2.html"),
        ('<object data="privacy.pdf" type="application/pdf">No viewer</object>', "A file that the page shows was left out: privacy.pdf"),
        ('<embed src="privacy.pdf">', "A file that the page shows was left out: privacy.pdf"),
        ('<iframe src="a.html" srcdoc="<p>Within.</p>"></iframe>', "A frame with another page was left out: “Within.”"),
        (f'<script type="application/json">{{"body":"\\u003cp\\u003e{PROSE}\\u003c/p\\u003e"}}</script>', f"The page holds 60 words for its scripts that it does not show as it was saved: “{PROSE[:40]}"),
        (f'<script>self.__next_f.push([1,"{PROSE}"])</script>', "The page holds 60 words"),
        (f'<script type="text/x-template"><p>{PROSE}</p></script>', "The page holds 60 words"),
        (f'<div data-page="{{&quot;body&quot;:&quot;{PROSE}&quot;}}"></div>', "The page holds 60 words"),
        (f"<script>x='{'本の貸出期間は二週間です。' * 12}'</script>", "The page holds "),
    ],
)  # fmt: skip
def test_what_others_write_into_a_page_is_told(place: str, said: str) -> None:
    assert any(each.startswith(said) for each in drafted(f"<main>{TEXT}{place}</main>").remarks)


@pytest.mark.parametrize(
    "place",
    [
        '<iframe src="https://x.example/p" width=1 height=1></iframe>',
        "<iframe src=about:blank></iframe>",
        f'<p>{PROSE}</p><script type="application/json">{{"body":"{PROSE}"}}</script>',
        f"<script>/* {PROSE} */ call('We use cookies. Do you agree to all of them, or to none of them at all?')</script>",
        '<div id="ot-sdk-cookie-policy"><h2>Cookies</h2><p>One for the session.</p></div>',
    ],
)
def test_what_holds_no_text_is_not_told(place: str) -> None:
    assert not any(
        "was left out" in each or "A script" in each for each in drafted(f"<main>{TEXT}{place}</main>").remarks
    )


@pytest.mark.parametrize(
    "page",
    [
        b"<html><head><title>Privacy</title></head><body><div id=root></div><script src=a.js></script></body></html>",
        b'<html><head><title>P</title></head><frameset cols="20%,80%"><frame src="text.html"><noframes>No</noframes></frameset>',
    ],
)
def test_a_page_with_nothing_but_a_title_is_refused(tmp_path: Path, page: bytes) -> None:
    result = imported(tmp_path, "page.html", page)
    assert result.exit_code == 1 and "There is no text in page.html" in result.output
    assert b"frame" not in page or "left out: text.html" in result.output


def test_a_page_with_a_few_words_is_told(tmp_path: Path) -> None:
    output = imported(tmp_path, "page.html", b"<h1>Sign in</h1><form><label>Email</label></form>").output
    assert "So few stand on a page of errors" in output


def test_a_page_within_a_frame_is_the_text_where_it_has_most_of_it() -> None:
    """As SingleFile keeps the policy that a service shows in a frame."""
    draft = drafted(f"<main><h1>Quay</h1><iframe srcdoc='<body><h2>Loans</h2><p>{PROSE}</p>'></iframe></main>")
    assert draft.markdown == f"# Quay\n\n## Loans\n\n{PROSE}\n"
    assert draft.remarks == [f"The text was taken from a page within this one: “Loans {PROSE[:73]}…”."]


def test_numbers_that_notion_writes_in_a_style_are_told() -> None:
    number = """<div><span class="pseudoBefore" style='--pseudoBefore--content:"1."'></span></div>"""
    assert any(
        "counts some of its lists" in each for each in drafted(f"<main>{number}<div>First.</div></main>").remarks
    )


# Files


def test_a_packed_page_is_read_and_a_broken_or_huge_one_refused(tmp_path: Path) -> None:
    page = f"<body><main>{TEXT}</main></body>".encode()
    assert MEANT in imported(tmp_path, "page.html", gzip.compress(page)).output
    for content, said in (
        (gzip.compress(page)[:12] + b"\xff" * 9, "its end is missing"),
        (gzip.compress(page)[:10] + b"\xff" * 9, "the packing is broken"),
        (gzip.compress(b" " * 60_000_000), "larger than 50 MB"),
    ):
        result = imported(tmp_path, "page.html", content)
        assert result.exit_code == 1 and said in result.output and "Traceback" not in result.output


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n", b"\xef\xbb\xbf\r\n%PDF-1.7\n", b"PK\x03\x04", b"bplist00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
)
def test_a_file_that_is_no_page_is_refused_by_what_it_is(tmp_path: Path, content: bytes) -> None:
    result = imported(tmp_path, "page.html", content + b"\0" * 40)
    assert result.exit_code == 1 and "whatever its name says" in result.output


# Tables, empty paragraphs, sections


def test_a_page_in_columns_with_a_table_in_it_is_a_page() -> None:
    inner = "<table><tr><th>What</th><th>Years</th></tr><tr><td>Name</td><td>2</td></tr></table>"
    page = (
        "<table width='100%'><tr><td colspan=2>Quay</td></tr><tr><td><a href='https://quay.example/'>Home</a></td>"
        f"<td><p>We keep your name.</p><p>Nobody sees it.</p>{inner}</td></tr></table>"
    )
    assert drafted(page).markdown == (
        "Quay\n\n[Home](https://quay.example/)\n\nWe keep your name.\n\nNobody sees it.\n\n"
        "| What | Years |\n| --- | --- |\n| Name | 2 |\n"
    )


def test_what_stands_in_a_table_and_in_no_cell_comes_before_it() -> None:
    page = "<main><table><p>Of old.</p><tr><td>a</td><td>b</td></tr></table></main>"
    assert drafted(page).markdown == "Of old.\n\n|  |  |\n| --- | --- |\n| a | b |\n"


def test_paragraphs_kept_open_by_signs_that_nobody_sees_are_none() -> None:
    assert drafted(f"<main>{TEXT}<p><span>&#8203;</span></p><p>\ufeff &nbsp;</p></main>").markdown == MEANT


def test_a_section_under_a_button_that_is_none_by_name_has_its_lead_in() -> None:
    page = (
        f'<main>{TEXT}<h2>More</h2><div role="button" aria-expanded="false" aria-controls="a"><a>Children</a></div>'
        '<div id="a" role="region" style="display:none"><p>None.</p></div></main>'
    )
    assert drafted(page).markdown == f"{MEANT}\n## More\n\n**Children**\n\nNone.\n"


def test_the_title_of_google_docs_stands_above_its_headings() -> None:
    page = '<body class="doc-content"><p class="c1 title"><span>Terms</span></p><h1>Scope</h1><p>Here.</p></body>'
    assert draft_of(read_html(page.encode())).markdown == "# Terms\n\n## Scope\n\nHere.\n"


GOOGLE_DOCS = """<html><head><style>ol.lst-kix_a-1.start{counter-reset:lst-ctn-kix_a-1 0}
.lst-kix_a-0 > li:before{content:"" counter(lst-ctn-kix_a-0,decimal) ". "}
.lst-kix_a-1 > li:before{content:"(" counter(lst-ctn-kix_a-1,lower-latin) ") "}
.lst-kix_a-2 > li:before{content:"" counter(lst-ctn-kix_a-0,decimal) "." counter(lst-ctn-kix_a-2,lower-roman) " "}
.c9{font-weight:700}.c8{font-style:italic}</style></head><body class="doc-content"><h1>Privacy</h1>
<ol class="lst-kix_a-0 start" start="1"><li data-policy-label="9. "><span class="c9">Names</span>, as given.</li></ol>
<ol class="lst-kix_a-1 start" start="1"><li>first</li><li>second</li></ol>
<ol class="lst-kix_a-2 start" start="1"><li>deeper</li></ol><ol class="lst-kix_a-1" start="3"><li>third</li></ol>
<ol class="lst-kix_a-0" start="2"><li><span class="c8">Mail</span></li></ol><p>Between.</p>
<ul class="lst-kix_b-0 start"><li>one</li></ul><ul class="lst-kix_b-1 start"><li>part</li></ul>
<ul class="lst-kix_b-0"><li>two</li></ul></body></html>"""


def test_lists_of_google_docs_stand_in_the_items_they_belong_to() -> None:
    draft = draft_of(read_html(GOOGLE_DOCS.encode()))
    assert not draft.missing and not any("counts some of its lists" in remark for remark in draft.remarks)
    assert [line for line in draft.markdown.splitlines() if line] == [
        "# Privacy",
        "1.  **Names**, as given.",
        "    (a) first",
        "    (b) second",
        "    1.i deeper",
        "    (c) third",
        "2.  *Mail*",
        "Between.",
        "-   one",
        "    -   part",
        "-   two",
    ]
