"""A .docx file opened with care: it is a zip archive of XML that somebody sent."""

from __future__ import annotations

import posixpath
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from io import BytesIO
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from lxml import etree

from .no_document import NotADocument, refuse_archive, refuse_early, refuse_no_archive

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT_NAMES = b"http://purl.oclc.org/ooxml/"
_STRICT = re.compile(rb'(=\s*["\'])http://purl\.oclc\.org/ooxml/(\w+)/')
_ORDINARY = rb"\1http://schemas.openxmlformats.org/\2/2006/"
_KINDS_IN_STRICT = {"customProperties": "custom-properties", "extendedProperties": "extended-properties"}
_LARGEST = 200_000_000
"""How many bytes a document may have when unpacked; an archive can promise any number."""

_START = 65_536
_PAGES = (".htm", ".html", ".xhtml", ".mht", ".mhtml")
_UNREADABLE = (BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, zlib.error)
_DOCTYPE = (
    "The part {part} of this document has a document type declaration (DOCTYPE), which Word never writes and which can "
    "draw in other files. Open the document in Word, copy its text into a new document and save that as .docx."
)

Relations = Mapping[str, tuple[str, str, bool]]
"""By id, the target of a relation, its kind, and whether it is outside the document."""


class Package:
    """The parts of a Word document.

    One in “Strict Open XML” (ISO/IEC 29500-1) is read as an ordinary one: it has the same elements in namespaces of
    its own. Names of parts are the same in capitals and small letters (29500-2, 6.2.2.3), and some programs write them
    as Windows names files.
    """

    def __init__(self, content: bytes) -> None:
        """Open the bytes of a file; NotADocument when it is none."""
        refuse_early(content)
        try:
            self._zip = ZipFile(BytesIO(content))
        except (BadZipFile, ValueError):
            refuse_no_archive(content)
        twice = next((name for name, times in Counter(self._zip.namelist()).items() if times > 1), "")
        if twice:
            raise NotADocument(
                f"This document has two parts that are called {twice}, and programs differ in which one they read. "
                "Save it again in Word."
            )
        sizes = sum(entry.file_size for entry in self._zip.infolist())
        if any(entry.flag_bits & 1 for entry in self._zip.infolist()):
            raise NotADocument("This archive has a password. Unpack it with that, and import the document in it.")
        if sizes > _LARGEST:
            raise NotADocument(f"Unpacked, this document would have {sizes:,} bytes. The most is {_LARGEST:,}.")
        for name in self._zip.namelist():
            if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in self._start(name):
                raise NotADocument(_DOCTYPE.format(part=name))
        self._names = {_folded(name): name for name in reversed(self._zip.namelist())}
        self._known: dict[str, Relations] = {}
        self.path = self._main_part()
        self.is_strict = _STRICT_NAMES in self._start(self._entry(self.path))
        self.document = self.part(self.path)
        body = self.document.find(f"{W}body")
        if body is None and not self.path.lower().startswith("word/"):
            refuse_archive([self.path])
        if body is None:
            raise NotADocument("There is no text in this document. Save it as .docx in Word.")
        self.body = body

    @cached_property
    def application(self) -> str:
        """The program that saved the file, as it calls itself; empty when it does not say."""
        for target, kind, is_external in self._relations("").values():
            if kind == "extended-properties" and not is_external:
                return "".join(self.part(target).itertext("{*}Application"))
        return ""

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """The properties that somebody gave the document (ISO/IEC 29500-1, 22.3), by their names."""
        found: dict[str, str] = {}
        for target, kind, is_external in self._relations("").values():
            if kind == "custom-properties" and not is_external:
                found |= {each.get("name", ""): "".join(each.itertext()) for each in self.part(target)}
        return found

    def _main_part(self) -> str:
        for target, kind, _ in self._relations("").values():
            if kind == "officeDocument":
                return target
        return refuse_archive(self._zip.namelist())

    def part(self, path: str) -> etree._Element:
        """The XML of a part; NotADocument when it is missing or broken."""
        try:
            root = etree.fromstring(_STRICT.sub(_ORDINARY, self._zip.read(self._entry(path))), _parser())
        except KeyError:
            raise NotADocument(f"A part of this document is missing: {path}. Save it again in Word.") from None
        except (etree.XMLSyntaxError, *_UNREADABLE) as error:
            raise NotADocument(
                f"A part of this document cannot be read: {path}: {error}. Save it again in Word."
            ) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise NotADocument(_DOCTYPE.format(part=path))
        return root

    def _entry(self, path: str) -> str:
        """The name in the archive of the part at that path; empty when there is none."""
        found = (self._names.get(_folded(name)) for name in (path, unquote(path)))
        return next(filter(None, found), "")

    def _start(self, path: str) -> bytes:
        """The first bytes of a part, without the zeros that UTF-16 has; none when it cannot be unpacked."""
        try:
            with self._zip.open(path) as part:
                return part.read(_START).replace(b"\0", b"")
        except _UNREADABLE:
            return b""

    def related(self, kind: str) -> etree._Element | None:
        """The part that the main one names as its ``styles``, ``numbering``, ``comments``, ``footnotes`` and so on."""
        return next(self._all_related(kind), None)

    def all_related(self, kind: str) -> list[etree._Element]:
        """Every part of that kind, such as the headers of first, left and right pages."""
        return list(self._all_related(kind))

    def _all_related(self, kind: str) -> Iterator[etree._Element]:
        for target, of_kind, is_external in self._relations(self.path).values():
            if of_kind == kind and not is_external:
                yield self.part(target)

    @cached_property
    def links(self) -> Mapping[str, str]:
        """The addresses of the main part's links, by their id."""
        return self._links(self.path)

    def links_of(self, kind: str) -> Mapping[str, str]:
        """The addresses of the links of the part of that kind, by their id."""
        paths = (path for path, of_kind, _ in self._relations(self.path).values() if of_kind == kind)
        path = next(paths, None)
        return self._links(path) if path else {}

    def page(self, name: str) -> bytes:
        """The bytes of a web page that the main part puts in by a relation of that id (ISO/IEC 29500-1, 17.17.2.1);
        empty when it is something else."""
        target, kind, is_external = self._relations(self.path).get(name, ("", "", True))
        is_page = kind == "aFChunk" and not is_external and target.lower().endswith(_PAGES)
        try:
            return self._zip.read(self._entry(target)) if is_page else b""
        except (KeyError, *_UNREADABLE):
            return b""

    def _links(self, path: str) -> Mapping[str, str]:
        return {name: target for name, (target, kind, _) in self._relations(path).items() if kind == "hyperlink"}

    def _relations(self, path: str) -> Relations:
        if path not in self._known:
            self._known[path] = self._relations_in_file(path)
        return self._known[path]

    def _relations_in_file(self, path: str) -> Relations:
        folder, name = posixpath.split(path)
        place = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self._entry(place):
            return {}
        found = {}
        for relation in self.part(place).iter(f"{_RELATIONS}Relationship"):
            target, is_external = relation.get("Target", ""), relation.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join(folder, target)) if target[:1] != "/" else target[1:]
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            found[relation.get("Id", "")] = (target, _KINDS_IN_STRICT.get(kind, kind), is_external)
        return found


def _folded(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").lower()


def _parser() -> etree.XMLParser:
    """A parser that draws in nothing, and drops comments, which would cut a text in two."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
