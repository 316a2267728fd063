"""Word documents for the tests: made by code, of any XML a body can hold."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from policy_history.importing.draft import Draft, draft_of
from policy_history.publish.compared_file import ComparedFile
from policy_history.redline.compare import compare
from policy_history.text.document import Document, read_document
from policy_history.word.reading import read_docx
from policy_history.word.writing import redline_docx

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ALTERNATIVES = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def redline_of(old: str, new: str, **about: object) -> bytes:
    """The redline from one text to the other as a Word document."""
    files = (ComparedFile(name, text.encode("utf-8"), **about) for name, text in (("old.md", old), ("new.md", new)))  # type: ignore[arg-type]
    return redline_docx(compare(read_document(old), read_document(new)), *files)


def imported(content: bytes, changes: str = "accept") -> Draft:
    """The draft that a document becomes."""
    return draft_of(read_docx(content, changes))  # type: ignore[arg-type]


def text_of(*body: str, changes: str = "accept", **parts: str) -> str:
    """The Markdown that a document with that body becomes, in which no word is missing."""
    draft = imported(document_of(*body, **parts), changes)
    assert not draft.missing
    return draft.markdown


def words_by_block(document: Document) -> list[list[str]]:
    """The words of every paragraph, item, heading and table cell that has any; a picture has none."""
    found = []
    for index in range(len(document.blocks)):
        groups = document.cells(index) if document.blocks[index].cells else [document.tokens(index)]
        found += [[token.text for token in group if not token.is_image] for group in groups]
    return [words for words in found if words]


def document_of(
    *body: str,
    numbering: str = "",
    comments: str = "",
    footnotes: str = "",
    styles: str = "",
    language: str = "",
    header: str = "",
    page: str = "",
) -> bytes:
    """A document whose body is that XML, with definitions of lists, comments, footnotes and further styles."""
    made = docx.Document()
    if styles:
        made.styles.element.append(parse_xml(styles.replace(">", f" {nsdecls('w')}>", 1)))
    if header:
        made.sections[0].header._element.append(parse_xml(header.replace(">", f" {nsdecls('w')}>", 1)))
    for each in made.styles.element.iter(qn("w:lang")) if language else ():
        each.set(qn("w:val"), language)
    element = made.element.body
    for xml in body:
        element.sectPr.addprevious(parse_xml(xml.replace(">", f" {nsdecls('w', 'r')} {ALTERNATIVES}>", 1)))
    if numbering:
        part = made.part.numbering_part.element
        for child in list(part):
            part.remove(child)
        part.extend(parse_xml(f"<w:numbering {nsdecls('w')}>{numbering}</w:numbering>"))
    if page:
        part = Part(PackURI("/word/page.mht"), "message/rfc822", page.encode(), made.part.package)
        made.part.rels.add_relationship(f"{OFFICE}/aFChunk", part, "page")
    written = BytesIO()
    made.save(written)
    parts = {"comments": comments, "footnotes": footnotes}
    return _with_parts(written.getvalue(), {name: xml for name, xml in parts.items() if xml})


def paragraph(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs of XML; plain text becomes a run."""
    inner = "".join(run if run.startswith("<") else text_run(run) for run in runs)
    name = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{name}{properties}</w:pPr>{inner}</w:p>"


def text_run(text: str, properties: str = "", tag: str = "w:t") -> str:
    """A run of that text."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:r><w:rPr>{properties}</w:rPr><{tag} xml:space="preserve">{escaped}</{tag}></w:r>'


def numbered(text: str, level: int = 0, list_id: int = 1) -> str:
    """A paragraph that Word numbers."""
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(number: int, kind: str, text: str, extra: str = "") -> str:
    """The definition of one level of a list."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{extra}<w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{720 * (number + 1)}"/></w:pPr></w:lvl>'
    )


def numbering_of(*levels: str, overrides: str = "") -> str:
    """One definition of a list, number 1, and a second list of it, number 2."""
    return (
        f'<w:abstractNum w:abstractNumId="1">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{overrides}</w:num>'
    )


def change(tag: str, *inner: str, author: str = "Ada Counsel", day: str = "2026-10-01") -> str:
    """A tracked change around runs."""
    return f'<w:{tag} w:id="1" w:author="{author}" w:date="{day}T09:00:00Z">{"".join(inner)}</w:{tag}>'


def with_parts(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """The document with each part as ``change`` makes it from its name and content, and with more parts by their names."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(written, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name, data in more.items():
            target.writestr(name, data)
    return written.getvalue()


def with_part(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The document with that part changed, or added when it is not there."""
    more = {} if part in ZipFile(BytesIO(content)).namelist() else {part: change(b"")}
    return with_parts(content, lambda name, data: change(data) if name == part else data, **more)


def _with_parts(content: bytes, parts: dict[str, str]) -> bytes:
    links = "".join(f'<Relationship Id="x{part}" Type="{OFFICE}/{part}" Target="{part}.xml"/>' for part in parts)
    end = b"</Relationships>"
    linked = with_part(content, "word/_rels/document.xml.rels", lambda data: data.replace(end, links.encode() + end))
    more = {f"word/{part}.xml": f"<w:{part} {nsdecls('w')}>{xml}</w:{part}>" for part, xml in parts.items()}
    return with_parts(linked, lambda _, data: data, **{name: xml.encode() for name, xml in more.items()})
