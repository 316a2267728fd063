"""Files as other programs write them: packed in odd ways, in another namespace, or no Word documents at all."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest

from policy_history.word.no_document import NotADocument
from policy_history.word.package import Package
from word_files import document_of, imported, level, numbered, numbering_of, paragraph, text_run

TEXT = "# Terms\n\nWe keep data for 30 days.\n\n1.  One\n"
DOCUMENT = document_of(
    paragraph("Terms", style="Heading1"),
    paragraph("We keep data for 30 days."),
    numbered("One"),
    numbering=numbering_of(level(0, "decimal", "%1.")),
)


def packed(change: Callable[[str, bytes], bytes] = lambda _name, data: data, name: Callable[[str], str] = str) -> bytes:
    """The document with each part changed and named so."""
    written = BytesIO()
    with ZipFile(BytesIO(DOCUMENT)) as source, ZipFile(written, "w") as target:
        for each in source.namelist():
            target.writestr(name(each), change(each, source.read(each)))
    return written.getvalue()


def archive(*names: str) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return written.getvalue()


def office(main_part: str) -> bytes:
    """What Excel or PowerPoint writes: an archive that names another main part."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    names = "http://schemas.openxmlformats.org/package/2006/relationships"
    written = BytesIO()
    with ZipFile(written, "w") as file:
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{names}"><Relationship Id="a" Type="{kind}" Target="{main_part}"/></Relationships>',
        )
        file.writestr(main_part, "<workbook/>")
    return written.getvalue()


def strict(_name: str, data: bytes) -> bytes:
    """The namespaces of ISO/IEC 29500 Strict, as Word writes them when it is asked to."""
    for group in (b"wordprocessingml", b"officeDocument", b"drawingml"):
        ours, theirs = b"http://schemas.openxmlformats.org/" + group + b"/2006/", b"http://purl.oclc.org/ooxml/" + group
        data = data.replace(ours, theirs + b"/")
    return data


def undefined_styles(name: str, data: bytes) -> bytes:
    """As programs write it that leave Word's own styles to Word."""
    return b'<x:styles xmlns:x="urn:x"/>' if name == "word/styles.xml" else data


def in_document(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, data: data.replace(old, new) if name == "word/document.xml" else data


@pytest.mark.parametrize(
    "content",
    [
        packed(strict),
        packed(name=lambda name: name.replace("/", "\\")),
        packed(name=lambda name: name.replace("word/", "Word/").replace(".xml", ".XML")),
        packed(lambda name, data: data.replace(b'"word/document', b'"/word/doc%75ment') if name == "_rels/.rels" else data),
        packed(in_document(b"30 days", b"30<!-- comment --> days<?other program?>")),
        packed(in_document(b"30 days", b"30\n      days")),
        packed(in_document(b"30 days", b"<![CDATA[30 days]]>")),
        packed(in_document(b"<w:p>", b"<!-- paragraph --><w:p>")),
        b"before the archive" + DOCUMENT,
        packed(lambda _name, data: data.replace(b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")),
        packed(undefined_styles),
    ],
    ids=["strict", "backslashes", "capitals", "escaped", "comments", "lines", "cdata", "between", "junk", "macros", "styles"],
)  # fmt: skip
def test_the_text_comes_along_however_the_file_was_packed(content: bytes) -> None:
    draft = imported(content)
    assert draft.markdown == TEXT
    assert draft.missing == draft.remarks == []


def test_an_archive_with_a_password_is_told_as_one() -> None:
    locked = bytearray(DOCUMENT)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flags of each entry (APPNOTE, 4.3)
        at = locked.find(mark)
        while at >= 0:
            locked[at + place] |= 1
            at = locked.find(mark, at + 1)
    with pytest.raises(NotADocument, match="has a password"):
        Package(bytes(locked))


def test_a_part_that_lies_outside_of_the_document_is_none_of_it() -> None:
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    outside = b'<Relationship Id="out" Type="' + kind + b'" Target="https://example.org/" TargetMode="External"/>'
    names = "word/_rels/document.xml.rels"
    end = b"</Relationships>"
    content = packed(lambda name, data: data.replace(end, outside + end) if name == names else data)
    assert imported(content).markdown == TEXT


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b"{\\rtf1\\ansi Terms}", "rich text"),
        (b"%PDF-1.7", "It is a PDF"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>", "It is a web page"),
        (b'<?xml version="1.0"?>\n<html xmlns="x"/>', "It is a web page"),
        (b"MIME-Version: 1.0\n", "web archive"),
        (b'<?xml version="1.0"?><pkg:package/>', "one file of XML"),
        (DOCUMENT[:2000], "Its end is missing"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "has a password"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), r"old Word format \(.doc\)"),
        (b"\xd0\xcf\x11\xe0rest", "old Word format or a document with a password"),
        (archive("readme.txt"), "no Word document"),
        (archive("mimetype", "content.xml", "META-INF/manifest.xml"), "OpenDocument"),
        (archive("Index/Document.iwa", "preview.jpg"), "Pages"),
        (archive("Privacy.html", "images/image1.png"), "archive with web pages"),
        (b'{"url": "https://docs.example/open?id=1"}', "leads to a document on the Web"),
        (archive("from Ada/Terms.docx"), "archive with Word documents"),
        (archive("word/document.xml"), "lost its list of parts"),
        (office("xl/workbook.xml"), "spreadsheet"),
        (office("ppt/presentation.xml"), "presentation"),
    ],
)
def test_what_is_no_word_document_is_called_by_its_name(content: bytes, said: str) -> None:
    with pytest.raises(NotADocument, match=said):
        Package(content)


def test_letters_of_a_symbol_font_are_the_signs_that_it_draws() -> None:
    fonts = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'
    tick, bullet, alpha = (
        text_run(text, fonts.format(font))
        for text, font in (("\xfc", "Wingdings"), ("\xb7", "Symbol"), ("a", "Symbol"))
    )
    draft = imported(
        document_of(paragraph(tick, " kept ", bullet, " and ", alpha, text_run(" a", fonts.format("Arial"))))
    )
    assert draft.markdown == "✔ kept • and α a\n" and not draft.missing
