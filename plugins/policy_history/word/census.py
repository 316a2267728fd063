"""The words of a Word document by a walk of its own, so that it sees what the reader skipped.

It goes over every element of the body and of the notes, knows as little as it can of what they mean, and takes for
text whatever carries characters. What the reader leaves out on purpose it must name; all else that is missing in the
draft stops the import.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ..text.splitting import words_in
from .branches import ALTERNATE, CHOICE, FALLBACK, branch_of, endless_fields, is_drop_cap, noted_bookmark
from .equations import ARGUMENTS
from .note_reading import notes_with_text
from .package import M, Package, W
from .revisions import ADDED, REMOVED
from .styles import Styles, value
from .symbols import form_field, is_note_mark, plain_text, sign

_FIXED = {f"{W}{name}": text for name, text in (("tab", " "), ("ptab", " "), ("cr", " "), ("br", " "))}
_FIXED[f"{W}noBreakHyphen"] = "\u2011"
_MATH_TEXT = f"{M}t"
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_NOTES = {f"{W}{kind}Reference": kind for kind in ("footnote", "endnote")}
UNKNOWN_SIGN = "\ufffd"
"""Stands for a sign that no table has, so that it is missed."""


@dataclass(slots=True)
class _CountedField:
    """An open field: its instruction, whether its result has begun, and whether that repeats a footnote's number."""

    instruction: str = ""
    in_result: bool = False
    is_number: bool = False


@dataclass(slots=True)
class Census:
    """``words`` are those of the text, ``remarks`` name the words that stand in the file and are no part of it."""

    words: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def census_of(package: Package, styles: Styles, *, accept: bool) -> Census:
    """Count a document as it is when all tracked changes are accepted, or when all are rejected."""
    return _Walk(package, styles, accept=accept).census


