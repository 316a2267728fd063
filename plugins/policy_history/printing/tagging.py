"""What PDF/UA asks of a file (ISO 14289-1) and WeasyPrint 70 leaves out: see ``complete``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_PRINTED = 4
"""The flag of an annotation that is on paper too (ISO 32000-1, table 165)."""

Element = Any
"""A dictionary of the file, as pydyf has it: a ``dict`` with the ``number`` of its object and a ``reference`` to it."""


def complete(_document: object, pdf: Any) -> None:
    """Finish a tagged file before it is written: the ``finisher`` of ``write_pdf``.

    - A header cell says whether it heads its row or its column (7.5).
    - A link is on paper too (7.18.1).
    - A span that a line ended in before its first word is no element.
    - What stands at the edge of each sheet is an artifact and no part of the text (7.8). Its words bear numbers that no
      element of the tree of tags has.
    """
    found: dict[int, Element] = {each.number: each for each in pdf.objects if _is_dictionary(each)}
    root = found[_number(pdf.catalog["StructTreeRoot"])]
    kept = set(_reached(found, root))
    for each in found.values():
        if each.get("S") == "/TH":
            each["A"]["Scope"] = _scope(found, each)
        elif each.get("Subtype") == "/Link":
            each["F"] = _PRINTED
        elif each.get("S") == "/Span" and not each["K"] and each.number in kept:
            found[_number(each["P"])]["K"].remove(each.reference)
    numbered = found[_number(root["ParentTree"])]["Nums"]
    elements = dict(zip(numbered[::2], numbered[1::2], strict=True))
    for page in (each for each in found.values() if each.get("Type") == "/Page" and "StructParents" in each):
        at_the_edge = {at for at, each in enumerate(elements[page["StructParents"]]) if _number(each) not in kept}
        for stream in _contents(pdf, page):
            _make_artifacts(stream, at_the_edge)


def _is_dictionary(each: Any) -> bool:
    return isinstance(each, dict)


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _reached(found: Mapping[int, Element], element: Element) -> Iterator[int]:
    waiting = [element]
    while waiting:
        element = waiting.pop()
        yield element.number
        # A number alone is that of marked words.
        waiting += (found[_number(each)] for each in element.get("K", ()) if isinstance(each, bytes))


def _scope(found: Mapping[int, Element], header: Element) -> str:
    row = found[_number(header["P"])]
    kinds = {found[_number(cell)]["S"] for cell in row["K"]}
    heads_row = "/TD" in kinds and found[_number(row["P"])]["S"] != "/THead" and row["K"][0] == header.reference
    return "/Row" if heads_row else "/Column"


def _contents(pdf: Any, page: Element) -> Iterable[list[Any]]:
    number = _number(page["Contents"])
    return (each.stream for each in pdf.objects if each.number == number)


def _make_artifacts(parts: list[Any], numbers: set[int]) -> None:
    """Of each passage with one of those numbers; one begins with its tag, its properties and ``BDC``."""
    for at, part in enumerate(parts):
        if part == b"BDC" and isinstance(parts[at - 1], dict) and parts[at - 1].get("MCID") in numbers:
            parts[at - 2 : at] = ["/Artifact", "<</Type /Pagination>>"]
