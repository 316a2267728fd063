"""Tracked changes of a Word document: listed, and then accepted or rejected, all of them (ISO/IEC 29500-1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ..problems import one_line
from .package import M, W

ADDED = (f"{W}ins", f"{W}moveTo")
REMOVED = (f"{W}del", f"{W}moveFrom")
_IN_WORDS = {
    f"{W}ins": "added",
    f"{W}del": "removed",
    f"{W}moveTo": "moved here",
    f"{W}moveFrom": "moved away",
    f"{W}rPrChange": "formatting changed",
    f"{W}pPrChange": "paragraph formatting changed",
    f"{W}numberingChange": "changed",
    f"{W}cellIns": "table cell added",
    f"{W}cellDel": "table cell removed",
    f"{W}cellMerge": "table cells merged or split",
}
_FIELD_MARKS = tuple(f"{W}{name}" for name in ("fldChar", "instrText", "delInstrText"))
_FORMER = ("rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "tblGrid", "tblPrEx")


def who_and_when(element: etree._Element) -> str:
    """Author and day of a change or a comment, in words."""
    author, day = element.get(f"{W}author") or "an unnamed author", (element.get(f"{W}date") or "")[:10]
    return f"{author}, {day}" if day else f"{author}, without a date"


def listed(root: etree._Element) -> list[str]:
    """Every tracked change in words, in order: what, by whom, when, which words.

    What is part of a row or a paragraph that changed as a whole is not told twice.
    """
    found = []
    for element in root.iter(*_IN_WORDS):
        row = next(element.iterancestors(f"{W}tr"), None)
        is_of_row = is_in(element, f"{W}trPr")
        if row is not None and not is_of_row and _row_mark(row) is not None:
            continue
        what, text = _told(element, row if is_of_row else None)
        if what:
            found.append(f"{what} ({who_and_when(element)})" + (f": “{one_line(text, 80)}”" if text.strip() else ""))
    return found


def is_in(element: etree._Element, tag: str) -> bool:
    """Whether the element around this one is of that tag."""
    parent = element.getparent()
    return parent is not None and parent.tag == tag


def _row_mark(row: etree._Element) -> etree._Element | None:
    return next((mark for mark in row.iterfind(f"{W}trPr/*") if mark.tag in (f"{W}ins", f"{W}del")), None)


def _told(element: etree._Element, row: etree._Element | None) -> tuple[str, str]:
    """What a change is called, and its words; nothing for the end of a paragraph whose words tell it."""
    tag = str(element.tag)
    what = _IN_WORDS[tag]
    if row is not None:
        return f"table row {what}", " | ".join(text_within(cell) for cell in row.iter(f"{W}tc"))
    if is_in(element, f"{W}numPr"):
        return f"number {what}", text_within(next(element.iterancestors(f"{W}p"), None))
    if is_in(element, f"{W}rPr") and tag in (*ADDED, *REMOVED):
        paragraph = next(element.iterancestors(f"{W}p"))
        told = any(not is_in(mark, f"{W}rPr") for mark in paragraph.iter(tag))
        return ("", "") if told else (f"paragraph end {what}", text_within(paragraph))
    if is_in(element, f"{W}tcPr"):
        return what, text_within(next(element.iterancestors(f"{W}tc"), None))
    if tag.endswith("Change"):
        properties = element.getparent()
        return what, "" if properties is None else text_within(properties.getparent())
    is_note = next(element.iter(f"{W}footnoteReference", f"{W}endnoteReference"), None) is not None
    return f"note {what}" if is_note and not text_within(element).strip() else what, text_within(element)


def text_within(element: etree._Element | None) -> str:
    """All text in an element, removed text too."""
    return "" if element is None else "".join(text.text or "" for text in element.iter(f"{W}t", f"{W}delText", f"{M}t"))


def resolve(root: etree._Element, *, accept: bool) -> None:
    """Change the tree to what the text is when all changes are accepted, or when all are rejected."""
    gone, kept = (REMOVED, ADDED) if accept else (ADDED, REMOVED)
    _drop_rows_and_cells(root, accept=accept)
    _keep_fields_whole(root, gone)
    ending = _paragraphs_without_end(root, gone)
    for element in list(root.iter(*gone)):
        if next(element.iterancestors(f"{W}p"), None) not in ending:
            _keep_bookmarks(element)
        _remove(element.getparent() if is_in(element, f"{W}numPr") else element)
    for element in list(root.iter(*kept)):
        _unwrap(element)
    _restore_form(root, accept=accept)
    for removed, text in (("delText", "t"), ("delInstrText", "instrText")):
        for each in root.iter(f"{W}{removed}"):
            each.tag = f"{W}{text}"
    for paragraph in ending:
        join_with_next(paragraph)


def _keep_fields_whole(root: etree._Element, gone: tuple[str, ...]) -> None:
    """Take the marks of a field out of what goes where others of its marks stay, as LibreOffice (7.4) writes a link of
    which only some words were removed."""
    open_fields: list[list[etree._Element]] = []
    for mark in list(root.iter(*_FIELD_MARKS)):
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            open_fields.append([])
        if not open_fields:
            continue
        open_fields[-1].append(mark)
        if kind == "end":
            _hoist(open_fields.pop(), gone)


def _hoist(marks: list[etree._Element], gone: tuple[str, ...]) -> None:
    going = [(mark, next(mark.iterancestors(*gone), None)) for mark in marks]
    if all(change is not None for _, change in going):
        return
    for mark, change in going:
        run = mark.getparent()
        if change is not None and run is not None and run.tag == f"{W}r":
            change.addprevious(run)


def _keep_bookmarks(change: etree._Element) -> None:
    """Take bookmarks out of what goes, where LibreOffice puts that of a paragraph's start."""
    if any(each.tag == f"{W}p" for each in change.iterancestors()):
        for mark in list(change.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            change.addprevious(mark)


def _paragraphs_without_end(root: etree._Element, gone: tuple[str, ...]) -> list[etree._Element]:
    found = []
    for paragraph in root.iter(f"{W}p"):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None and any(mark.find(tag) is not None for tag in gone):
            found.append(paragraph)
    return found


def _drop_rows_and_cells(root: etree._Element, *, accept: bool) -> None:
    row_mark, cell_mark = ("del", "cellDel") if accept else ("ins", "cellIns")
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}{row_mark}") is not None:
            _remove(row)
            continue
        for cell in list(row.iterchildren(f"{W}tc")):
            if cell.find(f"{W}tcPr/{W}{cell_mark}") is not None:
                _remove(cell)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None and not list(table.iter(f"{W}tr")):
            _remove(table)


