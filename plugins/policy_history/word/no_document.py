"""What a file is that bears the name of a Word document and is none, with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NoReturn

from ..problems import CannotProceed

_TO_DOCX = "Open it in Word and save it as .docx."
_OFFICE = "Open it in Word or LibreOffice and save it as .docx."
_BEGINS = (
    (rb"\{\\rtf", f"It is rich text (RTF) under another name. {_OFFICE}"),
    (rb"%PDF", "It is a PDF under another name. Ask for the Word document it was made of."),
    (
        rb"(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html)",
        "It is a web page under another name. Rename it to .html, and import that.",
    ),
    (rb"(?:mime-version|from|content-type):", "It is a web archive under another name. Rename it to .mht."),
    (rb"<\?xml|<(?:w|pkg):", f"It is one file of XML, as Word 2003 writes it. {_TO_DOCX}"),
    (rb"\{\s*\"", "It only leads to a document on the Web, such as one of Google Docs. Download that as .docx."),
    (rb"PK\x03\x04", "Its end is missing, as when a download breaks off. Copy it anew."),
)
_BLANK = b"\xef\xbb\xbf \t\r\n"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_NAMES = (
    (r"word/document\d*\.xml", f"The document in this archive has lost its list of parts. {_TO_DOCX}"),
    (r"xl/.*", "This is a spreadsheet, not a Word document. Copy its text into a Word document."),
    (r"ppt/.*", "This is a presentation, not a Word document. Copy its text into a Word document."),
    (r".*\.iwa", "This is a document of Pages or Numbers under another name. Export it as a Word document (.docx)."),
    (r"content\.xml", "This is an OpenDocument text (.odt) under another name. Save it as .docx in LibreOffice."),
    (r"([^/]+/)*[^/]+\.html?", "This is an archive with web pages in it. Unpack it, and import these."),
    (r"([^/]+/)*[^/]+\.docx", "This is an archive with Word documents in it. Unpack it, and import them."),
)


class NotADocument(CannotProceed):
    """The file cannot be read; the message says why and what to do."""


def refuse_early(content: bytes) -> None:
    """NotADocument for what is no archive of the kind that Word writes since 2007, by its first bytes."""
    if not content:
        raise NotADocument("This is not a Word document: it is empty. Copy it anew from where it came from.")
    if content.startswith(_COMPOUND):
        raise NotADocument(_of_compound_file(content))


def _of_compound_file(content: bytes) -> str:
    """An OLE file ([MS-CFB]) names in UTF-16 what it holds."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "This document has a password. Take it off in Word (File, Info, Protect Document), and save it."
    if "WordDocument".encode("utf-16-le") in content:
        return f"This is a document in the old Word format (.doc). {_OFFICE}"
    return (
        "This is the old Word format or a document with a password. Open it in Word and save it as .docx without a "
        "password."
    )


def refuse_no_archive(content: bytes) -> NoReturn:
    """NotADocument for bytes that are no archive."""
    start = content[:400].lstrip(_BLANK)
    found = (said for pattern, said in _BEGINS if re.match(pattern, start, re.IGNORECASE))
    said = next(found, "Open it in the program that wrote it, and save it as .docx.")
    raise NotADocument(f"This is not a Word document. {said}")


def refuse_archive(names: Iterable[str]) -> NoReturn:
    """NotADocument for an archive with files of these names, none of which is said to be a document."""
    listed = list(names)
    for pattern, said in _NAMES:
        if any(re.fullmatch(pattern, name, re.IGNORECASE) for name in listed):
            raise NotADocument(said)
    raise NotADocument("This archive holds no Word document. Save the draft as .docx.")
