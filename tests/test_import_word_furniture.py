"""What stands around and between the words: contents, marks of notes, hanging letters, links, watermarks."""

from __future__ import annotations

import pytest

from policy_history.word.reading import read_docx
from test_import_word_stories import cell, field, row, table
from test_import_word_told import HEADING, MARK, bookmarked, drafted
from word_files import change, document_of, imported, level, numbered, numbering_of, paragraph, text_run, with_part

TOC = MARK.format("begin") + "<w:r><w:instrText> TOC \\o </w:instrText></w:r>" + MARK.format("separate")
DRAWING = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def note(number: int, *paragraphs: str) -> str:
    return f'<w:footnote w:id="{number}">{"".join(paragraphs)}</w:footnote>'


def reference(number: int, mark: str = "") -> str:
    own = 'w:customMarkFollows="1" ' if mark else ""
    return f'<w:r><w:footnoteReference {own}w:id="{number}"/>{mark}</w:r>'


def test_a_heading_in_whose_paragraph_the_contents_end_is_no_part_of_them() -> None:
    """As it is where somebody took out the empty paragraph behind the table of contents."""
    page = field(" PAGEREF _Toc1 \\h ", "1")
    loans = '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>' + MARK.format("end") + text_run("Loans") + "</w:p>"
    draft = drafted(paragraph(TOC, "Loans ", page), loans, paragraph("Two weeks."))
    assert draft.markdown == "# Rules\n\n## Loans\n\nTwo weeks.\n"
    assert draft.remarks == ["The table of contents was left out (1 line): the site makes its own."]


def test_text_before_contents_stays_and_contents_in_a_cell_or_a_simple_field_are_left_out() -> None:
    end = MARK.format("end")
    simple = f'<w:fldSimple w:instr=" TOC ">{text_run("Loans 2")}</w:fldSimple>'
    draft = drafted(
        paragraph("In this text: ", TOC, "Loans 2", end, " and no more."),
        table(row(cell(paragraph("Where:", TOC, "Loans 3", end)), cell(paragraph("here")))),
        paragraph(simple),
    )
    assert "In this text: and no more." in " ".join(draft.markdown.split())
    assert "| Where: | here |" in draft.markdown and "Loans" not in draft.markdown
    assert any("(3 lines)" in remark for remark in draft.remarks)


@pytest.mark.parametrize(
    ("mark", "before"),
    [("<w:t>*</w:t>", "*"), ('<w:sym w:font="Symbol" w:char="F02A"/>', "∗"), ("<w:t>a)</w:t>", "a)")],
)
def test_a_footnote_has_a_number_in_the_place_of_a_mark_of_its_own(mark: str, before: str) -> None:
    text = paragraph(text_run(before, '<w:vertAlign w:val="superscript"/>'), " Without tax.")
    draft = drafted(paragraph("The price", reference(2, mark), " is due."), footnotes=note(2, text))
    assert draft.markdown == "# Rules\n\nThe price[^1] is due.\n\n[^1]: Without tax.\n"
    assert any(f"place of its own mark: “{before}”" in remark for remark in draft.remarks)


def test_a_mark_in_the_run_behind_its_reference_is_one_and_longer_text_is_none() -> None:
    bare = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/></w:r>'
    assert (
        "price[^1] is"
        in drafted(paragraph("The price", bare, "†", " is"), footnotes=note(2, paragraph("Net."))).markdown
    )
    assert (
        "price[^1]is due"
        in drafted(paragraph("The price", bare, "is due"), footnotes=note(2, paragraph("Net."))).markdown
    )


def test_a_reference_to_a_note_without_text_is_left_out_and_the_others_count_on() -> None:
    empty = note(3, paragraph("<w:r><w:footnoteRef/></w:r>"))
    gone = note(4, paragraph(change("del", text_run("Old.", tag="w:delText"))))
    draft = drafted(
        paragraph("A", reference(3), "B", reference(4), "C", reference(9), "D", reference(2)),
        footnotes=note(2, paragraph("Net.")) + empty + gone,
    )
    assert "ABCD[^1]" in draft.markdown and "[^2]" not in draft.markdown
    assert "3 references to footnotes without text left out." in draft.remarks


