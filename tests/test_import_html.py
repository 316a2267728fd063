"""A saved web page becomes Markdown: the policy without its furniture, every word of it, and its headings' ids."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from markdown_texts import documents
from policy_command import run_policy
from policy_history.importing.draft import NO_CLAUSE, Draft, draft_of
from policy_history.importing.html import read_html
from policy_history.text.article import render_article
from policy_history.text.document import Document, read_document
from sweeps import examples


def drafted(body: str, head: str = "") -> Draft:
    page = f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return draft_of(read_html(page.encode("utf-8")))


def text_of(body: str, head: str = "") -> str:
    draft = drafted(f"<main>{body}</main>", head)
    assert not draft.missing
    return draft.markdown


def test_the_policy_without_its_furniture() -> None:
    draft = drafted(
        '<div id="cookie-banner">We use cookies. <button>Accept</button></div>'
        "<header><nav>Home Products</nav></header>"
        "<main><nav>Contents</nav><h1>Privacy</h1><p>We keep nothing.</p></main>"
        "<footer>© Example</footer><script>track()</script>"
    )
    assert draft.markdown == "# Privacy\n\nWe keep nothing.\n"
    assert draft.remarks == [
        "Left out, as no part of the text: banner “We use cookies. Accept”.",
        "Left out, as no part of the text: header “Home Products”.",
        "Left out, as no part of the text: footer “© Example”.",
        "Left out, as no part of the text: nav “Contents”.",
    ]


def test_a_clause_on_cookies_is_no_banner() -> None:
    body = '<section id="cookie-notice" class="cookie-policy"><h2>Cookies</h2><p>We set one.</p></section>'
    assert text_of(body) == "## Cookies {#cookie-notice}\n\nWe set one.\n"


def test_without_a_main_element_the_page_edges_are_left_out() -> None:
    draft = drafted("<header>Shop</header><div><h1>Privacy</h1><p>Nothing.</p></div><footer>Imprint</footer>")
    assert draft.markdown == "# Privacy\n\nNothing.\n"
    assert len(draft.remarks) == 2


def test_ids_are_kept_even_where_they_could_be_derived() -> None:
    assert text_of('<h2 id="who-we-are">1. Who we are</h2><h2 id="contact">Contact</h2>') == (
        "## 1. Who we are {#who-we-are}\n\n## Contact {#contact}\n"
    )


def test_the_id_of_a_section_is_that_of_its_heading() -> None:
    body = '<p><a href="#keep">See</a></p><section id="keep"><h2>What we keep</h2></section>'
    assert text_of(body) == "[See](#keep)\n\n## What we keep {#keep}\n"


def test_an_id_that_cannot_be_one_here_is_told() -> None:
    assert any("“a.b”" in remark for remark in drafted('<main><h2 id="a.b">A</h2></main>').remarks)


def test_nested_lists_and_numbers() -> None:
    body = "<ol start=4><li>four<ul><li>in it</li></ul></li><li>five<p>more</p></li></ol>"
    assert text_of(body) == "4.  four\n    -   in it\n5.  five\n\n    more\n"


def test_words_look_as_the_style_in_their_element_says() -> None:
    assert (
        text_of('<p><span style="font-weight: 700">Scope</span>: <i style="font-style:normal">ours</i></p>')
        == "**Scope**: ours\n"
    )
    assert text_of('<b style="font-weight:normal"><p>All of a pasted text.</p></b>') == "All of a pasted text.\n"
    draft = drafted('<main><h1>P</h1><p><span style="text-decoration: line-through">old</span> new</p></main>')
    assert "Struck-out text kept as text, check it: “old”." in draft.remarks
    centred = "<center>Centred</center><font size=4>Larger</font><fieldset><legend>Group</legend>Text</fieldset>"
    assert text_of(centred).split() == ["Centred", "Larger", "Group", "Text"]


def test_lists_count_as_a_browser_shows_them() -> None:
    backwards = "<ol reversed><li>c</li><li value=1>a</li></ol>"
    assert text_of(backwards).split("\n") == ["2\\. c", "", "1\\. a", ""]
    with_a_note = "<ol reversed><p>The last one first.</p><li>b</li><li>a</li></ol>"
    assert text_of(with_a_note).split("\n\n") == ["The last one first.", "2\\. b", "1\\. a\n"]
    styled = '<ol style="list-style-type: lower-alpha"><li>x</li><li style="list-style:upper-roman">y</li></ol>'
    assert text_of(styled).split("\n") == ["a. x", "", "II. y", ""]
    assert text_of('<ol style="list-style: none"><li>x</li></ol>') == "1.  x\n"
    counted = "ol li::before { content: counter(item, lower-alpha) ') ' }"
    assert any("stylesheet counts" in each for each in drafted("<p>x</p>", f"<style>{counted}</style>").remarks)


def test_a_heading_that_is_an_item_keeps_its_number() -> None:
    items = "<li><h2>Scope</h2><p>Here.</p></li><li value=4><h2>Use</h2></li>"
    assert text_of(f"<ol>{items}</ol>") == "## 1. Scope\n\nHere.\n\n## 4. Use\n"
    assert text_of("<ol type=a><li><h2>2.1 Scope</h2><li>x</ol>") == "## 2.1 Scope\n\nb. x\n"
    assert text_of('<ol style="list-style:none"><li><h2>3. Scope</h2><li>3.1 x</ol>') == "## 3. Scope\n\n-   3.1 x\n"


def test_a_number_in_a_cell_of_its_own_stands_before_its_clause() -> None:
    rows = "<tr><td>1.</td><td><h2>Scope</h2></td></tr><tr><td>(a)</td><td>Here.</td></tr><tr><td>2</td></tr>"
    lists = "<tr><td>3.</td><td><ul><li>x</ul></td></tr>"
    assert text_of(f"<table>{rows}{lists}</table>") == "## 1. Scope\n\n(a) Here.\n\n2\n\n3\\.\n\n-   x\n"


def test_italics_with_bold_words_in_them() -> None:
    assert text_of("<p><b><i>In short:</i></b><i> We keep <b>it</b>.</i> <b>So <i>be</i></b> it.</p>") == (
        "***In short:** We keep **it**.* **So *be*** it.\n"
    )


def test_words_that_look_alike_on_both_sides_of_a_blank_are_one_link() -> None:
    link = '<a href="https://x.example/p">{}</a>'
    assert text_of(f"<p>{link.format('Privacy ')} {link.format('<b>policy</b>')}.") == (
        "[Privacy **policy**](https://x.example/p).\n"
    )
    assert text_of("<p><b>1.</b> <b>Scope</b> <code>a</code> <code>b</code>") == "**1. Scope** `a` `b`\n"


def test_no_list_counts_beyond_what_a_page_can_show() -> None:
    assert text_of("<ol start=99999999999999999999><li>x</li></ol>") == "32767. x\n"
    assert text_of("<ol start=first><li>x</li></ol>") == "1.  x\n"


def test_a_text_parted_into_articles_comes_whole_and_a_teaser_does_not() -> None:
    def text(body: str) -> str:
        return draft_of(read_html(f"<html><body>{body}</body></html>".encode())).markdown

    parts = "<article><h1>Terms</h1><p>One part.</p></article><article><h2>More</h2><p>Another part.</p></article>"
    assert "Another part" in text(f"<div>{parts}<section><h2>Last</h2></section></div>")
    assert "News" not in text("<article><h1>Terms</h1><p>All of the text is here.</p></article><article>News</article>")


def test_an_article_keeps_its_own_head_and_foot_and_the_pages_go() -> None:
    article = "<article><header><h2>{0}</h2></header><p>{0} are kept for a year.</p><footer>{0} end.</footer></article>"
    body = f"<header>Shop</header>{article.format('Names')}{article.format('Mails')}<footer>Imprint</footer>"
    assert drafted(body).markdown == (
        "## Names\n\nNames are kept for a year.\n\nNames end.\n\n## Mails\n\nMails are kept for a year.\n\nMails end.\n"
    )


def test_what_stands_in_an_item_behind_a_heading_or_a_table_is_no_code() -> None:
    assert text_of("<ul><li><h3>Names</h3><p>We keep them.</p></li></ul>") == "### Names\n\nWe keep them.\n"
    table = "<table><tr><th>A</tr><tr><td>b</tr></table>"
    assert text_of(f"<ul><li>One{table}<p>Two</p></li></ul>") == "-   One\n\n| A |\n| --- |\n| b |\n\nTwo\n"


def test_a_list_by_letters_keeps_them_as_text() -> None:
    assert text_of("<ol type=a><li>first</li><li>second</li></ol>") == "a. first\n\nb. second\n"


def test_a_list_that_begins_anew_keeps_its_numbers_as_text() -> None:
    assert text_of("<ol><li>a</li></ol><ol><li>b</li></ol>") == "1.  a\n\n1\\. b\n"


def test_a_number_sign_at_the_end_of_a_heading_stays() -> None:
    assert text_of("<h2>Programs in C#</h2><p>We have none.</p>") == "## Programs in C\\#\n\nWe have none.\n"


def test_tables() -> None:
    body = "<table><tr><th>Data<th>Why | how</tr><tr><td rowspan=2>name<td>one<br>two</tr><tr><td>three</tr></table>"
    assert text_of(body) == "| Data | Why \\| how |\n| --- | --- |\n| name | one<br>two |\n|  | three |\n"


def test_a_table_within_a_table_stands_once_in_its_cell() -> None:
    inner = "<table><tr><td>Name<td>a year</tr><tr><td>Mail<td>a month</tr></table>"
    body = f"<table><tr><th>Data<th>How long</tr><tr><td>Orders<td>{inner}</tr></table>"
    rows = "| Data | How long |\n| --- | --- |\n| Orders | Name<br>a year<br>Mail<br>a month |\n"
    assert text_of(body) == rows


def test_definitions_times_and_struck_text() -> None:
    draft = drafted("<main><dl><dt>Data<dd>Anything.</dl><p>On <time>1 May</time> we <s>never</s> sell.</p></main>")
    assert draft.markdown == "Data\n:   Anything.\n\nOn 1 May we never sell.\n"
    assert draft.remarks == ["Struck-out text kept as text, check it: “never”.", NO_CLAUSE]


@pytest.mark.parametrize("empty", ["<p> </p>", "<pre></pre>", "<h2></h2>", "<ul><li></li></ul>", "<table></table>"])
def test_what_holds_no_words_leaves_nothing(empty: str) -> None:
    assert text_of(f"{empty}<p>A</p>{empty}<p>B</p>{empty}") == "A\n\nB\n"


def test_items_in_a_cell_keep_their_bullets_and_numbers() -> None:
    rows = (
        "<tr><td>Take<ul><li>one</li><li>two</li></ul></td></tr><tr><td><ol><li>first</li><li>then</li></ol></td></tr>"
    )
    assert text_of(f"<table><tr><th>A</th></tr>{rows}</table>") == (
        "| A |\n| --- |\n| Take<br>• one<br>• two |\n| 1. first<br>2. then |\n"
    )


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<dl><dt>A</dt><dt>B</dt><dd>One.</dd><dd>Two.</dd></dl>", "A\nB\n:   One.\n\n:   Two.\n"),
        ("<dl><dt><b>A</b></dt><dd><p>One.</p><p>Two.</p></dd></dl>", "**A**\n:   One.\n\n    Two.\n"),
        ("<dl><dt>A</dt><dd>One.</dd><dt>B</dt><dd>Two.</dd></dl>", "A\n:   One.\n\nB\n:   Two.\n"),
        ("<dl><dd>One.</dd></dl>", "One.\n"),
        ("<dl><dt>A</dt></dl>", "**A**\n"),
        ("<dl><dt>A</dt><dd><ul><li>One.</li></ul></dd></dl>", "**A**\n\n-   One.\n"),
        ("<ul><li><dl><dt>A</dt><dd>One.</dd></dl></li></ul>", "-   **A**\n\n    One.\n"),
    ],
)
def test_definition_lists_that_markdown_can_hold_stay_such(page: str, text: str) -> None:
    assert text_of(page) == text


@pytest.mark.parametrize("element", ['<link rel="canonical" href="{}">', '<base href="{}">'])
def test_links_are_made_whole_by_the_pages_own_address(element: str) -> None:
    head = '<link rel="stylesheet" href="https://cdn.example/a.css">' + element.format(
        "https://example.org/legal/privacy"
    )
    assert text_of('<p><a href="../cookies">c</a> <a href="javascript:x()">j</a></p>', head) == (
        "[c](https://example.org/cookies) j\n"
    )


def test_a_link_of_a_page_that_does_not_say_where_it_was_is_told() -> None:
    draft = drafted('<main><h1>A</h1><p><a href="terms">a</a> <a href="https://quay.example/">b</a></p></main>')
    assert draft.markdown.endswith("[a](terms) [b](https://quay.example/)\n")
    assert [each for each in draft.remarks if "without its site" in each] == [
        "A link without its site kept as it is: terms"
    ]


def test_signs_of_markdown_stay_signs() -> None:
    draft = drafted("<main><p>1. *a* _b_ [x](y) &lt;b&gt; `c` &amp;amp; a_b</p><p># no</p><pre>  a\n*b*</pre></main>")
    assert not draft.missing and not draft.added


@pytest.mark.parametrize("page", [b"", b"\xff\xfe\x00", b"<p>a<table><tr><td>b</p>c", b"plain text"])
def test_any_bytes_are_read(page: bytes) -> None:
    assert not draft_of(read_html(page)).missing


@settings(
    max_examples=examples(12), deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(documents())
def test_our_own_pages_come_back(text: str) -> None:
    """Whatever the site renders can be imported again without the loss of a word."""
    document = read_document(text)
    draft = drafted(f"<main>{render_article(document).html}</main>")
    assert not draft.missing
    ours = list(Document(draft.markdown).words)
    assert [word for word in document.words if word not in ours] == []


@pytest.mark.parametrize("inner", ["<div>", "<ul><li>", "<table><tr><td>", "<blockquote>"])
def test_deep_nesting_is_refused_soon(inner: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What searched all descendants of every element for an attribute took five seconds for 8,000 of them, and a minute for 30,000."""
    monkeypatch.setenv("POLICY_SECONDS_PER_FILE", "20")
    page = tmp_path / "deep.html"
    page.write_text(f"<p>We collect nothing.</p>{inner * 8_000}x", "utf-8")
    result = run_policy("import", page, "--output", tmp_path / "out.md")
    assert (result.exit_code, result.output) == (1, "Error: deep.html is nested too deeply to be a text.\n")
    assert not (tmp_path / "out.md").exists()


