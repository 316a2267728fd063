"""A text with the clause ids that it has by inheritance written into it."""

from __future__ import annotations

from collections.abc import Sequence

from ..kept.store import NOTHING, Store
from ..text.document import read_document
from .kept_ids import last_document


def with_written_ids(texts: Sequence[str], store: Store = NOTHING) -> str:
    """The last of successive texts, with ``{#id}`` after every heading whose own words would give another id.

    Ids that last come from the whole history, of which ``store`` may know the beginning; written out they last also
    when the text is edited beyond recognition.
    """
    document = last_document(texts, store)
    text = document.source
    pairs = zip(document.clauses, read_document(text).clauses, strict=False)
    for clause, derived in reversed(list(pairs)):
        block = document.blocks[clause.block]
        if clause.id != derived.id and not block.explicit_id:
            end = document.starts[clause.block] + block.pieces[-1].end
            text = f"{text[:end]} {{#{clause.id}}}{text[end:]}"
    return text
