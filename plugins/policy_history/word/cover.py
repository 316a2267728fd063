"""What stands before and behind a redline in Word: which texts were compared, and the list of changes.

All of it is in styles of its own, by which a reader of the document tells it from the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.ns import qn
from lxml import etree

from ..publish.compared_file import ComparedFile, facts_of_both
from ..redline.compare import changes
from ..redline.description import describe
from ..redline.model import Change, ChangeKind, Redline
from ..redline.summary import summary_sentence
from ..wording import N_, _, translated
from .marking import element, table_of, text_run

COVER, COVER_HEADING = "Policy Cover", "Policy Cover Heading"
COVER_STYLES = frozenset((COVER, COVER_HEADING))
END = N_("End of comparison")


def cover(redline: Redline, old: ComparedFile, new: ComparedFile) -> list[etree._Element]:
    """The title, both texts, the summary and the list of changes."""
    found = changes(redline)
    parts = [_paragraph(redline_of(new.title), COVER_HEADING)]
    parts.append(_table(("", _("Before"), _("After")), facts_of_both(old, new)))
    parts.append(_paragraph(summary_sentence(redline, found), COVER))
    if found:
        parts.append(_paragraph(_("Changes by class"), COVER_HEADING))
        parts.append(_table((_("Class of change"), _("Changes")), _counts(found)))
        parts.append(_paragraph(_("List of changes"), COVER_HEADING))
        parts += [_paragraph(f"{change.number}. {describe(change)}", COVER) for change in found]
    return [*parts, _paragraph(_("The whole text with its changes marked"), COVER_HEADING)]


def redline_of(title: str) -> str:
    """What the document is called: a redline, of the policy of that title where it has one."""
    return _("%(title)s: redline", title=title) if title else _("Redline")


def end() -> etree._Element:
    """A last line that is no part of the comparison: Word cannot undo an added paragraph that ends a document."""
    return _paragraph(translated(END), COVER)


def find_end(body: etree._Element) -> None:
    """Give the last line its style again: LibreOffice forgets it behind a paragraph that went whole."""
    last = next(body.iterchildren(qn("w:p"), reversed=True), None)
    style = last.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") if last is not None else None
    if last is not None and style is not None and "".join(last.itertext()) in (END, translated(END)):
        style.set(qn("w:val"), COVER.replace(" ", ""))


def _counts(found: Sequence[Change]) -> list[tuple[str, str]]:
    counts = ((kind, sum(change.kind is kind for change in found)) for kind in ChangeKind)
    return [(translated(kind), str(count)) for kind, count in counts if count]


def _paragraph(text: str, style: str) -> etree._Element:
    made, properties = element("w:p"), element("w:pPr")
    properties.append(element("w:pStyle", val=style.replace(" ", "")))
    made.append(properties)
    made.append(text_run(text))
    return made


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> etree._Element:
    table = table_of(len(head))
    for texts in (head, *rows):
        row = element("w:tr")
        for text in texts:
            cell = element("w:tc")
            cell.append(_paragraph(text, COVER))
            row.append(cell)
        table.append(row)
    return table
