"""A Word draft becomes Markdown with every word, its numbers as Word shows them, and a report of the rest."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from policy_history.importing.draft import NO_CLAUSE, draft_of
from policy_history.word.no_document import NotADocument
from policy_history.word.package import Package
from policy_history.word.reading import read_docx
from word_files import (
    change,
    document_of,
    imported,
    level,
    numbered,
    numbering_of,
    paragraph,
    text_of,
    text_run,
    with_part,
)

LEGAL = numbering_of(
    level(0, "decimal", "%1."),
    level(1, "decimal", "%1.%2"),
    level(2, "lowerLetter", "(%3)"),
    level(3, "lowerRoman", "(%4)"),
)
LISTS = numbering_of(level(0, "decimal", "%1."), level(1, "bullet", "•"), level(2, "decimal", "%3."))


def remarks_of(*body: str, **parts: str) -> list[str]:
    return [each for each in imported(document_of(*body, **parts)).remarks if each != NO_CLAUSE]


def test_headings_paragraphs_and_looks() -> None:
    assert (
        text_of(
            paragraph("Privacy", style="Heading1"),
            paragraph("We ", text_run("never", "<w:b/>"), " sell ", text_run("data ", "<w:i/>"), "to anyone."),
        )
        == "# Privacy\n\nWe **never** sell *data* to anyone.\n"
    )


def test_legal_numbers_become_the_text_that_word_shows() -> None:
    assert text_of(
        numbered("Scope"),
        numbered("This policy", 1),
        numbered("covers us", 2),
        numbered("and them", 2),
        numbered("one of them", 3),
        numbered("Another", 1),
        numbered("Rights"),
        numbered("You may ask", 1),
        numbering=LEGAL,
    ) == (
        "1.  Scope\n\n    1.1 This policy\n\n    (a) covers us\n\n    (b) and them\n\n    (i) one of them\n\n"
        "    1.2 Another\n\n2.  Rights\n\n    2.1 You may ask\n"
    )


def test_a_numbered_heading_bears_its_number() -> None:
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    inner = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    assert (
        text_of(
            paragraph("Scope", style="Heading1", properties=place),
            paragraph("Who", style="Heading2", properties=inner),
            numbering=LEGAL,
        )
        == "# 1. Scope\n\n## 1.1 Who\n"
    )


def test_nested_lists_are_indented_by_four() -> None:
    assert (
        text_of(numbered("One"), numbered("in it", 1), numbered("deeper", 2), numbered("Two"), numbering=LISTS)
        == "1.  One\n    -   in it\n        1.  deeper\n2.  Two\n"
    )


def test_a_list_that_begins_anew_behind_another_keeps_its_numbers_as_text() -> None:
    begins = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = numbering_of(level(0, "decimal", "%1."), overrides=begins)
    assert text_of(numbered("a"), numbered("b"), numbered("c", list_id=2), numbering=lists) == (
        "1.  a\n2.  b\n\n1\\. c\n"
    )


def test_lists_of_one_definition_count_on() -> None:
    assert text_of(numbered("a"), paragraph("between"), numbered("b", list_id=2), numbering=LISTS) == (
        "1.  a\n\nbetween\n\n2.  b\n"
    )


def test_letters_go_on_behind_z_and_roman_numbers_are_roman() -> None:
    letters = numbering_of(level(0, "lowerLetter", "(%1)"))
    assert "(bb) x" in text_of(*[numbered("x")] * 28, numbering=letters)
    roman = numbering_of(level(0, "upperRoman", "%1)"))
    assert "XIV) x" in text_of(*[numbered("x")] * 14, numbering=roman)


def test_tables_have_escaped_pipes_and_line_breaks() -> None:
    def cell(*paragraphs: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(paragraph, paragraphs))}</w:tc>"

    table = (
        "<w:tbl><w:tblPr/><w:tblGrid/>"
        f"<w:tr>{cell('Data')}{cell('Why')}</w:tr>"
        f"<w:tr>{cell('a|b')}{cell('one', 'two')}</w:tr>"
        f"""<w:tr>{cell("both", properties='<w:gridSpan w:val="2"/>')}</w:tr></w:tbl>"""
    )
    assert text_of(table) == "| Data | Why |\n| --- | --- |\n| a\\|b | one<br>two |\n| both |  |\n"
    assert any("1 merged table cell:" in remark for remark in remarks_of(table))


def test_links_fields_and_bookmarks() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org/a" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>there</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    bookmark = '<w:bookmarkStart w:id="9" w:name="_Ref1"/><w:bookmarkEnd w:id="9"/>'
    assert (
        text_of(
            paragraph(
                "See ", field, " and ", '<w:hyperlink w:anchor="_Ref1"><w:r><w:t>rights</w:t></w:r></w:hyperlink>'
            ),
            paragraph(bookmark, "Your rights", style="Heading2"),
        )
        == "See [there](https://example.org/a) and [rights](#your-rights)\n\n## Your rights {#your-rights}\n"
    )


CHANGED = paragraph(
    "We keep it for ",
    change("del", text_run("24", tag="w:delText")),
    change("ins", text_run("12")),
    " months.",
)


@pytest.mark.parametrize(("changes", "number"), [("accept", "12"), ("reject", "24")])
def test_tracked_changes_are_accepted_or_rejected(changes: str, number: str) -> None:
    assert text_of(CHANGED, changes=changes) == f"We keep it for {number} months.\n"


def test_unresolved_changes_and_comments_are_listed_with_author_and_day() -> None:
    comment = (
        '<w:comment w:id="0" w:author="Bo DPO" w:date="2026-10-02T10:00:00Z">'
        "<w:p><w:r><w:t>Is this true?</w:t></w:r></w:p></w:comment>"
    )
    content = read_docx(document_of(CHANGED, comments=comment))
    assert content.unresolved == [
        "tracked change: removed (Ada Counsel, 2026-10-01): “24”",
        "tracked change: added (Ada Counsel, 2026-10-01): “12”",
        "comment (Bo DPO, 2026-10-02): “Is this true?”",
    ]


@pytest.mark.parametrize(("changes", "expected"), [("accept", "One two.\n"), ("reject", "One\n\ntwo.\n")])
def test_a_removed_paragraph_end_joins_two_paragraphs(changes: str, expected: str) -> None:
    mark = f"<w:rPr>{change('del')}</w:rPr>"
    body = (paragraph("One ", properties=mark), paragraph("two."))
    assert text_of(*body, changes=changes) == expected


@pytest.mark.parametrize(("changes", "expected"), [("accept", "## Rights\n"), ("reject", "Rights\n")])
def test_a_changed_style_is_taken_back(changes: str, expected: str) -> None:
    former = f"{change('pPrChange', '<w:pPr/>')}"
    assert text_of(paragraph("Rights", style="Heading2", properties=former), changes=changes) == expected


def test_footnotes_are_footnotes() -> None:
    note = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> By law.</w:t></w:r></w:p></w:footnote>'
    assert (
        text_of(paragraph("We keep it", '<w:r><w:footnoteReference w:id="2"/></w:r>', "."), footnotes=note)
        == "We keep it[^1].\n\n[^1]: By law.\n"
    )


def test_what_only_looks_like_a_heading_is_told_and_kept() -> None:
    body = paragraph(text_run("Your rights", "<w:b/>"))
    assert text_of(body) == "**Your rights**\n"
    assert remarks_of(body) == ["Bold paragraph that looks like a heading, kept as text: “Your rights”."]


def test_hidden_text_is_left_out_and_told() -> None:
    body = paragraph("Shown.", text_run(" Secret.", "<w:vanish/>"))
    assert text_of(body) == "Shown.\n"
    assert remarks_of(body) == ["Hidden text left out: “Secret.”."]


def test_text_boxes_are_not_lost() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></w:pict></w:r>"
    assert text_of(paragraph("Before.", box)) == "Before.\n\nIn a box.\n"


def test_the_table_of_contents_is_left_out_and_told() -> None:
    made = docx.Document()
    made.styles.add_style("toc 1", 1)
    made.add_paragraph("Scope 1", style="toc 1")
    made.add_paragraph("Scope")
    written = BytesIO()
    made.save(written)
    draft = imported(written.getvalue())
    assert draft.markdown == "Scope\n"
    assert any("table of contents" in remark for remark in draft.remarks)


def test_signs_of_markdown_stay_signs() -> None:
    text = "1. *not* a _list_ # - [x](y) <b>bold</b> `code` &amp; ~~no~~ a_b \\ end"
    draft = imported(document_of(paragraph(text), paragraph("# no heading"), paragraph("- no item")))
    assert not draft.missing and not draft.added


def test_a_word_that_would_be_lost_is_found_out() -> None:
    content = read_docx(document_of(paragraph("All of it.")), "accept")
    content.source_words.append("gone")
    assert draft_of(content).missing == ["gone"]


def test_clauses_keep_the_ids_of_the_latest_revision() -> None:
    earlier = "# Privacy\n\n## Your choices {#rights}\n\nYou may ask what we keep about you.\n"
    content = read_docx(
        document_of(
            paragraph("Privacy", style="Heading1"),
            paragraph("Your choices", style="Heading2"),
            paragraph("You may ask what we keep about you, at any time."),
        ),
        "accept",
    )
    assert "## Your choices {#rights}\n" in draft_of(content, [earlier]).markdown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/core.xml", "word/comments9.xml"])
def test_a_document_type_declaration_is_refused_in_every_part(part: str, encoding: str) -> None:
    declaration = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'

    def declared(data: bytes) -> bytes:
        text = (data or b"<?xml version='1.0'?><x/>").decode("utf-8").partition("?>")[2]
        return f'<?xml version="1.0" encoding="{encoding}"?>{declaration}{text}'.encode(encoding)

    with pytest.raises(NotADocument, match=f"{part}.*DOCTYPE"):
        Package(with_part(document_of(paragraph("x")), part, declared))


def test_a_span_is_no_wider_than_the_grid_of_its_table() -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="{0}"/></w:tcPr><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:tc>'
    for span in ("100000000", "9" * 5000):
        for grid, columns in (("<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>", 2), ("", 63)):
            rows = f"<w:tr>{cell.format(span, 'wide')}</w:tr><w:tr>{cell.format(1, 'narrow')}</w:tr>"
            draft = imported(document_of(f"<w:tbl>{grid}{rows}</w:tbl>"))
            assert draft.markdown.splitlines()[1].count("---") == columns
            assert not draft.missing


@pytest.mark.parametrize("span", ["²", "-5", "0", "", "x", "1e9"])
def test_a_span_that_is_no_number_is_one_cell(span: str) -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>'
    draft = imported(document_of(f"<w:tbl><w:tr>{cell}</w:tr><w:tr>{cell}</w:tr></w:tbl>"))
    assert draft.markdown.splitlines()[1].count("---") == 1


@pytest.mark.parametrize("level", ["1000000000", "9" * 5000, "²", "-3"])
@pytest.mark.parametrize("start", ["1", "1000000000", "9" * 5000, "²"])
def test_levels_and_beginnings_of_lists_stay_within_what_word_has(level: str, start: str) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{each}"><w:start w:val="{start}"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1."/></w:lvl>'
        for each in (level, "0", "8")
    )
    numbering = f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'
    draft = imported(document_of(paragraph("An item", properties=number), numbering=numbering))
    assert "An item" in draft.markdown
    assert len(draft.markdown) < 1000