def test_paragraphs_of_a_note_have_the_numbers_that_word_gives_them() -> None:
    numbering = numbering_of(level(0, "lowerLetter", "(%1)"))
    draft = drafted(
        paragraph("A", reference(2)), footnotes=note(2, paragraph("If:"), numbered("lent"), numbered("lost")), numbering=numbering
    )  # fmt: skip
    assert draft.markdown.endswith("[^1]: If:\n\n    (a) lent\n\n    (b) lost\n")


def test_the_letter_that_hangs_beside_a_paragraph_begins_its_first_word() -> None:
    frame = '<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around"/>'
    draft = drafted(paragraph("T", properties=frame), paragraph("he rules begin."))
    assert draft.markdown == "# Rules\n\nThe rules begin.\n"


def test_a_watermark_is_told() -> None:
    content = document_of(HEADING, paragraph("Be kind."))
    art = f'<w:p><w:r><w:pict><v:shape {VML}><v:textpath string="DRAFT"/></v:shape></w:pict></w:r></w:p>'
    draft = imported(document_of(HEADING, paragraph("Be kind."), header=art))
    assert "A watermark left out: “DRAFT”." in draft.remarks
    assert draft.markdown == imported(content).markdown


@pytest.mark.parametrize(
    "picture",
    [
        f'<w:pict><v:shape {VML} alt="Our seal"><v:imagedata/></v:shape></w:pict>',
        f'<w:drawing><wp:inline {DRAWING}><wp:docPr id="1" name="P" descr="" title="Our seal"/></wp:inline></w:drawing>',
    ],
)
def test_a_picture_is_named_by_whatever_describes_it(picture: str) -> None:
    assert drafted(paragraph(f"<w:r>{picture}</w:r>")).remarks == ["Picture left out: “Our seal”."]


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///C:\\Users\\ada\\terms.docx", "C:\\terms.docx", "onenote:x"]
)
def test_a_link_that_no_page_may_have_is_told_and_its_words_stay(target: str) -> None:
    draft = drafted(paragraph("See ", field(f' HYPERLINK "{target}" ', "the terms"), "."))
    assert draft.markdown.endswith("See the terms.\n")
    assert draft.remarks == [f"A link to “{target}” was left out, which leads to no page; its words were kept."]


@pytest.mark.parametrize("name", ["Our fees", "fees{1}", "1.2", "a#b"])
def test_a_bookmark_whose_name_can_be_no_id_gives_its_heading_none(name: str) -> None:
    fees = '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>' + bookmarked(name, text_run("Fees")) + "</w:p>"
    link = f'<w:hyperlink w:anchor="{name}"><w:r><w:t>there</w:t></w:r></w:hyperlink>'
    draft = drafted(paragraph("See ", link), fees, paragraph("None."))
    assert "See [there](#fees)" in draft.markdown and draft.remarks == []


@pytest.mark.parametrize(("changes", "text"), [("accept", "1.  Be kind."), ("reject", "Be kind.")])
def test_a_number_that_was_added_is_a_change(changes: str, text: str) -> None:
    added = '<w:ins w:id="1" w:author="Ada" w:date="2031-01-01T00:00:00Z"/>'
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>{added}</w:numPr>'
    content = document_of(
        HEADING, paragraph("Be kind.", properties=number), numbering=numbering_of(level(0, "decimal", "%1."))
    )
    assert read_docx(content).unresolved == ["tracked change: number added (Ada, 2031-01-01): “Be kind.”"]
    assert imported(content, changes).markdown == f"# Rules\n\n{text}\n"


def test_a_number_that_was_another_is_a_change() -> None:
    """As Word before 2007 tracked it (ISO/IEC 29500-4, 14.6.1)."""
    was = '<w:numberingChange w:id="1" w:author="Ada" w:date="2031-01-01T00:00:00Z" w:original="%1:1:0:."/>'
    content = document_of(HEADING, paragraph("Be kind.", properties=f"<w:numPr>{was}</w:numPr>"))
    assert read_docx(content).unresolved == ["tracked change: number changed (Ada, 2031-01-01): “Be kind.”"]


def test_a_link_of_which_the_file_has_no_address_is_told_and_its_words_stay() -> None:
    draft = drafted(paragraph("See ", '<w:hyperlink r:id="gone"><w:r><w:t>there</w:t></w:r></w:hyperlink>', "."))
    assert draft.markdown.endswith("See there.\n")
    assert draft.remarks == ["The file does not have the address of a link; its words were kept: “there”."]