def _restore_form(root: etree._Element, *, accept: bool) -> None:
    changes = [element for element in root.iter() if isinstance(element.tag, str) and element.tag.endswith("PrChange")]
    for change in changes:
        properties = change.getparent()
        former = next((child for child in change if str(child.tag).removeprefix(W) in _FORMER), None)
        if properties is None:
            continue
        _remove(change)
        if accept:
            continue
        # A paragraph's record of its former properties leaves out those of its mark.
        mark = properties.find(f"{W}rPr") if properties.tag == f"{W}pPr" else None
        properties[:] = [*(former if former is not None else ()), *([mark] if mark is not None else [])]


def _remove(element: etree._Element | None) -> None:
    parent = element.getparent() if element is not None else None
    if element is not None and parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    parent[place : place + 1] = list(element)


def join_with_next(paragraph: etree._Element) -> None:
    """Put what a paragraph holds before what the next one holds, whose form remains."""
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    following = next(_siblings_behind(paragraph), None)
    if following is not None and following.tag == f"{W}p":
        place = 1 if following.find(f"{W}pPr") is not None else 0
        following[place:place] = content
        _remove(paragraph)
    elif not text_within(paragraph).strip():
        parent = paragraph.getparent()
        # A table cell must hold a paragraph.
        if parent is not None and len(parent.findall(f"{W}p")) > 1:
            _remove(paragraph)


def _siblings_behind(paragraph: etree._Element) -> Iterator[etree._Element]:
    for sibling in paragraph.itersiblings():
        if sibling.tag in (f"{W}p", f"{W}tbl", f"{W}sdt"):
            yield sibling
