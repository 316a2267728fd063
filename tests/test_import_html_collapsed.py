"""What a web page shows on a click is part of its text; what it never shows is left out and named."""

from __future__ import annotations

import pytest

from policy_history.importing.draft import Draft, draft_of
from policy_history.importing.html import read_html


def drafted(body: str) -> Draft:
    draft = draft_of(read_html(f"<html><body>{body}</body></html>".encode()))
    assert not draft.missing
    return draft


@pytest.mark.parametrize(
    "section",
    [
        '<h2><button aria-expanded="false">Loans</button></h2><div hidden><p>Two weeks.</p></div>',
        '<h2><button aria-controls="a">Loans</button></h2><hr><div id="a" style="display: none"><p>Two weeks.</p></div>',
        '<h2><a href="#a" data-toggle="collapse">Loans</a></h2><div id="a" class="collapse" hidden><p>Two weeks.</p></div>',
        '<h2>Loans</h2><div style="color:red;display:none" aria-hidden="true"><p>Two weeks.</p></div>',
        '<h2>Loans</h2><p>More:</p><div class="accordion-body" hidden><p>Two weeks.</p></div>',
        '<h2>Loans</h2><p>More:</p><div hidden="until-found"><p>Two weeks.</p></div>',
    ],
)
def test_a_collapsed_section_comes_along_with_its_heading(section: str) -> None:
    text = drafted(f"<main><h1>Rules</h1>{section}</main>").markdown
    assert "## " in text and "Loans" in text.partition("## ")[2].splitlines()[0]
    assert "\n\nTwo weeks.\n" in text


def test_a_section_in_details_may_be_hidden_and_nested() -> None:
    text = drafted(
        "<main><h1>Rules</h1><details><summary>Loans</summary><div hidden><p>Two weeks.</p></div>"
        "<details><summary>Maps</summary><p>One day.</p></details></details></main>"
    ).markdown
    assert text == "# Rules\n\n## Loans\n\nTwo weeks.\n\n## Maps\n\nOne day.\n"


def test_a_button_without_a_heading_is_a_bold_lead_in() -> None:
    page = '<main><h1>R</h1><div><button type="button" aria-expanded="false">Loans</button></div><div hidden>Two.</div></main>'
    assert drafted(page).markdown == "# R\n\n**Loans**\n\nTwo.\n"


@pytest.mark.parametrize(
    "tabs",
    [
        (
            '<div role="tablist"><button role="tab" aria-controls="a">Adults</button><button role="tab" aria-controls="b">'
            'Children</button></div><div id="a" role="tabpanel"><p>Six books.</p></div>'
            '<div id="b" role="tabpanel" hidden><p>Nine books.</p></div>'
        ),
        (
            '<ul class="nav"><li><a data-bs-toggle="tab" href="#a">Adults</a></li><li><a data-bs-toggle="tab" href="#b">'
            'Children</a></li></ul><div id="a"><p>Six books.</p></div><div id="b" style="display:none"><p>Nine books.</p></div>'
        ),
        (
            '<span role="tab" id="t">Adults</span><span role="tab" id="u">Children</span>'
            '<div role="tabpanel" aria-labelledby="t"><p>Six books.</p></div>'
            '<div role="tabpanel" aria-labelledby="u" hidden><p>Nine books.</p></div>'
        ),
    ],
)
def test_tabs_lead_in_what_they_show(tabs: str) -> None:
    text = drafted(f"<main><h1>R</h1>{tabs}</main>").markdown
    assert text == "# R\n\n## Adults\n\nSix books.\n\n## Children\n\nNine books.\n"
    beside = drafted(f"<main><h1>R</h1><h2>Loans</h2>{tabs}</main>").markdown
    assert beside.endswith("## Loans\n\n**Adults**\n\nSix books.\n\n**Children**\n\nNine books.\n")


@pytest.mark.parametrize(
    ("element", "named"),
    [
        ("<p hidden>Old wording.</p>", "hidden p “Old wording.”"),
        ('<p style="display:none">Old wording.</p>', "hidden p “Old wording.”"),
        ("<button>Print</button>", "button “Print”"),
        ('<a href="#m">More</a><div id="m" class="modal" hidden>Choose.</div>', "hidden div “Choose.”"),
        ("<noscript>Switch it on.</noscript>", "noscript “Switch it on.”"),
        ("<template>Row.</template>", "template “Row.”"),
    ],
)
def test_what_is_never_shown_is_named(element: str, named: str) -> None:
    draft = drafted(f"<main><h1>Rules</h1><p>One.</p><p>Two.</p>{element}</main>")
    assert f"Left out, as no part of the text: {named}." in draft.remarks
    assert named.partition("“")[2][:-1] not in draft.markdown