def test_what_a_document_says_of_all_its_runs_holds_where_nothing_else_is_said() -> None:
    """Its headings may have nothing of their own, and its text be said not to be bold."""
    plain = [
        text_run(text, '<w:b w:val="0"/>') for text in ("It applies to all who come.", "You may ask us at any time.")
    ]
    content = document_of(*(paragraph(each) for each in ("Scope", plain[0], "Rights", plain[1])))
    bold = with_part(
        content, "word/styles.xml", lambda data: data.replace(b"<w:rPrDefault><w:rPr>", b"<w:rPrDefault><w:rPr><w:b/>")
    )
    assert [line for line in imported(bold).markdown.splitlines() if line[:1] == "#"] == ["## Scope", "## Rights"]


@pytest.mark.parametrize(
    ("mark", "told"), [('cellMerge w:vMerge="rest"', "merged or split"), ("cellIns", "added"), ("cellDel", "removed")]
)
def test_cells_that_were_merged_came_or_went_are_a_change(mark: str, told: str) -> None:
    changed = f'<w:tcPr><w:{mark} w:id="1" w:author="Ada"/></w:tcPr>'
    content = document_of(HEADING, table(row(f"<w:tc>{changed}{paragraph('Fee')}</w:tc>", cell(paragraph("None")))))
    [said] = read_docx(content).unresolved
    assert said.startswith("tracked change: table cell") and said.endswith(f"{told} (Ada, without a date): “Fee”")


def test_a_note_that_came_is_called_one() -> None:
    content = document_of(
        HEADING, paragraph("Fees", change("ins", reference(2))), footnotes=note(2, paragraph("Cents."))
    )
    assert read_docx(content).unresolved == ["tracked change: note added (Ada Counsel, 2026-10-01)"]


def test_a_web_page_that_another_program_put_in_is_text() -> None:
    """As contract tools do that make HTML only, and leave it to Word to take it in."""
    page = "<h2>Loans</h2><p>Two weeks for a <b>book</b>.</p><script>x</script>"
    archive = f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html><body>{page}</body></html>"
    chunk = '<w:altChunk r:id="{}"></w:altChunk>'
    draft = imported(document_of(HEADING, chunk.format("page"), paragraph("Behind."), page=archive))
    assert draft.markdown == "# Rules\n\n## Loans\n\nTwo weeks for a **book**.\n\nBehind.\n"
    assert draft.missing == draft.remarks == []
    left_out = drafted(chunk.format("nowhere"))
    assert any("left out. Open the document in Word and save it" in remark for remark in left_out.remarks)


def test_a_box_in_a_header_is_told_once_and_a_field_in_an_instruction_is_no_empty_one() -> None:
    """What an instruction compares is told as words of the instruction."""
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape>'
    box = f"<w:r><w:pict>{shape.format(paragraph('Draft'))}</w:pict></w:r>"
    mark, said = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>', "<w:r><w:instrText>{}</w:instrText></w:r>"
    inner = (
        mark.format("begin")
        + said.format("MERGEFIELD x")
        + mark.format("separate")
        + text_run("1")
        + mark.format("end")
    )
    outer = mark.format("begin") + said.format("IF ") + inner + said.format("=1") + mark.format("separate")
    content = document_of(
        paragraph(outer, text_run("Yes"), mark.format("end"), "."), header=f"<w:p><w:r><w:t>Acme</w:t></w:r>{box}</w:p>"
    )
    assert imported(content).remarks[:2] == [
        "Words in the instruction of a field left out: “1”.",
        "The header of the page was left out: “Acme Draft”.",
    ]


def test_a_style_of_letters_switches_off_what_the_style_of_their_paragraph_switched_on() -> None:
    """ISO/IEC 29500-1, 17.7.3: what both have is as if neither had it; what a run says itself holds."""
    loud = '<w:style w:type="paragraph" w:styleId="Loud"><w:name w:val="Loud"/><w:rPr><w:b/></w:rPr></w:style>'
    strong = '<w:rStyle w:val="Strong"/>'
    both = paragraph("Never ", text_run("unless", strong), text_run(" you say", f"{strong}<w:b/>"), style="Loud")
    content = document_of(both, paragraph(text_run("Ask", strong), " us."), styles=loud)
    assert imported(content).markdown == "**Never** unless **you say**\n\n**Ask** us.\n"
