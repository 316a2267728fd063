"""References to footnotes: one that leads to another note than before is no longer the same."""

from __future__ import annotations

from collections.abc import Mapping

from ..text.blocks import Kind
from ..text.inline import Style
from ..text.references import note_label
from ..text.words import NOTE_KEY
from .alignment import Alignment
from .chain import Run
from .sides import ReadWords


def drop_other_notes(alignment: Alignment, partners: Mapping[int, int]) -> None:
    """Part the references to footnotes that stayed in both texts and are not each other's partners.

    ``partners`` has for the old blocks in the gaps the new ones that they became. All references are alike to the
    alignment, since their numbers only count; what a reference leads to is known when the notes have their partners.
    """
    words, others = alignment.old.words, alignment.new.words
    if NOTE_KEY not in words.keys:
        return
    became = {**_unchanged(alignment), **partners}
    olds, news = _notes(alignment.old), _notes(alignment.new)
    old_of = {new: old for old, new in became.items()}
    for at, there in enumerate(alignment.old_partner):
        if there < 0 or words.keys[at] != NOTE_KEY:
            continue
        old, new = olds.get(_label(words.looks[at])), news.get(_label(others.looks[there]))
        if old is None or new is None or became.get(old, new) != new or old_of.get(new, old) != old:
            alignment.drop(Run(at, there, 1))


def _unchanged(alignment: Alignment) -> dict[int, int]:
    """The blocks that are the same to the letter, each with its partner."""
    return {run.old + step: run.new + step for run in alignment.anchors for step in range(run.length)}


def _notes(reading: ReadWords) -> dict[str, int]:
    """The block of each footnote, by its label."""
    return {note_label(block): at for at, block in enumerate(reading.blocks) if block.kind is Kind.NOTE}


def _label(look: object) -> str:
    return (look.note or "") if isinstance(look, Style) else ""