@pytest.mark.parametrize("span", ["1000000000", "9" * 5000, "²", "-1", "1e9"])
def test_spans_are_bounded(span: str) -> None:
    cells = f'<td colspan="{span}" rowspan="{span}">a</td><td>b</td>'
    draft = draft_of(read_html(f"<table><tr>{cells}</tr><tr><td>c</td></tr></table>".encode()))
    assert len(draft.markdown) < 10_000
    assert not draft.missing


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("java\tscript:alert(1)", "Ask"),
        ("&#1;javascript:alert(1)", "Ask"),
        ("\\\\server\\share\\ada.docx", "Ask"),
        ("https://a.example/&#127;", "Ask"),
        (" https://a.exa\nmple/ ", "[Ask](https://a.example/)"),
    ],
)
def test_an_address_is_read_as_browsers_read_it(address: str, link: str) -> None:
    draft = drafted(f'<main><h1>T</h1><p>We answer. <a href="{address}">Ask</a></p></main>')
    assert draft.markdown == f"# T\n\nWe answer. {link}\n"
    assert any("leads to no page" in remark for remark in draft.remarks) == (link == "Ask")


@pytest.mark.parametrize("name", ["a\0b", "hex", "undefined", "x" * 5000, "\u202e"])
def test_a_name_of_an_encoding_may_be_anything(name: str) -> None:
    page = f"<html><head><meta charset='{name}'></head><body><main><p>We lend books.</p></main></body></html>"
    assert draft_of(read_html(page.encode())).markdown == "We lend books.\n"
