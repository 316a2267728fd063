"""What letters only look like, and what a field or a control holds: told where it may change what the text says."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from policy_history.importing.draft import Draft
from policy_history.word.reading import read_docx
from test_import_word import with_part
from test_import_word_stories import cell, field, row, table
from word_files import change, document_of, imported, paragraph, text_run, with_parts

HEADING = paragraph("Rules", style="Heading1")
MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def drafted(*body: str, **parts: str) -> Draft:
    draft = imported(document_of(HEADING, *body, **parts))
    assert not draft.missing
    return draft


def bookmarked(name: str, inner: str) -> str:
    return f'<w:bookmarkStart w:id="7" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="7"/>'


@pytest.mark.parametrize(
    ("properties", "text", "told"),
    [
        ("<w:strike/>", "two weeks", "Struck-out text kept as text, check it: “two weeks”."),
        ("<w:dstrike/>", "two weeks", "Struck-out text kept as text, check it: “two weeks”."),
        ('<w:highlight w:val="yellow"/>', "[day]", "what is still open: “[day]”"),
        ("<w:caps/>", "no warranty", "Shown by Word in capitals, and kept as typed: “no warranty”."),
        ('<w:highlight w:val="none"/>', "day", ""),
        ('<w:strike w:val="0"/>', "day", ""),
        ("<w:caps/>", "ISO", ""),
        ('<w:color w:val="FFFFFF"/>', "ever", "White on white or too small to be seen in Word, and kept: “ever”."),
        ('<w:sz w:val="2"/>', "ever", "too small to be seen in Word, and kept: “ever”."),
        ('<w:color w:val="FFFFFF"/><w:shd w:fill="000080"/>', "Note", ""),
        ('<w:color w:val="FF0000"/>', "Note", ""),
    ],
)
def test_looks_that_change_what_a_text_says_are_told(properties: str, text: str, told: str) -> None:
    draft = drafted(paragraph("For ", text_run(text, properties), "."))
    assert draft.markdown.endswith(f"For {text}.\n")
    assert any(told in remark for remark in draft.remarks) if told else draft.remarks == []


@pytest.mark.parametrize(
    ("properties", "text", "written"),
    [
        ('<w:vertAlign w:val="superscript"/>', "2", "<sup>2</sup>"),
        ('<w:vertAlign w:val="subscript"/>', "2", "<sub>2</sub>"),
        ('<w:position w:val="8"/><w:sz w:val="19"/>', "2", "<sup>2</sup>"),
        ('<w:position w:val="-2"/><w:sz w:val="19"/>', "2", "<sub>2</sub>"),
        ('<w:position w:val="0"/><w:sz w:val="19"/>', "2", "2"),
        ('<w:position w:val="4"/>', "2", "2"),
        ('<w:vertAlign w:val="superscript"/>', "st", "st"),
    ],
)
def test_raised_and_lowered_text_stays_so(properties: str, text: str, written: str) -> None:
    draft = drafted(paragraph("For 1", text_run(text, properties), "."))
    assert draft.markdown.endswith(f"For 1{written}.\n")
    assert draft.remarks == []


def test_right_to_left_letters_are_bold_by_a_mark_of_their_own() -> None:
    draft = drafted(paragraph("نحتفظ ", text_run("دائما", "<w:bCs/><w:iCs/><w:rtl/>"), text_run("z", "<w:bCs/>")))
    assert draft.markdown.endswith("نحتفظ ***دائما***z\n")


def test_a_number_at_the_beginning_that_word_makes_is_told() -> None:
    field = '<w:fldSimple w:instr=" AUTONUM "><w:r><w:t/></w:r></w:fldSimple>'
    assert any("a sign at the beginning of a paragraph" in each for each in drafted(paragraph(field, "x")).remarks)


def test_a_bold_sentence_is_no_heading_and_a_hidden_blank_is_nothing() -> None:
    long = "Whoever brings a book back late pays ten cents for every day that it is late"
    bold = [paragraph(text_run(text, "<w:b/>")) for text in (long, "It is free.", "Namely:", "Fines")]
    draft = drafted(*bold, paragraph("Ask us.", text_run(" ", "<w:vanish/>")))
    assert draft.remarks == ["Bold paragraph that looks like a heading, kept as text: “Fines”."]


@pytest.mark.parametrize(("done", "is_open"), [("1", False), ("true", False), ("0", True)])
def test_a_resolved_comment_stops_no_import_and_is_told(done: str, is_open: bool) -> None:
    word = "http://schemas.microsoft.com/office/word"
    comment = (
        '<w:comment w:id="0" w:author="Ada Counsel" w:date="2026-10-01T09:00:00Z">'
        f'<w:p xmlns:w14="{word}/2010/wordml" w14:paraId="0A"><w:r><w:t>Is that so?</w:t></w:r></w:p></w:comment>'
    )
    relation = f'<Relationship Id="y" Type="{word}/relationships/commentsExtended" Target="more.xml"/></Relationships>'
    more = f'<x:commentsEx xmlns:x="{word}/2012/wordml"><x:commentEx x:paraId="0A" x:done="{done}"/></x:commentsEx>'
    content = with_part(
        document_of(HEADING, paragraph("Be kind."), comments=comment), "word/more.xml", lambda _: more.encode()
    )
    rels = "word/_rels/document.xml.rels"
    content = with_part(content, rels, lambda data: data.replace(b"</Relationships>", relation.encode()))
    read = read_docx(content, "refuse")
    assert bool(read.unresolved) is is_open
    told = "Resolved comment (Ada Counsel, 2026-10-01): “Is that so?”"
    assert any(told in each for each in read.remarks) is not is_open


def test_a_heading_that_word_shows_in_capitals_is_told_no_more_than_any() -> None:
    heading = paragraph(text_run("No warranty", "<w:caps/>"), style="Heading2")
    assert not [each for each in drafted(heading, paragraph("None.")).remarks if "capitals" in each]


def test_of_many_texts_that_look_so_the_first_are_told_and_the_others_counted() -> None:
    struck = [paragraph("Rule ", text_run(f"{number} of 25", "<w:strike/>"), ".") for number in range(25)]
    told = [each for each in drafted(*struck).remarks if each.startswith("Struck-out text")]
    assert len(told) == 21 and "“19 of 25”" in told[19] and "“… and 5 more”" in told[20]


def test_a_header_that_every_kind_of_page_has_is_told_once() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    for header in (section.header, section.first_page_header):
        header.paragraphs[0].text = "Harbour Lane Library"
    document.add_paragraph("Be kind.")
    written = BytesIO()
    document.save(written)
    remarks = imported(written.getvalue()).remarks
    assert sum("The header of the page was left out: “Harbour Lane Library”." in each for each in remarks) == 1


def test_neighbours_that_look_alike_are_told_once() -> None:
    struck = "<w:strike/>"
    draft = drafted(paragraph(text_run("two ", struck), text_run("weeks", struck), " or ", text_run("three", struck)))
    assert [each for each in draft.remarks if "Struck" in each] == [
        "Struck-out text kept as text, check it: “two weeks”.",
        "Struck-out text kept as text, check it: “three”.",
    ]


@pytest.mark.parametrize(
    ("instruction", "result", "told"),
    [
        (
            ' DATE \\@ "d MMMM yyyy" ',
            "3 May 2031",
            "changes with the day on which Word opens the document: “3 May 2031”",
        ),
        (" SAVEDATE ", "3 May 2031", "“3 May 2031”. Write the day itself"),
        (" MERGEFIELD Name ", "«Name»", "nobody has filled in: “«Name»”"),
        (" MERGEFIELD Name ", "Harbour Lane", ""),
        (" FORMTEXT ", "\u2002\u2002", "nobody has filled in, behind “Signed by”"),
        (" FORMTEXT ", "Ada", ""),
        (" PAGEREF _Ref1 \\h ", "12", "a site has no pages: “12” behind “Signed by”"),
        (" NUMPAGES ", "7", "a site has no pages: “7” behind “Signed by”"),
        (" LISTNUM LegalDefault ", "", "behind “Signed by”, and the file does not have it (LISTNUM)"),
        (" SEQ Table ", "1", ""),
    ],
)
def test_fields_are_told_where_they_say_less_than_they_show(instruction: str, result: str, told: str) -> None:
    draft = drafted(paragraph("Signed by ", field(instruction, result), "."))
    assert any(told in remark for remark in draft.remarks) if told else draft.remarks == []
    simple = f'<w:fldSimple w:instr="{instruction.replace(chr(34), "")}">{text_run(result)}</w:fldSimple>'
    assert drafted(paragraph("Signed by ", simple, ".")).remarks == draft.remarks


def test_cross_references_lead_to_the_clause_of_their_bookmark() -> None:
    fines = '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>' + bookmarked("_Ref1", text_run("Fines")) + "</w:p>"
    draft = drafted(
        paragraph("See ", field(" REF _Ref1 \\r \\h ", "2"), ", ", field(" REF _Ref9 \\h ", "(a)"), "."), fines
    )
    assert "See [2](#fines), (a)." in draft.markdown and "## Fines {#fines}" in draft.markdown
    assert draft.remarks == ["1 place to which cross-references lead, no heading: their words were kept."]


def test_the_entry_of_a_list_to_choose_from_is_text() -> None:
    entries = '<w:listEntry w:val="Norway"/><w:listEntry w:val="Sweden"/>'
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData></w:fldChar></w:r>'
    draft = drafted(paragraph("The law of ", begin, MARK.format("end"), "."))
    assert draft.markdown.endswith("The law of Sweden.\n")


@pytest.mark.parametrize("around", ["control", "field"])
def test_contents_are_left_out_whatever_their_style_is(around: str) -> None:
    lines = (paragraph("Loans 2"), paragraph("Fines 3"))
    if around == "control":
        properties = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        body = (f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{''.join(lines)}</w:sdtContent></w:sdt>",)
    else:
        begin = MARK.format("begin") + "<w:r><w:instrText> TOC \\o </w:instrText></w:r>" + MARK.format("separate")
        body = (paragraph(begin, "Loans 2"), paragraph("Fines 3"), paragraph(MARK.format("end")))  # type: ignore[assignment]
    draft = drafted(*body, paragraph("Loans", style="Heading2"), paragraph("Two weeks."))
    assert draft.markdown == "# Rules\n\n## Loans\n\nTwo weeks.\n"
    assert draft.remarks == ["The table of contents was left out (2 lines): the site makes its own."]


def test_an_equation_has_its_signs() -> None:
    def part(name: str, text: str) -> str:
        return f"<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>"

    inner = f"<m:r><m:t>p=</m:t></m:r><m:f>{part('num', 'days')}{part('den', '365')}</m:f><m:sSup>{part('e', 'x')}{part('sup', 'n+1')}</m:sSup>"
    math = f'<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{inner}</m:oMath>'
    draft = drafted(paragraph("Interest is ", math, "."))
    assert "Interest is p= days/365 x^(n+1)." in draft.markdown
    assert any("“p= days/365 x^(n+1)”" in remark for remark in draft.remarks)


def test_a_frame_of_one_cell_is_text_and_a_head_is_none() -> None:
    framed = table(row(cell(paragraph("In short"), paragraph("Be kind."))), columns=1)
    assert drafted(framed).markdown == "# Rules\n\nIn short\n\nBe kind.\n"
    headed = table(row(cell(paragraph("In short")), properties="<w:tblHeader/>"), columns=1)
    assert "| In short |" in drafted(headed).markdown


def test_headings_within_a_table_are_told() -> None:
    draft = drafted(table(row(cell(paragraph("Loans", style="Heading2")), cell()), row(cell(), cell()), columns=2))
    assert any("begin no clause: “Loans”" in remark for remark in draft.remarks)


def test_clauses_stand_below_the_title() -> None:
    draft = imported(
        document_of(
            paragraph("Rules", style="Title"), HEADING, paragraph("Be kind."), paragraph("Fines", style="Heading2")
        )
    )
    assert [line for line in draft.markdown.splitlines() if line] == ["# Rules", "## Rules", "Be kind.", "### Fines"]


def test_a_change_in_an_equation_is_told_with_its_words() -> None:
    run = '<m:r xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:t>x</m:t></m:r>'
    inserted = f'<w:ins w:id="1" w:author="Ada" w:date="2031-01-01T00:00:00Z">{run}</w:ins>'
    math = f'<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{inserted}</m:oMath>'
    assert read_docx(document_of(paragraph(math))).unresolved == ["tracked change: added (Ada, 2031-01-01): “x”"]


def test_white_space_that_holds_words_together_is_kept() -> None:
    assert drafted(paragraph("§\u00a05  of \u202fit")).markdown.endswith("§\u00a05 of \u202fit\n")


def test_a_link_to_no_heading_is_told() -> None:
    lost = '<w:hyperlink w:anchor="_Gone"><w:r><w:t>there</w:t></w:r></w:hyperlink>'
    assert any("1 place to which" in remark for remark in drafted(paragraph("See ", lost)).remarks)
    named = lost.replace("_Gone", "Gone")
    assert any("“#Gone” leads to no heading" in remark for remark in drafted(paragraph("See ", named)).remarks)


def test_words_drawn_as_a_picture_and_parts_in_files_of_their_own_are_told() -> None:
    vml = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    art = f'<w:r><w:pict><v:shape {vml}><v:textpath string="Draft for comments"/></v:shape></w:pict></w:r>'
    draft = drafted(paragraph(art), '<w:p><w:subDoc r:id="rId99"/></w:p>', paragraph("Text."))
    assert "The words of a drawing left out: “Draft for comments”." in draft.remarks
    assert "A part that is another document was left out. Copy its text into this one." in draft.remarks


def test_nothing_that_a_document_says_of_its_writers_is_in_the_draft() -> None:
    """Names of comments are told to the editor, and stand nowhere in the text."""
    about = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    text = document_of(
        paragraph("Terms", style="Heading1"),
        paragraph("We lend ", change("ins", text_run("books"), author="Ada Counsel")),
        comments='<w:comment w:id="0" w:author="Ada Counsel" w:date="2026-10-01T09:00:00Z"><w:p/></w:comment>',
    )
    properties = f'<cp:coreProperties xmlns:cp="{about}"><cp:lastModifiedBy>Ada</cp:lastModifiedBy></cp:coreProperties>'
    more = {"customXml/item9.xml": b"<owner>Ada</owner>", "docProps/more.xml": properties.encode()}
    draft = imported(with_parts(text, lambda _, data: data, **more))
    assert draft.markdown == "# Terms\n\nWe lend books\n"


def test_a_link_through_a_mail_filter_names_nobody_any_more() -> None:
    filtered = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F&data=ada%40b.example"
    field = f' HYPERLINK "{filtered}" '.replace("&", "&amp;")
    link = f'<w:fldSimple w:instr="{field.replace(chr(34), "&quot;")}">{text_run("Ask")}</w:fldSimple>'
    assert drafted(paragraph(link)).markdown.endswith("[Ask](https://a.example/)\n")
