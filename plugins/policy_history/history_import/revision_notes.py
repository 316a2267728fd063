"""What is said of an imported revision: to readers what changed, in the record where the text comes from."""

from __future__ import annotations

from datetime import date

from ..limits import spend
from ..model import Revision
from ..problems import one_line, printable
from ..redline.compare import changes, compare
from ..source.git_log import ADDRESS
from ..text.document import Document, read_document
from ..wording import _, interface_language, ngettext
from ..wording.cldr import list_of
from .model import NO_DAY, PastText

_LONGEST_SUBJECT = 200


def note_of(past: PastText, before: Revision | None) -> str:
    """The note for readers: the figures of the redline against the revision before.

    It says what differs, not what that means, which only an editor can know. Raises ProblemsFound when comparing
    takes too long.
    """
    if before is None:
        return _("The first text that was kept.")
    size = len(before.text) + len(past.text)
    figures = spend(past.origin, lambda text: _figures(before.text, text), past.text, size=size, doing="Comparing")
    if past.is_extraction:
        return figures + " " + _("The archive copied the page again; the publisher’s text may not have changed.")
    return figures


def origin_of(past: PastText, day: date) -> str:
    """Where the text was kept, what was written there about it, and what the record has for its day."""
    # It is published with the text: no address of whoever wrote or is thanked.
    subject = one_line(ADDRESS.sub("…", past.subject), _LONGEST_SUBJECT)
    said = printable(f"{past.origin}: “{subject}”." if subject else f"{past.origin}.")
    if past.day == NO_DAY:
        return f"{said} It has no day that can be right; so the day is that of the text beside it."
    if past.day != day:
        return f"{said} It has {past.day}, out of order; so the day is that of the text beside it."
    if past.other_day:
        return f"{said} It has {past.day}, proposed as the day of publication, and {past.other_day}."
    return f"{said} Its day is proposed as the day of publication."


def _figures(old: str, new: str) -> str:
    """How many words came and went. In how many clauses, pages say, which know what became of each."""
    redline = compare(read_document(old), Document(new))
    if not changes(redline):
        return _("No word, link or layout changed.")
    removed, added, moved = redline.words_removed(), redline.words_added(), redline.words_moved()
    counted = [
        ngettext("%(num)s word removed", "%(num)s words removed", removed) if removed else "",
        ngettext("%(num)s word added", "%(num)s words added", added) if added else "",
        ngettext("%(num)s word moved", "%(num)s words moved", moved) if moved else "",
    ]
    words = list_of(list(filter(None, counted)), interface_language())
    return f"{words}." if words else _("No word changed, only links, numbers or layout.")
