"""Saved pages as real sites have them: what is text comes along, and what is left out is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_command import run_policy
from policy_history.importing.draft import Draft, draft_of
from policy_history.importing.html import read_html


def drafted(body: str) -> Draft:
    draft = draft_of(read_html(f"<!doctype html><html><head><meta charset=utf-8></head>{body}</html>".encode()))
    assert not draft.missing
    return draft


def text_of(body: str) -> str:
    return drafted(f"<body><main>{body}</main></body>").markdown


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            (
                "<details><summary><h2>Loans</h2></summary><p>Two weeks.</p><details><summary>Maps</summary>None.</details>"
                "</details>"
            ),
            "## Loans\n\nTwo weeks.\n\n**Maps**\n\nNone.\n",
        ),
        (
            (
                "<input type=radio id=a name=t><label for=a>Members</label><input type=radio id=b name=t><label for=b>"
                "Guests</label><div class=tab-content><p>Two weeks.</p></div><div class=tab-content style='display:none'>"
                "<p>One week.</p></div>"
            ),
            "## Members\n\n## Guests\n\nTwo weeks.\n\nOne week.\n",
        ),
        ("One<wbr>word, <embed src=a.pdf>behind it.<p>And on.</p>", "Oneword, behind it.\n\nAnd on.\n"),
        ("<p>A<video controls>Nobody sees it.<track src=a.vtt>Nor this.</video> film.</p>", "A film.\n"),
        (
            "<details><summary>Loans</summary>a</details><details><summary>Maps</summary>b</details>",
            "## Loans\n\na\n\n## Maps\n\nb\n",
        ),
        ("One line.<br><br>Another<br>goes on.<br> <br>Last.", "One line.\n\nAnother  \ngoes on.\n\nLast.\n"),
        ("<dl><dt>Card<dt>Pass<dd><p>Yours.</p><ul><li>a</li></ul></dl>", "Card\n\n**Pass**\n\nYours.\n\n-   a\n"),
        ("<div role=heading aria-level=3>Loans</div><p>x</p>", "### Loans\n\nx\n"),
        ('<div class="h2 mt-4">Loans</div><p>x</p>', "## Loans\n\nx\n"),
        ('<h2>Loans <a class=headerlink href="#l">¶</a></h2><p>x</p>', "## Loans\n\nx\n"),
        (
            (
                "<table><tr><th scope=row>Books</th><td>two weeks</td></tr><tr><th scope=row>Maps</th><td>never</td></tr>"
                "</table>"
            ),
            "|  |  |\n| --- | --- |\n| Books | two weeks |\n| Maps | never |\n",
        ),
        ("<x-host><template shadowrootmode=open><p>Within.</p></template></x-host>", "Within.\n"),
        (
            '<p>Ask <a href="/cdn-cgi/l/email-protection"><span data-cfemail="2a4b6a4804494b">[x]</span></a></p>',
            "Ask [a@b.ca](mailto:a@b.ca)\n",
        ),
    ],
)
def test_what_a_reader_sees_is_text(body: str, text: str) -> None:
    assert text_of(body) == text


def test_a_page_in_tables_is_a_page() -> None:
    inner = "<table><tr><td><h1>Rules</h1><p>Be kind.</p><ul><li>a</li></ul></td></tr></table>"
    assert (
        drafted(f"<body><table><tr><td>{inner}</td></tr></table></body>").markdown == "# Rules\n\nBe kind.\n\n-   a\n"
    )


def test_a_table_of_facts_is_no_page() -> None:
    facts = "<table><tr><td><p>Names</p><td><p>a year</p></tr><tr><td><p>Mails</p><td><p>a month</p></tr></table>"
    rows = "|  |  |\n| --- | --- |\n| Names | a year |\n| Mails | a month |\n"
    assert drafted(f"<body>{facts}</body>").markdown == rows
    notes = "<table><tr><td><p>Names</p><td><p>a year</p><p>or two</p></tr></table>"
    text = drafted(
        f"<body><p>We keep what you have given to us when you joined for a while.</p>{notes}</body>"
    ).markdown
    assert text.endswith("| --- | --- |\n| Names | a year<br>or two |\n")


@pytest.mark.parametrize(("span", "columns"), [("colspan=0", 2), ("rowspan=2", 3), ("colspan=2", 3)])
def test_a_cell_takes_at_least_its_own_place_and_that_it_takes_more_is_told(span: str, columns: int) -> None:
    draft = drafted(f"<body><table><tr><th {span}>Data<th>Why</tr><tr><td>name<td>to write</tr></table></body>")
    assert draft.markdown.splitlines()[1].count("---") == columns
    assert any("1 merged table cell" in each for each in draft.remarks) == (span != "colspan=0")


def test_a_page_that_is_one_form_keeps_its_labels_as_they_are() -> None:
    page = (
        "<h1>Rules</h1><p>Be kind to all who work here.</p><p><input type=checkbox id=a><label for=a>Agreed</label></p>"
    )
    assert drafted(f"<body><form>{page}</form></body>").markdown.endswith("work here.\n\nAgreed\n")


def test_bold_lines_are_headings_where_a_page_has_only_a_title() -> None:
    bold = "<p><b>1. Loans</b></p><p>Two weeks it is.</p><p><strong>2. Fines</strong></p><p>Ten cents.</p>"
    draft = drafted(f"<body><main><h1>Rules</h1>{bold}</main></body>")
    assert draft.markdown.startswith("# Rules\n\n## 1. Loans\n\nTwo weeks")
    assert any("“1. Loans”, “2. Fines”" in remark for remark in draft.remarks)
    assert "**1. Loans**" in text_of(f"<h1>Rules</h1><h2>All</h2>{bold}")
    emphatic = (
        "<p><b>Whoever brings a book back late pays ten cents for every day that it is late</b></p><p>Or less.</p>"
    )
    sentences = "<p><b>It is free.</b></p><p>For all.</p><p><b>Namely:</b></p><p>Ask us.</p>"
    assert "##" not in text_of(f"<h1>Rules</h1>{sentences}")
    assert "## Whoever" not in text_of(f"<h1>Rules</h1>{bold}{emphatic}")


@pytest.mark.parametrize(
    "asks", ["<button>Accept</button>", "<a class='btn' href=#>Accept</a>", "<i role=button>OK</i>"]
)
def test_a_banner_within_the_text_is_none_of_it(asks: str) -> None:
    assert text_of(f"<div class=cookie-bar>We use cookies. {asks}</div><p>Be kind.</p>") == "Be kind.\n"


def test_raised_text_stays_so_and_frames_are_told() -> None:
    super_style = '<span style="font-size:8pt;vertical-align:super">2</span>'
    draft = drafted(
        f"<body><main><p>20 m{super_style} on the 1<sup>st</sup>, <b>CO<sub>2</sub></b><iframe src=https://a.example></main>"
    )
    assert draft.markdown == "20 m<sup>2</sup> on the 1st, **CO<sub>2</sub>**\n"
    assert any("A frame with another page was left out: https://a.example" in each for each in draft.remarks)


@pytest.mark.parametrize(
    ("head", "encoding", "is_told"),
    [
        ('<meta charset="ISO-8859-1">', "cp1252", False),
        ("", "cp1252", True),
        ("", "utf-8", False),
        ('<meta charset="utf-8">', "cp1252", True),
        ('<meta charset="utf-16">', "utf-8", False),
    ],
)
def test_letters_are_what_a_browser_shows(head: str, encoding: str, is_told: bool) -> None:
    page = f"<html><head>{head}</head><body><main><p>“Déjà” – 5 €</p></main></body></html>".encode(encoding)
    draft = draft_of(read_html(page))
    assert draft.markdown == "“Déjà” – 5 €\n"
    assert any("Check letters with accents" in each for each in draft.remarks) is is_told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_page_that_begins_with_a_byte_order_mark_says_its_encoding_by_it(encoding: str) -> None:
    page = "\ufeff<html><head><meta charset=latin1></head><body><main><p>“Déjà”</p></main></body></html>"
    assert draft_of(read_html(page.encode(encoding))).markdown == "“Déjà”\n"


def test_a_page_of_another_language_without_an_encoding_is_read_in_the_usual_one_of_it() -> None:
    page = '<html lang="JA-jp"><body><main><p>個人情報</p></main></body></html>'.encode("cp932")
    assert draft_of(read_html(page)).markdown == "個人情報\n"


def test_a_page_saved_as_one_file_is_read(tmp_path: Path) -> None:
    head = "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?Rules?=\r\n\tgo on\r\nMIME-Version: 1.0\r\n"
    parts = (
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><h1>R=C3=A8gles</h1></body></html>\r\n--x--\r\n"
    )
    page = tmp_path / "page.mhtml"
    page.write_bytes((head + parts).encode())
    result = run_policy("import", page, "--output", "-")
    assert result.exit_code == 0 and "# Règles" in result.output


def test_a_page_that_only_scripts_write_is_refused_with_what_to_do(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><body><div id=root></div><noscript>Turn scripts on.</noscript></body>")
    result = run_policy("import", page, "--output", "-")
    assert result.exit_code == 1
    assert "There is no text in page.html" in result.output and "Turn scripts on." in result.output
