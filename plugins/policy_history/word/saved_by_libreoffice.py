"""What LibreOffice (7.4) loses of a redline when it saves it, brought back by the bookmarks that we put there for it.

Where the form of a paragraph changed (``w:pPrChange``), it may save the change with which the paragraph begins as plain
text, and forgets what its first letters looked like, as it does of links and of code anywhere. It writes a bookmark of
the start of a paragraph into the change that follows, and goes with it. Into an empty cell of a row that came or went
it puts a sign of no width.
"""

from __future__ import annotations

import re

from docx.oxml.ns import qn
from lxml import etree

from ..redline.model import Operation
from .block_bookmarks import is_form_bookmark
from .marking import CODE_STYLE, TAGS, Marker
from .package import W
from .revisions import ADDED, REMOVED, text_within
from .styles import value

_FILLER = "\u200d"
_NAME = re.compile(r"_PolicyFirst([01])_\d+")
_CHANGES = (*ADDED, *REMOVED)
_LOOKED = re.compile(r"_PolicyLooked([0-7])_\d+")
_LOOKS = (qn("w:b"), qn("w:i"), CODE_STYLE)
"""Each with its bit in the name of such a bookmark."""


def name_first_change(marker: Marker, children: list[etree._Element], number: int) -> None:
    """Put a bookmark around the change with which the children of a paragraph begin, where they begin with one."""
    kinds = [_kind(child) for child in children]
    if not kinds or kinds[0] is None:
        return
    end = next((at for at, kind in enumerate(kinds) if kind != kinds[0]), len(kinds))
    start, stop = marker.bookmark(f"_PolicyFirst{kinds[0]}_{number}")
    children[:] = [start, *children[:end], stop, *children[end:]]


def name_former_looks(marker: Marker, children: list[etree._Element], *, has_new_form: bool) -> None:
    """Put a bookmark around each run that looked otherwise, where LibreOffice forgets how."""
    first = children[0] if children and has_new_form else None
    for child in list(children):
        for run in child.iterfind(f"{W}r") if child.tag == qn("w:hyperlink") else (child,):
            change = run.find(f"{W}rPr/{W}rPrChange")
            if change is None or not (run is first or run is not child or _is_code(change.getparent())):
                continue
            start, stop = _looked(marker, change)
            if run is child:
                at = children.index(run)
                children[at : at + 1] = [start, run, stop]
            else:
                run.addprevious(start)
                run.addnext(stop)


def _looked(marker: Marker, change: etree._Element) -> tuple[etree._Element, etree._Element]:
    former = sum(1 << bit for bit, look in enumerate(_LOOKS) if _has(change[0], look))
    return marker.bookmark(f"_PolicyLooked{former}_{value(change, 'id')}")


def _is_code(properties: etree._Element | None) -> bool:
    return properties is not None and any(value(style) == CODE_STYLE for style in properties.iter(qn("w:rStyle")))


def _has(properties: etree._Element, look: str) -> bool:
    return (
        value(properties.find(qn("w:rStyle"))) == CODE_STYLE
        if look == CODE_STYLE
        else properties.find(look) is not None
    )


def _kind(child: etree._Element) -> int | None:
    """0 for what went, 1 for what came, None for what stayed in part or in whole."""
    parts = list(child) if child.tag == qn("w:hyperlink") else [child]
    for kind, operations in enumerate(
        ((Operation.DELETE, Operation.MOVE_AWAY), (Operation.INSERT, Operation.MOVE_HERE))
    ):
        if parts and all(part.tag in {qn(TAGS[each]) for each in operations} for part in parts):
            return kind
    return None


def bring_back(body: etree._Element) -> list[str]:
    """Mark again what was a change, and put the bookmarks where they were; a sentence for each change.

    To be called before anything else is read, and before changes are accepted or rejected.
    """
    said = []
    has_changes = next(body.iter(*_CHANGES, f"{W}rPrChange", f"{W}pPrChange"), None) is not None
    ends = {value(end, "id"): end for end in body.iter(f"{W}bookmarkEnd")}
    for start in list(body.iter(f"{W}bookmarkStart")):
        match = _NAME.fullmatch(value(start, "name"))
        if match or is_form_bookmark(value(start, "name")):
            _hoist(start)
        if match and (end := ends.get(value(start, "id"))) is not None:
            _hoist(end)
            text = _mark_again(start, end, came=match[1] == "1")
            said += [_sentence(text, came=match[1] == "1")] if text.strip() else []
        looked = _LOOKED.fullmatch(value(start, "name"))
        if looked and has_changes and (end := ends.get(value(start, "id"))) is not None:
            text = _look_again(start, end, int(looked[1]))
            said += [_SENTENCE_ON_LOOKS.format(" ".join(text.split())[:60])] if text.strip() else []
    for cell in body.iter(f"{W}tc"):
        if text_within(cell) == _FILLER:
            for text_of_cell in list(cell.iter(f"{W}t", f"{W}delText")):
                text_of_cell.text = ""
    return said


def _sentence(text: str, *, came: bool) -> str:
    what = "added" if came else "removed"
    words = " ".join(text.split())[:60]
    return f"LibreOffice lost the mark of a change; these words are taken as {what}, check it: “{words}”."


def _mark_again(start: etree._Element, end: etree._Element, *, came: bool) -> str:
    """Mark what stands between the two ends of that bookmark, where nothing of it is marked any more; its text.

    Where its letters are of several scripts, LibreOffice parts the change, and only the first part loses its mark.
    """
    paragraph = start.getparent()
    if paragraph is None or paragraph.find(f"{W}pPr/{W}pPrChange") is None:
        return ""
    before_end = set(end.itersiblings(preceding=True))
    within = [each for each in start.itersiblings() if each in before_end]
    tags = ADDED if came else REMOVED
    marked = [at for at, each in enumerate(within) if next(each.iter(*_CHANGES), None) is not None]
    lost = within[: marked[0]] if marked else within
    text = "".join(map(text_within, lost))
    if not text or any(within[at].tag not in tags for at in marked) or marked != list(range(len(lost), len(within))):
        return ""
    change = etree.Element(f"{W}ins" if came else f"{W}del")
    lost[0].addprevious(change)
    change.extend(lost)
    return text


_SENTENCE_ON_LOOKS = (
    "LibreOffice lost a change of formatting; these words are taken to have had another one, check it: “{}”."
)


def _look_again(start: etree._Element, end: etree._Element, former: int) -> str:
    """Tell again how the runs between the two ends of that bookmark looked; their text where nothing told it."""
    for mark in (start, end):
        _hoist(mark)
    # What ends with a link ends behind it.
    behind = set(end.itersiblings()) if start.getparent() is end.getparent() else set()
    runs = [run for each in start.itersiblings() if each not in behind for run in each.iter(f"{W}r")]
    if any(run.find(f"{W}rPr/{W}rPrChange") is not None for run in runs):
        return ""
    for run in runs:
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            run.insert(0, properties)
        change = etree.SubElement(etree.SubElement(properties, f"{W}rPrChange"), f"{W}rPr")
        for bit, look in enumerate(_LOOKS):
            if former >> bit & 1:
                change.append(
                    etree.Element(f"{W}rStyle", {f"{W}val": look}) if look == CODE_STYLE else etree.Element(look)
                )
    return "".join(map(text_within, runs))


def _hoist(mark: etree._Element) -> None:
    """Put an end of a bookmark before the change into which LibreOffice writes it."""
    change = next(mark.iterancestors(*_CHANGES), None)
    if change is not None:
        change.addprevious(mark)
