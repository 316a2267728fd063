"""Whether an article shows the words that are read in its text: asked of each part, and of a known part once only."""

from __future__ import annotations

from .article import BYTE_ORDER_MARK, render_part
from .document import Document
from .html_words import words_of
from .keeping import affirmed
from .parts import part_of
from .read_blocks import read_part
from .references import relevant
from .rendering import References, RenderedHeading, references_of, rendered_part, stay_together

Context = tuple[tuple[tuple[str, str], ...], tuple[str, ...]]
"""What the reading of a part depends on besides: the labels that it may refer to, and the ways in which it counts."""


def shows_its_words(document: Document) -> bool:
    """Whether each part by itself shows the words that are read in it; False too where only the whole text tells.

    Raises RecursionError for a text that is nested too deeply.
    """
    sources = [part.source for part in document.parts]
    if len(sources) < 2 or sources[0].startswith(BYTE_ORDER_MARK) or stay_together(sources):
        return False
    references = references_of(sources)
    headings = [(clause.id, clause.level) for clause in document.clauses]
    at = 0
    for number, part in enumerate(document.parts):
        own, at = tuple(headings[at : at + part.headings]), at + part.headings
        if not _shows(part.source, own, relevant(part.source, references), context_of(document, number)):
            return False
    return True


def context_of(document: Document, number: int) -> Context:
    """What the reading of that part of a text depends on besides its source."""
    part = document.parts[number]
    return relevant(part.source, document.links), tuple(sorted(document.counted & part.ways))


@affirmed
def _shows(source: str, headings: tuple[tuple[str, int], ...], references: References, context: Context) -> bool:
    shown = rendered_part(render_part, source, tuple(RenderedHeading(*each) for each in headings), references)
    if shown is None or shown.headings != len(headings):
        return False
    links, ways = context
    reads = read_part(part_of(source), dict(links), counted=frozenset(ways))
    return words_of(shown.html) == [word for read in reads for word in read.shown_words]