class _Walk:
    def __init__(self, package: Package, styles: Styles, *, accept: bool) -> None:
        self.census = Census()
        self._styles = styles
        self._gone = REMOVED if accept else ADDED
        self._row_gone, self._cell_gone = ("del", "cellDel") if accept else ("ins", "cellIns")
        self._met: list[tuple[str, str]] = []
        self._carried = ""
        self._fields: list[_CountedField] = []
        self._bookmarks: dict[str, str] = {}
        self._noted: dict[str, int] = {}  # the number of a note by the bookmarks around its reference
        self._endless: set[etree._Element] = set()
        self._with_text = notes_with_text(package, accept=accept)
        self._story(package.body)
        self._all_notes(package)
        self._drawn(package)

    def _story(self, root: etree._Element) -> None:
        self._endless = set(endless_fields(root))
        self._fields = []
        self._flush("".join(self._texts(root, None)))

    def _all_notes(self, package: Package) -> None:
        for kind in ("footnote", "endnote"):
            part = package.related(f"{kind}s")
            for note in part.iter(f"{W}{kind}") if part is not None else ():
                if (kind, value(note, "id")) in self._met:
                    self._story(note)
                elif value(note, "type") in ("", "normal"):
                    self._tell(f"A {kind} that the text does not refer to left out", _all_text(note))

    def _flush(self, text: str) -> None:
        self.census.words += words_in(text)

    def _tell(self, what: str, text: str) -> None:
        if text.strip():
            self.census.remarks.append(f"{what}: “{' '.join(text.split())}”.")

    # The walk

    def _texts(self, element: etree._Element, paragraph: etree._Element | None) -> Iterator[str]:
        """The texts of an element, those of paragraphs within it flushed each for itself."""
        for child in element:
            if not isinstance(child.tag, str) or child.tag in self._gone or self._is_dropped(child):
                continue
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == ALTERNATE:
                yield from self._alternate(child, paragraph)
            elif child.tag == f"{W}r" and paragraph is not None and self._is_no_text(child, paragraph):
                continue
            elif child.tag == f"{W}rt":
                self._tell("A reading aid (ruby) left out", _all_text(child))
            elif child.tag == f"{W}fldChar":
                yield form_field(child)
                yield self._field(child)
            elif child.tag == f"{W}fldSimple" and (note := self._noted.get(noted_bookmark(value(child, "instr")))):
                yield f"[{note}]"
            else:
                edge = " " if child.tag in ARGUMENTS else ""
                yield edge + self._text(child)
                yield from self._texts(child, paragraph)
                yield edge

    def _is_no_text(self, run: etree._Element, paragraph: etree._Element) -> bool:
        """Hidden text, which the reader names, and the description of a picture."""
        return self._styles.run_name(run) == "policypicture" or self._styles.run_is(run, paragraph, "vanish")

    def _is_dropped(self, element: etree._Element) -> bool:
        if element.tag == f"{W}tr":
            return element.find(f"{W}trPr/{W}{self._row_gone}") is not None
        return element.tag == f"{W}tc" and element.find(f"{W}tcPr/{W}{self._cell_gone}") is not None

    def _paragraph(self, paragraph: etree._Element) -> None:
        carried, self._carried = self._carried, ""
        text = carried + "".join(self._texts(paragraph, paragraph))
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        goes_on = mark is not None and any(mark.find(tag) is not None for tag in self._gone)
        goes_on = goes_on or is_drop_cap(paragraph)
        following = next(paragraph.itersiblings(f"{W}p", f"{W}tbl", f"{W}sdt"), None) if goes_on else None
        if following is not None and following.tag == f"{W}p":
            self._carried = text
        else:
            self._flush(text)

    def _alternate(self, alternate: etree._Element, paragraph: etree._Element | None) -> Iterator[str]:
        chosen = branch_of(alternate)
        for branch in alternate.iterchildren(CHOICE, FALLBACK):
            if branch is chosen:
                yield from self._texts(branch, paragraph)
            elif chosen is not None and _all_text(branch) != _all_text(chosen):
                self._tell("Left out, because another version for newer programs stands beside it", _all_text(branch))

    def _field(self, character: etree._Element) -> str:
        """The number of a footnote, where the result of a field begins that repeats it."""
        kind = value(character, "fldCharType")
        if character in self._endless:
            return ""
        if kind == "begin":
            self._fields.append(_CountedField())
        elif self._fields and kind == "separate":
            opened = self._fields[-1]
            opened.in_result = True
            note = self._noted.get(noted_bookmark(opened.instruction))
            opened.is_number = note is not None
            return f"[{note}]" if note else ""
        elif self._fields and kind == "end":
            self._fields.pop()
        return ""

    def _text(self, element: etree._Element) -> str:
        text = self._shown(element)
        if any(field.is_number for field in self._fields):
            return ""
        if text.strip() and not all(field.in_result for field in self._fields):
            self._tell("Words in the instruction of a field left out", text)
            return ""
        return text

    def _mark(self, element: etree._Element, tag: str) -> None:
        """Remember what is no text but tells what a number stands for: bookmarks, and the instructions of fields."""
        if tag == f"{W}bookmarkStart":
            self._bookmarks[value(element, "id")] = value(element, "name")
        elif tag == f"{W}bookmarkEnd":
            self._bookmarks.pop(value(element, "id"), None)
        elif tag in (f"{W}instrText", f"{W}delInstrText") and self._fields:
            self._fields[-1].instruction += element.text or ""

    def _shown(self, element: etree._Element) -> str:
        tag = str(element.tag)
        run = element.getparent()
        self._mark(element, tag)
        if tag in (f"{W}t", f"{W}delText", f"{W}sym") and is_note_mark(element):
            self._tell("A footnote has a number in the place of its own mark", sign(element) or element.text or "")
            return ""
        if tag in (f"{W}t", f"{W}delText", _MATH_TEXT):
            return plain_text(element.text or "", run) if run is not None else element.text or ""
        if tag == f"{W}sym":
            return sign(element) or UNKNOWN_SIGN
        if tag in _NOTES and (tag, value(element, "id")) not in self._with_text:
            return ""
        if tag in _NOTES:
            self._met.append((_NOTES[tag], value(element, "id")))
            self._noted.update(dict.fromkeys(self._bookmarks.values(), len(self._met)))
            return f"[{len(self._met)}]"
        is_in_run = run is not None and run.tag == f"{W}r"
        return _FIXED.get(tag, "") if is_in_run else ""

    def _drawn(self, package: Package) -> None:
        for root in (package.body, *package.all_related("diagramData"), *package.all_related("chart")):
            self._tell("The words of a drawing left out", " ".join(each.text or "" for each in root.iter(_DRAWN_TEXT)))
        for art in package.body.iter(_WORD_ART):
            if next(art.iterancestors(FALLBACK), None) is None:
                self._tell("The words of a drawing left out", art.get("string", ""))
        sheets = (*package.all_related("header"), *package.all_related("footer"))
        for mark in dict.fromkeys(each.get("string", "") for sheet in sheets for each in sheet.iter(_WORD_ART)):
            self._tell("A watermark left out", mark)
        if any(True for _ in package.body.iter(f"{W}subDoc")):
            self.census.remarks.append("A part that is another document was left out. Copy its text into this one.")


def _all_text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t", f"{W}delText", _MATH_TEXT))
