"""No word of a Word document is lost, wherever it stands in the file; what is left out is named."""

from __future__ import annotations

import pytest

from policy_history.importing.draft import draft_of
from policy_history.word import reading
from policy_history.word.inline_reading import InlineReader
from policy_history.word.reading import read_docx
from word_files import change, document_of, imported, level, numbered, numbering_of, paragraph, text_of, text_run


def alternatives(first: str, second: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="w14">{first}</mc:Choice>'
        f"<mc:Fallback>{second}</mc:Fallback></mc:AlternateContent>"
    )


def box(*paragraphs: str) -> str:
    return f"<w:pict><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></w:pict>"


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content) or paragraph('')}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, columns: int = 3) -> str:
    return f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def field(instruction: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    end = mark.format("end")
    return f"{mark.format('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{mark.format('separate')}{text_run(result)}{end}"


def test_ruby_keeps_the_base_and_names_the_reading() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{text_run('はん')}</w:rt><w:rubyBase>{text_run('判')}</w:rubyBase></w:ruby></w:r>"
    draft = imported(document_of(paragraph(ruby, "を見る。")))
    assert (draft.markdown, draft.missing) == ("判を見る。\n", [])
    assert any("はん" in remark for remark in draft.remarks)


@pytest.mark.parametrize(
    ("branches", "text"),
    [
        ((text_run("four"), text_run("four")), "For four weeks."),
        ((text_run("four"), text_run("4")), "For four weeks."),
        (("", text_run("four")), "For four weeks."),
        (("<w:r><w:drawing/></w:r>", text_run("four")), "For four weeks."),
        ((alternatives(text_run("four"), ""), text_run("none")), "For four weeks."),
    ],
)
def test_alternate_content_is_read_once(branches: tuple[str, str], text: str) -> None:
    draft = imported(document_of(paragraph("For ", alternatives(*branches), " weeks.")))
    assert (draft.markdown.strip(), draft.missing, draft.added) == (text, [], [])


def test_what_only_the_other_branch_says_is_named() -> None:
    draft = imported(document_of(paragraph("For ", alternatives(text_run("four"), text_run("vier")), " weeks.")))
    assert any("“vier”" in remark for remark in draft.remarks)


def test_a_box_in_a_cell_stands_there_once() -> None:
    boxed = f"<w:r>{alternatives(box(paragraph('Mind this.')), box(paragraph('Mind this.')))}</w:r>"
    text = text_of(table(row(cell(paragraph("A")), cell(paragraph("Text.", boxed))), columns=2))
    assert text.count("Mind this.") == 1


def test_a_box_tied_to_a_line_of_the_contents_is_not_lost() -> None:
    styled = paragraph("Scope 3", f"<w:r>{box(paragraph('Not a line of it.'))}</w:r>", style="TOCHeading")
    assert "Not a line of it." in text_of(styled, paragraph("Text."))


@pytest.mark.parametrize(("changes", "number"), [("accept", "6"), ("reject", "9")])
def test_tracked_changes_in_a_footnote_are_told(changes: str, number: str) -> None:
    note = paragraph("Of ", change("del", text_run("9", tag="w:delText")), change("ins", text_run("6")), " weeks.")
    parts = {"footnotes": f'<w:footnote w:id="5">{note}</w:footnote>'}
    reference = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    content = document_of(paragraph("Loans", reference, "."), **parts)
    assert len([each for each in read_docx(content, "refuse").unresolved if "footnote" in each]) == 2
    draft = imported(content, changes)
    assert f"Of {number} weeks." in draft.markdown
    assert not draft.missing
    assert sum("in a footnote" in remark for remark in draft.remarks) == 2


def test_a_change_in_a_box_for_two_programs_is_told_once() -> None:
    boxed = box(paragraph("Open ", change("ins", text_run("daily")), "."))
    content = document_of(paragraph("Text.", f"<w:r>{alternatives(boxed, boxed)}</w:r>"))
    assert len(read_docx(content, "refuse").unresolved) == 1


def test_a_footnote_without_its_reference_is_named() -> None:
    draft = imported(
        document_of(paragraph("Text."), footnotes=f'<w:footnote w:id="5">{paragraph("Lonely.")}</w:footnote>')
    )
    assert any("“Lonely.”" in remark for remark in draft.remarks)


def test_cells_stand_where_the_grid_has_them() -> None:
    text = text_of(
        table(
            row(*(cell(paragraph(name)) for name in ("A", "B", "C"))),
            row(cell(paragraph("b")), cell(paragraph("c")), properties='<w:gridBefore w:val="1"/>'),
            row(cell(paragraph("a")), properties='<w:gridAfter w:val="2"/>'),
        )
    )
    assert text.splitlines()[2:] == ["|  | b | c |", "| a |  |  |"]


def test_signs_of_symbol_fonts_are_characters() -> None:
    symbol = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'.format
    private = text_run("\uf0a8", '<w:rFonts w:ascii="Wingdings"/>')
    text = text_of(paragraph(symbol("Wingdings", "F0FE"), " yes ", private, " no, 5", symbol("Symbol", "F0B0"), "C"))
    assert text == "☑ yes ◻ no, 5°C\n"


def test_an_unknown_sign_stops_the_import_and_is_named_with_its_place() -> None:
    draft = imported(document_of(paragraph("Ring the ", '<w:r><w:sym w:font="Bells" w:char="00"/></w:r>')))
    assert draft.missing == ["\ufffd"]
    assert any("Bells behind “Ring the”" in remark for remark in draft.remarks)


def test_a_dead_reference_is_told() -> None:
    draft = imported(document_of(paragraph("See ", field("REF a \\h", "Error! Reference source not found."), ".")))
    assert any("See Error! Reference source not found." in remark for remark in draft.remarks)


def test_a_field_without_an_end_swallows_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert text_of(paragraph("One ", begin, "two."), paragraph("Three.")) == "One two.\n\nThree.\n"


def test_what_the_reader_skips_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    strange = paragraph("We lend ", "<w:strange>" + text_run("forty books") + "</w:strange>", ".")
    assert imported(document_of(strange)).missing == ["books", "forty"]
    monkeypatch.setattr(reading, "read_notes", lambda *_, **__: [])
    note = f'<w:footnote w:id="5">{paragraph("For a week.")}</w:footnote>'
    reference = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    assert "week" in imported(document_of(paragraph("Loans", reference), footnotes=note)).missing


def test_a_paragraph_that_the_reader_drops_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(InlineReader, "runs", lambda _self, _paragraph: [])
    assert imported(document_of(paragraph("All of it."))).missing == [".", "All", "it", "of"]


def test_a_paragraph_that_an_office_program_took_out_of_its_list_goes_back_where_it_was() -> None:
    latest = "1.  Ask us.\n\n    We answer in a week.\n\n2.  Wait.\n\nThat is all.\n"
    content = read_docx(
        document_of(
            numbered("Ask us."), paragraph("We answer in a week."), numbered("Wait."), paragraph("That is all."),
            numbering=numbering_of(level(0, "decimal", "%1.")),
        )
    )  # fmt: skip
    assert draft_of(content).markdown != latest
    assert draft_of(content, [latest]).markdown == latest


@pytest.mark.parametrize(
    ("box", "shown"),
    [
        ("", "☐"),
        ("<w:checked/>", "☒"),
        ('<w:default w:val="0"/>', "☐"),
        ("<w:default/>", "☒"),
        ('<w:default/><w:checked w:val="0"/>', "☐"),
    ],
)
def test_the_box_of_a_form_field_is_a_sign(box: str, shown: str) -> None:
    begin = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{box}</w:checkBox></w:ffData></w:fldChar></w:r>'
    )
    rest = '<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert text_of(paragraph(begin, rest, " I agree")) == f"{shown} I agree\n"


def test_a_control_that_nobody_filled_in_is_told() -> None:
    control = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{text_run('Choose a day.')}</w:sdtContent></w:sdt>"
    )
    draft = imported(document_of(paragraph("From ", control)))
    assert "A field that nobody has filled in: “Choose a day.”." in draft.remarks
    assert draft.markdown == "From Choose a day.\n"
