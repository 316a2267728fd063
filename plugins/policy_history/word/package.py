"""A .docx file opened with care: it is a zip archive of XML that somebody sent."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cached_property
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT = "http://purl.oclc.org/ooxml/"
_LARGEST = 200_000_000
"""How many bytes a document may have when unpacked; an archive can promise any number."""


class NotADocument(Exception):
    """The file cannot be read; the message says why and what to do."""


class Package:
    """The parts of a Word document."""

    def __init__(self, content: bytes) -> None:
        """Open the bytes of a file; NotADocument when it is none."""
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            raise NotADocument(
                "This is the old Word format or a document with a password. Open it in Word and save it as .docx "
                "without a password."
            )
        try:
            self._zip = ZipFile(BytesIO(content))
            sizes = sum(entry.file_size for entry in self._zip.infolist())
        except (BadZipFile, ValueError) as error:
            raise NotADocument(f"This is not a Word document ({error}). Save it as .docx.") from None
        if sizes > _LARGEST:
            raise NotADocument(f"Unpacked, this document would have {sizes:,} bytes. The most is {_LARGEST:,}.")
        self.path = self._main_part()
        self.document = self.part(self.path)
        if str(self.document.tag).startswith("{" + _STRICT):
            raise NotADocument("This is “Strict Open XML”. Save it as an ordinary Word document (.docx).")
        body = self.document.find(f"{W}body")
        if body is None:
            raise NotADocument("There is no text in this document. Save it as .docx in Word.")
        self.body = body

    def _main_part(self) -> str:
        for target, kind, _ in self._relations("").values():
            if kind == "officeDocument":
                return target
        raise NotADocument("This archive holds no Word document. Save the draft as .docx.")

    def part(self, path: str) -> etree._Element:
        """The XML of a part; NotADocument when it is missing or broken."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self._zip.read(path), parser)
        except KeyError:
            raise NotADocument(f"A part of this document is missing: {path}. Save it again in Word.") from None
        except (etree.XMLSyntaxError, BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
            raise NotADocument(f"A part of this document cannot be read: {path}: {error}.") from None

    def related(self, kind: str) -> etree._Element | None:
        """The part that the main one names as its ``styles``, ``numbering``, ``comments``, ``footnotes`` and so on."""
        for target, of_kind, is_external in self._relations(self.path).values():
            if of_kind == kind and not is_external:
                return self.part(target)
        return None

    @cached_property
    def links(self) -> Mapping[str, str]:
        """The addresses of the main part's links, by their id."""
        return {name: target for name, (target, kind, _) in self._relations(self.path).items() if kind == "hyperlink"}

    def _relations(self, path: str) -> dict[str, tuple[str, str, bool]]:
        folder, name = posixpath.split(path)
        place = posixpath.join(folder, "_rels", f"{name}.rels")
        if place not in self._zip.namelist():
            return {}
        found = {}
        for relation in self.part(place).iter(f"{_RELATIONS}Relationship"):
            target, is_external = relation.get("Target", ""), relation.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join(folder, target)) if target[:1] != "/" else target[1:]
            found[relation.get("Id", "")] = (target, relation.get("Type", "").rsplit("/", 1)[-1], is_external)
        return found