def test_edges_of_the_page_by_name_are_left_out_and_named() -> None:
    draft = drafted(
        '<div class="navbar">Home</div><div class="wrap"><h1>Rules</h1><p>We lend.</p><p class="footer-note">A note.</p></div>'
        '<div class="site-footer">Imprint</div>'
    )
    assert draft.markdown == "# Rules\n\nWe lend.\n\nA note.\n"
    assert sum("Home" in each or "Imprint" in each for each in draft.remarks) == 2


def test_a_form_around_the_whole_page_is_no_form() -> None:
    text = drafted("<form><h1>Rules</h1><p>We lend books for two weeks.</p><form></form><input></form>").markdown
    assert text == "# Rules\n\nWe lend books for two weeks.\n"


def test_a_table_without_a_head_gets_an_empty_one() -> None:
    table = "<table><tr><td>Maps</td><td>One day</td></tr><tr><td>Books</td><td>Two weeks</td></tr></table>"
    draft = drafted(f"<main>{table}</main>")
    assert draft.markdown == "|  |  |\n| --- | --- |\n| Maps | One day |\n| Books | Two weeks |\n"
    assert any("without a head" in each for each in draft.remarks)
    headed = drafted(f"<main>{table.replace('<td>Maps</td>', '<th>Maps</th>')}</main>")
    assert headed.markdown.startswith("| Maps | One day |\n| --- |")


def test_a_table_within_a_table_keeps_every_cell() -> None:
    inner = "<table><tr><td>in one</td><td>in two</td></tr></table>"
    draft = drafted(f"<main><table><tr><th>A</th><th>B</th></tr><tr><td>x {inner}</td><td>y</td></tr></table></main>")
    assert "in one" in draft.markdown and "in two" in draft.markdown and "y" in draft.markdown
    assert any("table within a table" in each for each in draft.remarks)


def test_a_reading_aid_is_left_out_and_named() -> None:
    draft = drafted("<main><p><ruby>判<rp>(</rp><rt>はん</rt><rp>)</rp></ruby>を見る。</p></main>")
    assert draft.markdown == "判を見る。\n"
    assert any("はん" in each for each in draft.remarks)


def test_words_that_a_stylesheet_writes_are_told() -> None:
    css = """/* a{} */ .note::before { content: "Important\\3A  "; } .arrow:after{content:"\\2192 }"} q::before{content:open-quote}
    @media print { a::after { content: " (" attr(href) ")" } } .old:hover::after{content:"Tip"} .gone::before{content:"x"}
    @supports (display:grid) { td.fee:after { content: " " attr(data-unit) } } &%$::before { content: "y" }"""
    body = "<p class=note>Ask us.</p><p class=note>Or not.</p><a class=arrow href=/a>On</a><table><tr><th>Fee</th></tr>"
    draft = drafted(f"<style>{css}</style><main>{body}<tr><td class=fee data-unit=EUR>9</table></main>")
    assert [each for each in draft.remarks if "stylesheet" in each] == [
        "The page's stylesheet writes “Important:” before “Ask us.”, and at 1 more; left out. Type it where it belongs.",
        "The page's stylesheet writes “EUR” behind “9”; left out. Type it where it belongs.",
    ]


def test_a_stylesheet_that_counts_is_told_on_a_page_with_lists_too() -> None:
    css = "<style>li::before{content:counters(i, '.') ' '} h2::before{content:'Clause ' counter(h)}</style>"
    said = drafted(f"{css}<main><h2>Scope</h2><ol><li>One</ol></main>").remarks
    assert [("counts" in each, "“Clause …” before “Scope”" in each) for each in said] == [(True, False), (False, True)]


def test_a_button_in_a_sentence_is_a_part_of_it_and_a_quotation_has_its_marks() -> None:
    term = "<p>We keep <button popovertarget=d>personal data</button> for one year.</p>"
    said = "<p>It says <q>none, or <q>few</q></q>.</p>"
    assert drafted(f"<main><h1>Rules</h1>{term}{said}</main>").markdown == (
        "# Rules\n\nWe keep personal data for one year.\n\nIt says “none, or ‘few’”.\n"
    )
