"""The ends of sentences within a change, so that each sentence is told by itself.

"It lasts until you leave." became "It lasts for a year. We then delete it.": the first sentence was edited, and another
one came. Where both texts go on to one more sentence within a change, that one begins at the same place.
"""

from __future__ import annotations

from ..text.words import MARKS
from .alignment import Alignment
from .chain import Run
from .in_place import changes_in_place
from .pairing import worth
from .sides import ReadWords

_ENDS = frozenset(".!?。！？")
_OPENING = frozenset("\"'(")
_SHORT = 0.5  # what a word is worth that sentences are built with

_Span = tuple[int, int]


def keep_sentence_ends(alignment: Alignment) -> None:
    """Make partners of the signs that end the same sentence within a change between words that are kept in place."""
    for gap in alignment.gaps:
        for old, new in changes_in_place(alignment, gap):
            if _is_of_a_sentence(alignment, old, new, old[1] < gap.old[1]):
                _part(alignment, old, new)


def _is_of_a_sentence(alignment: Alignment, old: _Span, new: _Span, goes_on: bool) -> bool:
    """Whether a change within one block, of which nothing moved, has kept words before or behind it there."""
    if any(alignment.old_move[slice(*old)]) or any(alignment.new_move[slice(*new)]):
        return False
    keys, others = alignment.old.words.keys, alignment.new.words.keys
    if not MARKS.isdisjoint(keys[slice(*old)]) or not MARKS.isdisjoint(others[slice(*new)]):
        return False
    is_begun = keys[old[0] - 1] not in MARKS and others[new[0] - 1] not in MARKS
    return is_begun or (goes_on and keys[old[1]] not in _ENDS | MARKS)


def _part(alignment: Alignment, old: _Span, new: _Span) -> None:
    """Part a change at the end of the sentence that both texts have in it, or that one has in it and one behind it."""
    olds, news = _ends_within(alignment.old, old), _ends_within(alignment.new, new)
    if len(olds) == len(news) == 1:
        _keep_around(alignment, (olds[0], news[0]), old, new)
    elif bool(olds) != bool(news):
        length = 1 + (old[0] < old[1] and new[0] < new[1] and _is_short(alignment, old[1], new[1]))
        end, other = old[1] + length - 1, new[1] + length - 1
        at, there = olds[0] if olds else end, news[0] if news else other
        if _ends_sentence(*((alignment.new, other) if olds else (alignment.old, end))) and _are_same(alignment, at, there):
            alignment.drop(Run(old[1], new[1], length))
            alignment.keep(Run(at, there, 1))


def _is_short(alignment: Alignment, at: int, there: int) -> bool:
    """Whether a kept word before the end of a sentence is one of those that sentences are built with: "it."."""
    keys = alignment.old.words.keys[at : at + 2]
    is_kept = alignment.old_partner[at : at + 2] == [there, there + 1]
    return is_kept and keys[1] in _ENDS and worth(keys[0]) == _SHORT


def _keep_around(alignment: Alignment, ends: _Span, old: _Span, new: _Span) -> None:
    """Make partners of two ends of sentences, and of the same words before and behind them."""
    at, there = ends
    if not _are_same(alignment, at, there):
        return
    while old[0] < at and new[0] < there and _are_same(alignment, at - 1, there - 1):
        at, there = at - 1, there - 1
    length = ends[0] + 1 - at
    while at + length < old[1] and there + length < new[1] and _are_same(alignment, at + length, there + length):
        length += 1
    alignment.keep(Run(at, there, length))


def _are_same(alignment: Alignment, at: int, there: int) -> bool:
    return alignment.old.words.keys[at] == alignment.new.words.keys[there]


def _ends_within(reading: ReadWords, span: _Span) -> list[int]:
    """The places in a stretch at which sentences end."""
    return [at for at in range(*span) if _ends_sentence(reading, at)]


def _ends_sentence(reading: ReadWords, at: int) -> bool:
    """Whether a sentence ends with that word, a sign: its block does, or what follows begins another one."""
    words = reading.words
    if at >= len(words) or words.keys[at] not in _ENDS or at in words.labels:
        return False
    following = next((key for key in words.keys[at + 1 : at + 3] if key not in _OPENING), "")
    return following in MARKS or (following[:1].isalpha() and not following[:1].islower())
