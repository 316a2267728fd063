"""Paragraphs that the latest revision has too -> in the lists in which they stood there.

An office program that saves a document anew may drop how far a paragraph in a list is indented. Where its words are
those of the revision, that is no change that anybody made.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..text.blocks import Kind
from ..text.document import read_document
from ..text.splitting import words_in
from .content import Passage, Table, text_of

_Shape = tuple[str, ...]


def adopt_shapes(parts: Sequence[Passage | Table], latest: str) -> None:
    """Give paragraphs outside of lists the containers of the same paragraph in that text, where it has one such only.

    A paragraph stays where it is unless the item before it is one of the list that it would stand in.
    """
    known = _shapes_of(latest)
    before: _Shape = ()
    for part in parts:
        if isinstance(part, Table):
            before = ()
            continue
        if part.kind is Kind.PARAGRAPH and not part.shape:
            shapes = known.get(tuple(words_in(text_of(part.runs))), set())
            shape = next(iter(shapes)) if len(shapes) == 1 else ()
            if shape and before[: len(shape)] == shape:
                part.shape = shape
        before = () if part.kind is Kind.HEADING else part.shape


def _shapes_of(text: str) -> dict[tuple[str, ...], set[_Shape]]:
    document = read_document(text)
    found: dict[tuple[str, ...], set[_Shape]] = {}
    for index, block in enumerate(document.blocks):
        if block.kind is Kind.PARAGRAPH:
            words = tuple(token.text for token in document.tokens(index) if not token.is_image)
            found.setdefault(words, set()).add(tuple(block.shape))
    return found
