"""A firm's own Word template, opened and emptied: its styles, headers, footers, page setup and lists stay."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from .no_document import NotADocument
from .package import Package

_TYPES = "[Content_Types].xml"
_TEMPLATE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_KEPT = {
    getattr(RELATIONSHIP_TYPE, name)
    for name in ("STYLES", "SETTINGS", "NUMBERING", "FONT_TABLE", "THEME", "WEB_SETTINGS", "HEADER", "FOOTER")
}
"""What a document keeps of its parts: pictures of the body, comments, notes and data of forms go with the body."""

_OF_THE_TEXT = ("/metadata/thumbnail", "/digital-signature/origin")
"""Relations of the whole file to what holds for its text alone: a picture of its first page, a signature."""

_SHEET_TYPES = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
_SHEETS = (qn("w:headerReference"), qn("w:footerReference"))
_CHANGES = tuple(qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo"))
_OUTSIDE = tuple(qn(f"w:{name}") for name in ("attachedTemplate", "mailMerge"))
"""Settings that lead to a file on the firm's own machines."""


def emptied(content: bytes) -> WordDocument:
    """The template's bytes (.docx or .dotx) as a document without text. NotADocument says what is wrong with it."""
    if Package(content).is_strict:
        raise NotADocument("This template is “Strict Open XML”. Save it in Word as an ordinary template (.dotx).")
    try:
        document = docx.Document(BytesIO(_as_document(content)))
        _refuse(document)
        _empty(document)
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise NotADocument(f"This template cannot be read ({error}). Save it again in Word.") from None
    return document


def _as_document(content: bytes) -> bytes:
    """The same archive, a document where it was a template. One with macros is refused."""
    with ZipFile(BytesIO(content)) as archive:
        types = archive.read(_TYPES)
        if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in archive.namelist()):
            raise NotADocument("This template has macros. Save it as .dotx or .docx, which have none.")
        if _TEMPLATE_TYPE.encode() not in types:
            return content
        changed = types.replace(_TEMPLATE_TYPE.encode(), CONTENT_TYPE.WML_DOCUMENT_MAIN.encode())
        written = BytesIO()
        with ZipFile(written, "w") as target:
            for name in archive.namelist():
                target.writestr(name, changed if name == _TYPES else archive.read(name))
    return written.getvalue()


def _refuse(document: WordDocument) -> None:
    protection = document.settings.element.find(qn("w:documentProtection"))
    is_on = protection is not None and protection.get(qn("w:enforcement"), "0") not in ("0", "false", "off")
    if is_on and protection.get(qn("w:edit")) != "trackedChanges":
        raise NotADocument(
            "This template is protected, so nobody could accept a change in what is made of it. Take the protection "
            "off in Word (Review, Restrict Editing)."
        )
    sheets = (each for each in document.part.rels.values() if each.reltype in _SHEET_TYPES)
    if any(next(each.target_part.element.iter(*_CHANGES), None) is not None for each in sheets):
        raise NotADocument("A header or footer of this template has tracked changes. Accept or reject them in Word.")


def _empty(document: WordDocument) -> None:
    """Take out the text, and whatever belongs to it alone."""
    body = document.element.body
    final = body.get_or_add_sectPr()
    _inherit(final, [each for each in body.iter(qn("w:sectPr")) if each is not final])
    for child in [each for each in body if each is not final]:
        body.remove(child)
    for change in list(final.iter(qn("w:sectPrChange"))):
        change.getparent().remove(change)
    used = {each.get(qn("r:id")) for each in final.iter(*_SHEETS)}
    for name, relation in list(document.part.rels.items()):
        is_sheet = relation.reltype in _SHEET_TYPES
        if relation.reltype not in _KEPT or (is_sheet and name not in used):
            del document.part.rels[name]
    for name, relation in list(document.part.package.rels.items()):
        if relation.reltype.endswith(_OF_THE_TEXT):
            del document.part.package.rels[name]
    printer = qn("w:printerSettings")
    for setting in [*final.iter(printer), *document.settings.element.iter(*_OUTSIDE)]:
        setting.getparent().remove(setting)
    relations = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for name in [name for name, relation in relations.items() if relation.is_external]:
        del relations[name]
    for notes in ("w:footnotePr", "w:endnotePr"):
        for setting in list(document.settings.element.iter(qn(notes))):
            setting.getparent().remove(setting)  # it names separators of notes that are gone


def _inherit(final: etree._Element, earlier: list[etree._Element]) -> None:
    """Give the last section the headers and footers that it has from those before (ISO/IEC 29500-1, 17.10.1)."""
    sheets: dict[tuple[str, str], etree._Element] = {}
    for section in [*earlier, final]:
        sheets |= {(str(each.tag), each.get(qn("w:type"), "default")): each for each in section.iter(*_SHEETS)}
    own = set(final.iter(*_SHEETS))
    for each in reversed([each for each in sheets.values() if each not in own]):
        final.insert(0, deepcopy(each))
