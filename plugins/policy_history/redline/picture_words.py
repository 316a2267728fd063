"""Words that describe a picture: none is a word of the text, and none becomes one."""

from __future__ import annotations

from collections.abc import Set

from ..text.read_blocks import ReadBlock
from ..text.styles import Style
from ..text.words import MARKS, Look
from .alignment import Alignment
from .chain import Run


def drop_picture_words(alignment: Alignment) -> None:
    """Part the words of which one describes a picture and the other is a word of the text.

    A move of which no word stays is none.
    """
    olds, news = (
        {start + at for start, found in reading.once(_pictures) for at in found}
        for reading in (alignment.old, alignment.new)
    )
    if not (olds or news):
        return
    parted: set[int] = set()
    for at, there in enumerate(alignment.old_partner):
        if there >= 0 and (at in olds) != (there in news):
            alignment.drop(Run(at, there, 1))
            parted.add(alignment.old_move[at])
    kept = zip(alignment.old_move, alignment.old_partner, alignment.old.words.keys, strict=True)
    parted.difference_update([0, *(move for move, there, key in kept if there >= 0 and key not in MARKS)])
    if parted:
        _unmove(alignment, parted)


def _unmove(alignment: Alignment, moves: Set[int]) -> None:
    """Make the words and marks of those moves removed and added ones."""
    for at, there in enumerate(alignment.old_partner):
        if there >= 0 and alignment.old_move[at] in moves:
            alignment.drop(Run(at, there, 1))
    for side in (alignment.old_move, alignment.new_move):
        side[:] = [0 if move in moves else move for move in side]


def _pictures(read: ReadBlock) -> tuple[int, ...]:
    """The places of the words that describe pictures."""
    looks = enumerate(read.words.looks) if "![" in read.block.source else ()
    return tuple(at for at, look in looks if _is_picture(look))


def _is_picture(look: Look) -> bool:
    styles = [look] if isinstance(look, Style) else [style for _, style in look]
    return any(style.image is not None for style in styles)
