"""The editor's notes beside a text."""

from __future__ import annotations

from markupsafe import Markup

from ..model import Annotation
from ..text.annotations import annotated
from .edition import Entry
from .templating import render


def with_notes(entry: Entry, html: Markup) -> Markup:
    """The HTML of a revision's article with its annotations, each behind the passage it is about."""
    notes = [note for note in entry.policy.annotations if note.revision == str(entry.revision.id)]
    return annotated(html, notes, _drawn) if notes else html


def _drawn(annotation: Annotation) -> Markup:
    return Markup("\n") + render("annotation.html", annotation=annotation).strip()
