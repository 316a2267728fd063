"""What stands before and behind a redline in Word: which texts were compared, and the list of changes.

All of it is in styles of its own, by which a reader of the document tells it from the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.shared import Pt
from docx.table import Table

from ..publish.compared import ComparedFile, facts_of_both
from ..redline.compare import changes
from ..redline.model import Change, ChangeKind, Redline
from ..redline.terminal import describe, summary

COVER, COVER_HEADING = "Policy Cover", "Policy Cover Heading"
COVER_STYLES = frozenset((COVER, COVER_HEADING))
END = "End of comparison"


def add_cover(document: WordDocument, redline: Redline, old: ComparedFile, new: ComparedFile) -> None:
    """Add the title, both texts, the summary and the list of changes."""
    found = changes(redline)
    document.add_paragraph(" ".join(filter(None, (new.title, "Redline"))).strip(), style=COVER_HEADING)
    _table(document, ("", "Before", "After"), facts_of_both(old, new))
    document.add_paragraph(summary(redline, found), style=COVER)
    if found:
        document.add_paragraph("Changes by class", style=COVER_HEADING)
        _table(document, ("Class of change", "Changes"), _counts(found))
        document.add_paragraph("List of changes", style=COVER_HEADING)
        for change in found:
            document.add_paragraph(f"{change.number}. {describe(change)}", style=COVER)
    document.add_paragraph("The whole text with its changes marked", style=COVER_HEADING)


def add_end(document: WordDocument) -> None:
    """Add a last line that is no part of the comparison: Word cannot undo an added paragraph that ends a document."""
    document.add_paragraph(END, style=COVER)


def _counts(found: Sequence[Change]) -> list[tuple[str, str]]:
    counts = ((kind, sum(change.kind is kind for change in found)) for kind in ChangeKind)
    return [(str(kind), str(count)) for kind, count in counts if count]


def _table(document: WordDocument, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = document.add_table(rows=1 + len(rows), cols=len(head), style="Table Grid")
    for row, texts in zip(table.rows, (head, *rows)):
        for cell, text in zip(row.cells, texts):
            paragraph = cell.paragraphs[0]
            paragraph.style = document.styles[COVER]
            run = paragraph.add_run(text)
            run.font.size = Pt(9)
            run.bold = True if texts is head else None
    return table
