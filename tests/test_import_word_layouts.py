"""Word files in which a look says what no mark says: empty lines, frames, lines across the page, tabs, struck words."""

from __future__ import annotations

import pytest

from policy_history.word.no_document import NotADocument
from word_files import (
    document_of,
    imported,
    level,
    numbered,
    numbering_of,
    paragraph,
    text_of,
    text_run,
    with_part,
    with_parts,
)

TWICE = numbering_of(
    level(0, "decimal", "%1."), overrides='<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
)
CLAUSE = "We keep what you send us for as long as the law asks us to."
BREAK = "<w:r><w:br/></w:r>"


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(each if each.startswith('<') else paragraph(each) for each in paragraphs)}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    columns = "<w:gridCol/>" * len(rows[0])
    inner = "".join(f"<w:tr>{''.join(each if each[:1] == '<' else cell(each) for each in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{inner}</w:tbl>"


@pytest.mark.parametrize("between", [paragraph(""), paragraph(text_run("hidden", "<w:vanish/>"))])
def test_a_list_that_begins_anew_behind_an_empty_line_keeps_its_numbers(between: str) -> None:
    lists = numbered("one"), numbered("two"), between, numbered("one again", list_id=2), numbered("more", list_id=2)
    assert text_of(*lists, numbering=TWICE) == "1.  one\n2.  two\n\n1\\. one again\n\n2.  more\n"


def test_a_sign_that_is_a_blank_marks_what_goes_on_with_an_item() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1.")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2">{level(0, "bullet", " ")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    body = numbered("one"), numbered("more of it", list_id=2), numbered("two")
    assert text_of(*body, numbering=numbering) == "1.  one\n\n    more of it\n\n2.  two\n"


def test_a_line_across_the_page_is_a_rule_and_a_border_of_none_is_not() -> None:
    names = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    drawn = paragraph(f'<w:r><w:pict><v:rect {names} o:hr="t"></v:rect></w:pict></w:r>')
    bordered = paragraph("", properties='<w:pBdr><w:bottom w:val="single"/></w:pBdr>')
    none = paragraph("", properties='<w:pBdr><w:top w:val="nil"/><w:bottom w:val="none"/></w:pBdr>')
    draft = imported(document_of(paragraph("a"), drawn, paragraph("b"), bordered, paragraph("c"), none, paragraph("d")))
    assert draft.markdown == "a\n\n---\n\nb\n\n---\n\nc\n\nd\n"
    assert not any("Picture" in each for each in draft.remarks)


def test_a_title_that_is_bold_by_its_style_stresses_no_word() -> None:
    document = document_of(paragraph("Terms", style="Title"), paragraph(CLAUSE))
    name = b'<w:name w:val="Title"/>'
    bold = with_part(document, "word/styles.xml", lambda data: data.replace(name, name + b"<w:rPr><w:b/></w:rPr>"))
    assert imported(bold).markdown.startswith("# Terms\n")


def test_two_line_breaks_part_paragraphs_and_one_does_not() -> None:
    body = paragraph("One", BREAK, "more", BREAK, BREAK, "Two"), paragraph("Three")
    assert text_of(*body) == "One  \nmore\n\nTwo\n\nThree\n"


def test_struck_words_stand_apart_from_those_in_their_place() -> None:
    struck = text_run("12", "<w:strike/>")
    assert text_of(paragraph("For ", struck, "24 months (", struck, ").")) == "For 12 24 months (12).\n"


def test_tables_that_only_lay_clauses_out_are_clauses() -> None:
    bold = paragraph(text_run("Scope", "<w:b/>"))
    column = imported(document_of(table((cell(bold, CLAUSE),), (cell(CLAUSE, CLAUSE),)), paragraph("End.")))
    assert column.markdown == f"**Scope**\n\n{CLAUSE}\n\n{CLAUSE}\n\n{CLAUSE}\n\nEnd.\n"
    typed = imported(document_of(table(("1.", "Scope"), ("1.1", CLAUSE), ("", "More."))))
    assert typed.markdown == f"1\\. Scope\n\n1.1 {CLAUSE}\n\nMore.\n"
    assert any("1 table with numbers in its first column: now paragraphs" in each for each in typed.remarks)
    counted = table((cell(numbered("")), "one"), (cell(numbered("")), "two"))
    assert text_of(counted, numbering=TWICE) == "1.  one\n2.  two\n"


def test_tables_of_facts_stay_tables() -> None:
    for rows in (
        (("No.", "Data"), ("1.", "Logs"), ("2.", "Mail")),
        (("1.", "Logs", "x"), ("2.", "Mail", "y")),
        (("a",), ("b",)),
    ):
        assert text_of(table(*rows)).startswith("| ")


def test_columns_that_tabs_make_are_told_and_numbers_before_tabs_are_not() -> None:
    tab = "<w:r><w:tab/></w:r>"
    told = [each for each in imported(document_of(*_lines(tab, "Data", "Logs"))).remarks if "tabs" in each]
    assert [each.partition(". ")[0] for each in told] == [
        "Lines in columns that tabs made, which are blanks now: “Data | 1 year”"
    ]
    assert not any("tabs" in each for each in imported(document_of(*_lines(tab, "1.1", "(a)"))).remarks)


def _lines(tab: str, *firsts: str) -> list[str]:
    return [paragraph(each, tab, "1 year") for each in firsts]


def test_a_removed_equation_is_not_told() -> None:
    sums = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    added = f'<w:ins w:id="1" w:author="A"><m:r {sums}><m:t>a+b</m:t></m:r></w:ins>'
    document = document_of(paragraph("Fee.", f"<m:oMath {sums}>{added}</m:oMath>"))
    assert not any("equation" in each for each in imported(document, "reject").remarks)


def test_a_document_with_two_parts_of_one_name_is_refused() -> None:
    document = document_of(paragraph(CLAUSE))
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = with_parts(document, lambda _, data: data, **{"word/document.xml": b"<x/>"})
    with pytest.raises(NotADocument, match=r"two parts that are called word/document\.xml"):
        imported(twice)
