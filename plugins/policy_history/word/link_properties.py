"""Where the links of a redline lead, kept beside its text: office programs write addresses in other ways.

LibreOffice adds and escapes signs, makes a path from the root of a site one from the file, and drops what it cannot
follow. What it does not touch are the document's own properties (ISO/IEC 29500-1, 22.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from ..text.characters import in_xml
from ..text.document import Document

_NAME = "PolicyLink"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""Of all properties that a user may make (22.3.2.1); the first free number is 2."""
_LONGEST = 255
"""Characters of a property in Word."""
_KEPT_AS_IT_IS = re.compile(r"https?://[a-z0-9.-]+/[A-Za-z0-9_.~/-]*|mailto:[A-Za-z0-9_.+-]+@[a-z0-9.-]+", re.ASCII)


def keep_links(document: WordDocument, texts: Iterable[Document]) -> None:
    """Write the targets of these texts that might come back otherwise into the properties of the document."""
    targets = dict.fromkeys(target for text in texts for _, target in text.targets())
    kept = [target for target in targets if len(target) <= _LONGEST and not _KEPT_AS_IT_IS.fullmatch(target)]
    if not kept:
        return
    package = document.part.package
    root = _taken_out(package)
    first = max((int(each.get("pid", "1")) for each in root), default=1) + 1
    for number, target in enumerate(kept):
        made = etree.SubElement(root, f"{{{_PROPERTIES}}}property", fmtid=_FORMAT, pid=str(first + number))
        made.set("name", f"{_NAME}{number + 1}")
        etree.SubElement(made, f"{{{_TYPES}}}lpwstr").text = in_xml(target)
    written = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, written, package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _taken_out(package: OpcPackage) -> etree._Element:
    """The properties that a template brought, without those of an earlier redline; the package has none any more."""
    for name, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES:
            del package.rels[name]
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
            for each in [each for each in root if each.get("name", "").startswith(_NAME)]:
                root.remove(each)
            return root
    return etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap={None: _PROPERTIES, "vt": _TYPES})


def kept_links(properties: Mapping[str, str]) -> Iterator[str]:
    """The targets in the properties of a document."""
    return (value for name, value in properties.items() if name.startswith(_NAME))
