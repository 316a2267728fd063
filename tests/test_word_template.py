"""A redline in a firm's own Word template: its styles, headers, page setup and lists, and nothing of its text."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from click.testing import Result
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from policy_command import run_policy
from policy_history.importing.draft import draft_of
from policy_history.publish.compared_file import ComparedFile
from policy_history.redline.compare import compare
from policy_history.text.document import read_document
from policy_history.word.no_document import NotADocument
from policy_history.word.reading import read_docx
from policy_history.word.writing import redline_docx
from test_import_word_round_trip import OLD, edited
from word_files import with_part, with_parts

Change = Callable[[WordDocument], object]


def saved(document: WordDocument) -> bytes:
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def template(*changes: Change) -> bytes:
    """A firm's template: a German one, whose headings number themselves, with a header and a text to be left out."""
    document = docx.Document()
    document.add_paragraph("Confidential advice to another client.")
    section = document.sections[0]
    section.page_width, section.left_margin = Pt(600), Pt(100)
    section.header.paragraphs[0].text = "Harbour Lane Solicitors"
    for style in document.styles.element.iter(qn("w:style")):
        if style.find(qn("w:name")).get(qn("w:val")) == "heading 2":
            style.set(qn("w:styleId"), "berschrift2")
            number = f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>'
            style.find(qn("w:pPr")).find(qn("w:keepLines")).addnext(parse_xml(number))
    for change in changes:
        change(document)
    return saved(document)


def redline(content: bytes | None, old: str = OLD, new: str = "") -> bytes:
    texts = old, new or edited(OLD)
    files = (ComparedFile(name, text.encode()) for name, text in zip(("old.md", "new.md"), texts, strict=True))
    return redline_docx(compare(*map(read_document, texts)), *files, template=content)


def test_styles_header_and_page_are_the_firms_and_its_text_is_gone() -> None:
    made = docx.Document(BytesIO(redline(template())))
    section = made.sections[0]
    assert (section.page_width, section.left_margin) == (Pt(600), Pt(100))
    assert section.header.paragraphs[0].text == "Harbour Lane Solicitors"
    assert "Confidential" not in "".join(made.element.body.itertext())
    (heading, *_) = [
        each for each in made.paragraphs if each.text.startswith("1. Loans") and "Policy" not in each.style.name
    ]
    assert heading.style.style_id == "berschrift2"
    assert heading._p.pPr.numPr.numId.val == 0, "the number is a word of the text and must not be there twice"


@pytest.mark.parametrize(("changes", "text"), [("accept", edited(OLD)), ("reject", OLD)])
def test_both_texts_come_back_out_of_a_firms_template(changes: str, text: str) -> None:
    draft = draft_of(read_docx(redline(template()), changes), [OLD])  # type: ignore[arg-type]
    assert (draft.markdown, draft.missing) == (text, [])


def test_lists_have_the_firms_bullets_and_indents_and_their_own_numbers() -> None:
    def dress(document: WordDocument) -> None:
        numbering = document.part.numbering_part.element
        made = (
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{{0}}"><w:lvl w:ilvl="0"><w:numFmt w:val="{{1}}"/>'
            '<w:lvlText w:val="{2}"/><w:pPr><w:ind w:left="777" w:hanging="111"/></w:pPr></w:lvl></w:abstractNum>'
        )
        for number, kind, text, style in (
            (1500, "bullet", "★", "List Bullet"),
            (1501, "lowerLetter", "(%1)", "List Number"),
        ):
            numbering.insert(0, parse_xml(made.format(number, kind, text)))
            numbering.append(
                parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
            )
            properties = document.styles[style].element.get_or_add_pPr()
            properties.numPr.numId.val = number

    made = docx.Document(BytesIO(redline(template(dress))))
    levels = [
        each.find(qn("w:lvl"))
        for each in made.part.numbering_part.element.findall(qn("w:abstractNum"))
        if int(each.get(qn("w:abstractNumId"))) > 1501
    ]
    assert {each.find(qn("w:lvlText")).get(qn("w:val")) for each in levels} == {"★", "%1."}
    assert {each.find(f"{qn('w:pPr')}/{qn('w:ind')}").get(qn("w:left")) for each in levels} == {"777"}
    numbers = [each.get(qn("w:numId")) for each in made.part.numbering_part.element.findall(qn("w:num"))]
    assert len(numbers) == len(set(numbers))


def test_a_style_of_the_firms_that_has_the_id_of_one_of_words_own_stays_another() -> None:
    def rename(document: WordDocument) -> None:
        document.styles["Heading 3"].element.find(qn("w:name")).set(qn("w:val"), "Firm clause")

    made = docx.Document(BytesIO(redline(template(rename))))
    ids = {style.name: style.style_id for style in made.styles}
    assert (ids["Firm clause"], ids["Heading 3"]) == ("Heading3", "PolicyHeading3")
    assert len(set(ids.values())) == len(ids)


def test_a_header_that_the_last_section_only_inherits_stays() -> None:
    made = docx.Document(BytesIO(redline(template(lambda document: document.add_section(WD_SECTION.NEW_PAGE)))))
    assert made.sections[-1].header.paragraphs[0].text == "Harbour Lane Solicitors"


def test_remarks_and_pictures_of_the_templates_text_do_not_go_out(tmp_path: Path) -> None:
    def fill(document: WordDocument) -> None:
        paragraph = document.add_paragraph("Look here.")
        document.add_comment(paragraph.runs, text="Secret remark", author="A")

    with ZipFile(BytesIO(redline(template(fill)))) as archive:
        assert not [name for name in archive.namelist() if b"Secret" in archive.read(name)]


