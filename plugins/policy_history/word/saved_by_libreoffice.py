"""What LibreOffice (7.4) loses of a redline when it saves it, brought back by the bookmarks that we put there for it.

Where the form of a paragraph changed (``w:pPrChange``), it may save the change with which the paragraph begins as plain
text. It writes a bookmark of the start of a paragraph into the change that follows, and goes with it. Into an empty
cell of a row that came or went it puts a sign of no width.
"""

from __future__ import annotations

import re

from docx.oxml.ns import qn
from lxml import etree

from ..redline.model import Operation
from .block_bookmarks import is_form_bookmark
from .marking import TAGS, Marker
from .package import W
from .revisions import ADDED, REMOVED, text_within
from .styles import value

_FILLER = "\u200d"
_NAME = re.compile(r"_PolicyFirst([01])_\d+")
_CHANGES = (*ADDED, *REMOVED)


def name_first_change(marker: Marker, children: list[etree._Element], number: int) -> None:
    """Put a bookmark around the change with which the children of a paragraph begin, where they begin with one."""
    kinds = [_kind(child) for child in children]
    if not kinds or kinds[0] is None:
        return
    end = next((at for at, kind in enumerate(kinds) if kind != kinds[0]), len(kinds))
    start, stop = marker.bookmark(f"_PolicyFirst{kinds[0]}_{number}")
    children[:] = [start, *children[:end], stop, *children[end:]]


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
    ends = {value(end, "id"): end for end in body.iter(f"{W}bookmarkEnd")}
    for start in list(body.iter(f"{W}bookmarkStart")):
        match = _NAME.fullmatch(value(start, "name"))
        if match or is_form_bookmark(value(start, "name")):
            _hoist(start)
        if match and (end := ends.get(value(start, "id"))) is not None:
            _hoist(end)
            text = _mark_again(start, end, came=match[1] == "1")
            said += [_sentence(text, came=match[1] == "1")] if text.strip() else []
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


def _hoist(mark: etree._Element) -> None:
    """Put an end of a bookmark before the change into which LibreOffice writes it."""
    change = next(mark.iterancestors(*_CHANGES), None)
    if change is not None:
        change.addprevious(mark)
