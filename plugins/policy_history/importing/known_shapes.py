"""Paragraphs that the latest revision has too -> in the lists in which they stood there.

Word knows no terms with their meanings, and an office program that saves a document anew may drop how far a paragraph
in a list is indented. Where the words are those of the revision, that is no change that anybody made.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..text.blocks import Kind
from ..text.document import read_document
from ..text.splitting import words_in
from .content import Passage, Table, text_of

_Form = tuple[Kind, tuple[str, ...]]
_TERMS = frozenset((Kind.TERM, Kind.DESCRIPTION))


def adopt_shapes(parts: Sequence[Passage | Table], latest: str) -> None:
    """Give paragraphs outside of lists the form of the same paragraph in that text, where it has one such only.

    A paragraph goes into a list only behind an item of it. Behind a term that was known stands its meaning.
    """
    known = _forms_of(latest)
    before: Passage | None = None
    for at, part in enumerate(parts):
        if isinstance(part, Table) or part.kind is Kind.HEADING:
            before = None
            continue
        if _is_plain(part):
            forms = known.get(tuple(words_in(text_of(part.runs))), set())
            kind, shape = next(iter(forms)) if len(forms) == 1 else (Kind.PARAGRAPH, ())
            if before and before.kind is Kind.TERM:
                kind, shape = Kind.DESCRIPTION, before.shape
            if _has_place(kind, shape, before, parts[at + 1 : at + 2]):
                part.kind, part.shape = kind, shape
        before = part


def _is_plain(part: Passage | Table) -> bool:
    return isinstance(part, Passage) and part.kind is Kind.PARAGRAPH and not part.shape


def _has_place(
    kind: Kind, shape: tuple[str, ...], before: Passage | None, following: Sequence[Passage | Table]
) -> bool:
    if not shape:
        return False
    if kind is Kind.TERM:
        return any(_is_plain(part) for part in following)
    if kind is Kind.DESCRIPTION:
        return before is not None and before.kind in _TERMS
    return before is not None and before.shape[: len(shape)] == shape


def _forms_of(text: str) -> dict[tuple[str, ...], set[_Form]]:
    document = read_document(text)
    found: dict[tuple[str, ...], set[_Form]] = {}
    for index, block in enumerate(document.blocks):
        if block.kind is Kind.PARAGRAPH or block.kind in _TERMS:
            words = tuple(token.text for token in document.tokens(index) if not token.is_image)
            found.setdefault(words, set()).add((block.kind, tuple(block.shape)))
    return found
