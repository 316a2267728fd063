"""What the instruction of a Word field says (ISO/IEC 29500-1, 17.16.5), and what an editor must know of the field."""

from __future__ import annotations

import re

from .branches import noted_bookmark

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:(\\l)\s+)?(?:"([^"]*)"|(\S+))(?:\s+\\l\s+"?([^"\s]*)"?)?', re.IGNORECASE)
_REFERENCE = re.compile(r"\s*REF\s+([^\s\\]+)(?=.*\\h)", re.IGNORECASE)
_KIND = re.compile(r"\s*(=|\w+)")

_CONTENTS = frozenset(("TOC", "TOA", "INDEX"))
_DAYS = frozenset(("DATE", "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE"))
_PAGES = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"))
_TO_FILL_IN = frozenset(("FORMTEXT", "MERGEFIELD", "FILLIN", "ASK", "MACROBUTTON"))
_BY_WORD = frozenset(("LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "EQ", "SYMBOL"))
"""Fields of which Word makes the text each time it shows the document, without writing it into the file."""


def field_link(instruction: str) -> str | None:
    """Where the result of a field leads: an address, or a place in the document (``#name``); None when nowhere."""
    if reference := _REFERENCE.match(instruction):
        return f"#{reference[1]}"
    match = _HYPERLINK.match(instruction)
    if match is None:
        return None
    address = match[2] or match[3] or ""
    if match[1]:
        return f"#{address}"
    return f"{address}#{match[4]}" if match[4] else address


def is_contents(instruction: str) -> bool:
    """Whether the result of a field is a list of what stands elsewhere: a table of contents, an index."""
    return _kind(instruction) in _CONTENTS


def remark_on(instruction: str, result: str, before: str) -> str:
    """What an editor must know of a field with that result, which stands behind those words; mostly nothing."""
    kind = _kind(instruction)
    shown = " ".join(result.split())
    words = " ".join(before.split())[-40:].lstrip()
    place = f"behind “{words}”" if words else "at the beginning of a paragraph"
    if kind in _DAYS and shown:
        return f"A field that changes with the day on which Word opens the document: “{shown}”. Write the day itself."
    if kind in _PAGES and shown and not noted_bookmark(instruction):
        return f"The number of a page was kept, and a site has no pages: “{shown}” {place}."
    if kind in _TO_FILL_IN and not re.search(r"[^\W_]", re.sub("«[^»]*»", "", shown)):
        return (
            f"A field that nobody has filled in: “{shown}”."
            if shown
            else f"A field that nobody has filled in, {place}."
        )
    if kind in _BY_WORD and not shown:
        return f"Word writes a number or a sign {place}, and the file does not have it ({kind}). Write it yourself."
    return ""


def _kind(instruction: str) -> str:
    match = _KIND.match(instruction)
    return match[1].upper() if match else ""