def test_a_templates_own_notes_give_way_to_those_of_the_text() -> None:
    first = redline(None)  # has footnotes, and all styles of a redline
    made = redline(first)
    with ZipFile(BytesIO(made)) as archive:
        assert [name for name in archive.namelist() if "footnotes" in name and "rels" not in name] == [
            "word/footnotes.xml"
        ]
        assert len(set(archive.namelist())) == len(archive.namelist())
    assert draft_of(read_docx(made, "accept"), [OLD]).markdown == edited(OLD)


def test_a_template_without_lists_or_headings_gets_them() -> None:
    def strip(document: WordDocument) -> None:
        for style in list(document.styles.element.iter(qn("w:style"))):
            if style.find(qn("w:name")).get(qn("w:val")) not in ("Normal", "Default Paragraph Font"):
                style.getparent().remove(style)
        for name, relation in list(document.part.rels.items()):
            if relation.reltype.endswith("/numbering"):
                del document.part.rels[name]

    assert draft_of(read_docx(redline(template(strip)), "accept"), [OLD]).markdown == edited(OLD)


def test_a_dotx_is_a_template_too() -> None:
    content = with_types(template(), b"document.main+xml", b"template.main+xml")
    assert docx.Document(BytesIO(redline(content))).sections[0].page_width == Pt(600)


def test_a_template_that_tracks_changes_does_so_once() -> None:
    """One that was made of an earlier redline, or by somebody who tracks changes always."""
    again = redline(redline(template()))
    settings = ZipFile(BytesIO(again)).read("word/settings.xml")
    assert settings.count(b"<w:trackRevisions") == 1
    assert draft_of(read_docx(again, "accept"), [OLD]).markdown == edited(OLD)


def test_what_holds_for_the_templates_text_alone_does_not_go_out() -> None:
    """A signature of it, and the picture of its first page."""
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    relation = f'<Relationship Id="sign" Type="{kind}" Target="signs/origin.sigs"/></Relationships>'.encode()
    part = b'<Default Extension="sigs" ContentType="application/octet-stream"/></Types>'
    end = b"</Relationships>"
    typed = with_parts(template(), lambda _, data: data.replace(b"</Types>", part), **{"signs/origin.sigs": b""})
    signed = with_part(typed, "_rels/.rels", lambda data: data.replace(end, relation))
    names = ZipFile(BytesIO(redline(signed))).namelist()
    assert "docProps/thumbnail.jpeg" in ZipFile(BytesIO(signed)).namelist()
    assert not [name for name in names if "thumbnail" in name or "sigs" in name]


def test_the_same_template_gives_the_same_file() -> None:
    assert redline(template()) == redline(template())


def with_types(content: bytes, old: bytes, new: bytes) -> bytes:
    return with_part(content, "[Content_Types].xml", lambda data: data.replace(old, new))


def strict(content: bytes) -> bytes:
    def renamed(_: str, data: bytes) -> bytes:
        for group in (b"wordprocessingml", b"officeDocument"):
            names = b"http://schemas.openxmlformats.org/%s/2006/", b"http://purl.oclc.org/ooxml/%s/"
            data = data.replace(names[0] % group, names[1] % group)
        return data

    return with_parts(content, renamed)


def protect(document: WordDocument) -> None:
    xml = f'<w:documentProtection {nsdecls("w")} w:edit="readOnly" w:enforcement="1"/>'
    document.settings.element.append(parse_xml(xml))


def track_in_header(document: WordDocument) -> None:
    xml = f'<w:ins {nsdecls("w")} w:id="1" w:author="A"><w:r><w:t>New</w:t></w:r></w:ins>'
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(xml))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not a Word document"),
        (b"nothing", "not a Word document"),
        (b"\xd0\xcf\x11\xe0old", "the old Word format"),
        (with_types(template(), b"document.main+xml", b"macroEnabledTemplate.main+xml"), "has macros"),
        (strict(template()), "Strict Open XML"),
        (template(protect), "is protected"),
        (template(track_in_header), "tracked changes"),
    ],
)
def test_a_wrong_template_is_refused_in_words(content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / "firm.docx").write_bytes(content)
    result = run(tmp_path, "--docx", "out.docx", "--template", "firm.docx")
    assert result.exit_code == 1
    assert result.output.startswith("Error: firm.docx: ") and says in result.output
    assert not (tmp_path / "out.docx").exists()


def run(root: Path, *options: str) -> Result:
    (root / "a.md").write_text(OLD, encoding="utf-8")
    (root / "b.md").write_text(edited(OLD), encoding="utf-8")
    arguments = [str(root / each) if each.endswith(".docx") else each for each in options]
    return run_policy("redline", root / "a.md", root / "b.md", *arguments)


def test_the_command_takes_a_template_and_does_not_write_over_it(tmp_path: Path) -> None:
    (tmp_path / "firm.docx").write_bytes(template())
    assert run(tmp_path, "--docx", "out.docx", "--template", "firm.docx").exit_code == 0
    assert docx.Document(str(tmp_path / "out.docx")).sections[0].page_width == Pt(600)
    assert "is the template itself" in run(tmp_path, "--docx", "firm.docx", "--template", "firm.docx").output
    assert "goes with --docx" in run(tmp_path, "--template", "firm.docx").output


def test_an_unreadable_template_is_no_document() -> None:
    with pytest.raises(NotADocument):
        redline(b"PK\x03\x04")


def test_footnotes_look_as_words_own_or_as_the_firms() -> None:
    def larger(document: WordDocument) -> None:
        document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True).font.size = Pt(12)

    for content, size in ((None, Pt(10)), (template(), Pt(10)), (template(larger), Pt(12))):
        styles = docx.Document(BytesIO(redline(content))).styles
        assert [each.font.size for each in styles if each.name.lower() == "footnote text"] == [size]
        assert [each.font.superscript for each in styles if each.name.lower() == "footnote reference"] == [True]
