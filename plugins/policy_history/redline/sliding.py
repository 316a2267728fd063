"""Where a change can stand in several places, the one at which a reader would put it.

"You may leave. You may stay. You may ask." lost "You may stay." or "may stay. You" or ". You may stay": the words are
the same. A change reads best when it is whole blocks, then whole sentences, then parts between commas.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from ..text.words import BLOCK_MARK, CELL_MARK, MARKS, NOTE_KEY, Words
from .alignment import Alignment
from .difference import form
from .in_place import strangers_in_place
from .sides import ReadWords

_FARTHEST = 200  # words that a change is moved along at most
_SENTENCE_ENDS = frozenset(".!?。！？")
_CLOSING = frozenset((*"\"')]）」』", NOTE_KEY))
"""Signs that may stand behind the end of a sentence and belong to it."""
_CLAUSE_ENDS = frozenset(";:；：")
_PART_ENDS = frozenset(",，、")
_ENDS = _SENTENCE_ENDS | _CLAUSE_ENDS | _PART_ENDS
_PART_BEGINS = frozenset("(–—")
_LOOK = 20  # what it is worth that a word keeps its look, more than any place


class _Side(NamedTuple):
    """One side of an alignment, and its stretch of a gap."""

    reading: ReadWords
    partner: list[int]
    move: list[int]
    start: int
    end: int
    settled: Set[int]

    def has_settled_mark(self, start: int, end: int) -> bool:
        """Whether any of these words is a mark in a table with a partner, whose rows and columns are settled."""
        if not self.settled:
            return False
        words = self.reading.words
        return any(words.keys[at] in MARKS and words.blocks[at] in self.settled for at in range(start, end))

    def is_kept(self, at: int) -> bool:
        return self.start <= at < self.end and self.partner[at] >= 0 and not self.move[at]


def slide(alignment: Alignment) -> None:
    """Move what came and what went along the text, without changing a word, to where each reads best."""
    for gap in alignment.gaps:
        tables = alignment.columns_of[0].keys(), alignment.columns_of[1].keys()
        old = _Side(alignment.old, alignment.old_partner, alignment.old_move, *gap.old, tables[0])
        new = _Side(alignment.new, alignment.new_partner, alignment.new_move, *gap.new, tables[1])
        for side, other in ((new, old), (old, new)):
            for start, end in strangers_in_place(side.partner, side.move, side.start, side.end):
                replaced = None if side.has_settled_mark(start, end) else _replaced(side, other, start, end)
                if replaced == [] and (shift := _best(side, other, start, end)):
                    _shift(side, other, start, end, shift)
                elif replaced is not None and MARKS.isdisjoint(replaced):
                    _part(side, other, start, end, least=0 if replaced else 1)


def _replaced(side: _Side, other: _Side, start: int, end: int) -> list[str] | None:
    """What a change replaces on the other side; None where it is not between words that are kept or at an edge."""
    if (start > side.start and not side.is_kept(start - 1)) or (end < side.end and not side.is_kept(end)):
        return None
    before = side.partner[start - 1] + 1 if start > side.start else other.start
    after = side.partner[end] if end < side.end else other.end
    return other.reading.words.keys[before:after]


def _best(side: _Side, other: _Side, start: int, end: int) -> int:
    """By how many words a change is to be shifted: towards the end, or, below 0, towards the beginning."""
    words = side.reading.words
    best, shift = _worth(words, start, side) + _worth(words, end, side), 0
    for direction in (1, -1):
        looks = 0
        for step in range(1, _FARTHEST):
            come, gone = (start + step - 1, end + step - 1) if direction > 0 else (end - step, start - step)
            if not side.is_kept(gone) or not _are_same(side, other, come, gone):
                break
            if side.has_settled_mark(come, come + 1) or side.has_settled_mark(gone, gone + 1):
                break
            if step > 1 and side.partner[gone] != side.partner[gone - direction] + direction:
                break
            at = direction * step
            looks += _LOOK * (words.looks[come] != words.looks[gone])
            worth = _worth(words, start + at, side) + _worth(words, end + at, side) + looks
            if worth > best or (worth == best and direction > 0):
                best, shift = worth, at
    return shift


def _are_same(side: _Side, other: _Side, come: int, gone: int) -> bool:
    """Whether a word can take the partner of another one, and neither is a label: a reader could not tell.

    One that looks as the partner does, or leads where it leads, can take it from one that does not.
    """
    words = side.reading.words
    if words.keys[come] != words.keys[gone] or come in words.labels or gone in words.labels:
        return False
    if words.keys[come] in MARKS:
        theirs = form(other.reading.blocks[other.reading.words.blocks[side.partner[gone]]])
        return theirs == form(side.reading.blocks[words.blocks[come]])
    looks = words.looks[come], words.looks[gone]
    is_better = looks[0] != looks[1] and looks[0] == other.reading.words.looks[side.partner[gone]]
    return words.texts[come] == words.texts[gone] and (looks[0] == looks[1] or is_better)


def _shift(side: _Side, other: _Side, start: int, end: int, shift: int) -> None:
    steps = range(shift) if shift > 0 else range(-1, shift - 1, -1)
    for step in steps:
        gone, come = (end + step, start + step) if shift > 0 else (start + step, end + step)
        place = side.partner[gone]
        side.partner[gone], side.partner[come] = -1, place
        other.partner[place] = come


_LONGEST_END = 3  # words and signs that end a block behind a change


def _part(side: _Side, other: _Side, start: int, end: int, *, least: int) -> None:
    """Part a change that begins within a block and goes on to the end of a later one, before the words that end it.

    Where its first block ends with the same words these stayed, and the blocks behind it came or went whole; what it
    replaces is in the first, of which ``least`` words are a part of the change. So they did where it ends with another
    sign: of "fuel." and "fuel; fireworks." in two items the first item stayed, and the full stop did not move.
    """
    keys = side.reading.words.keys
    if start == side.start or keys[start - 1] in MARKS or BLOCK_MARK not in keys[start:end]:
        return
    mark = keys.index(BLOCK_MARK, start)
    last = next((at for at in range(end, min(end + _LONGEST_END, side.end)) if keys[at] == BLOCK_MARK), -1)
    length = last + 1 - end
    first = side.partner[end]
    if last < 0 or any(side.partner[end + at] != first + at or side.move[end + at] for at in range(length)):
        return
    pairs = list(zip(range(mark + 1 - length, mark + 1), range(end, last + 1), strict=True))
    if mark + 1 - length < start + least or not all(_are_same(side, other, come, gone) for come, gone in pairs):
        pairs = pairs[-1:]
        if length == 1 or not _ENDS.issuperset(keys[end:last]) or not _are_same(side, other, mark, last):
            return
        for at in range(end, last):
            other.partner[side.partner[at]] = -1
            side.partner[at] = -1
    for come, gone in pairs:
        place = side.partner[gone]
        side.partner[gone], side.partner[come] = -1, place
        other.partner[place] = come


def _worth(words: Words, place: int, side: _Side) -> int:
    """How well a change begins or ends before that word."""
    last = words.keys[place - 1] if place > side.start else ""
    if not last or last in MARKS:
        return 5 if last == CELL_MARK else 6
    if place == side.end:
        return 1
    key = words.keys[place]
    if key in MARKS:
        return 5
    if words.starts[place] == words.ends[place - 1]:
        return 1 if key in _ENDS else 0
    end = place - 1
    while last in _CLOSING and end > side.start and words.starts[end] == words.ends[end - 1]:
        end -= 1
        last = words.keys[end]
    if last in _SENTENCE_ENDS:
        return 4
    if last in _CLAUSE_ENDS:
        return 3
    if last in _PART_ENDS or key in _PART_BEGINS or _is_behind_item(words.keys, place):
        return 2
    return 0 if last[0].isdecimal() else 1  # "1 January" and "30 days" stay whole


def _is_behind_item(keys: Sequence[str], place: int) -> bool:
    """Whether "(a)" stands before that place: an item within a paragraph comes and goes with its label."""
    return keys[place - 1] == ")" and keys[place - 3 : place - 2] == ["("]
