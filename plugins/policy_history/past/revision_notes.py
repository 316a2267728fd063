"""What is said of an imported revision: to readers what changed, in the record where the text comes from."""

from __future__ import annotations

from datetime import date

from ..budget import spend
from ..model import Revision
from ..problems import one_line, printable
from ..redline.compare import changes, compare
from ..redline.model import Redline
from ..redline.summary import by_section
from ..source.git_log import ADDRESS
from ..text.document import Document, read_document
from ..wording import _, ngettext
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
    """How many words came and went, and in how many clauses."""
    redline = compare(read_document(old), Document(new))
    found = changes(redline)
    if not found:
        return _("No word, link or layout changed.")
    words = _words(redline)
    clauses = sum(section.clause is not None for section in by_section(found))
    if not clauses:
        return _("%(words)s.", words=words)
    return _("%(words)s in %(clauses)s.", words=words, clauses=ngettext("%(num)s clause", "%(num)s clauses", clauses))


def _words(redline: Redline) -> str:
    removed, added, moved = redline.words_removed(), redline.words_added(), redline.words_moved()
    if moved:
        return ngettext(
            "%(num)s word removed, %(added)s added and %(moved)s moved",
            "%(num)s words removed, %(added)s added and %(moved)s moved",
            removed,
            added=added,
            moved=moved,
        )
    if removed or added:
        return ngettext(
            "%(num)s word removed, %(added)s added", "%(num)s words removed, %(added)s added", removed, added=added
        )
    return _("No word changed, only links, numbers or layout")
