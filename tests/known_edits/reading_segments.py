"""What a redline says of each word: kept, changed or moved; and how it reads: runs, islands, cuts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, groupby
from typing import Literal

from .reading import Word, plain, words_of
from .segments import Segment

_LARGEST_ISLAND = 2  # words
_words_of = lru_cache(maxsize=16)(words_of)  # many redlines of one text are read in turn
_NUMBER = re.compile(r"\d|^[a-zA-Z]$")


@dataclass(slots=True)
class Side:
    """One text as a redline shows it, by places of its words.

    ``changed`` are the words shown as deleted or inserted, ``moved`` the places of a move's words by its
    number, ``cuts`` how often a change begins or ends inside a word. ``by_segment`` counts words by segment.
    """

    words: Sequence[Word]
    changed: set[int] = field(default_factory=set)
    moved: dict[int | str, list[int]] = field(default_factory=dict)
    aside: set[int] = field(default_factory=set)
    cuts: int = 0
    by_segment: dict[int, int] = field(default_factory=dict)


def read_side(segments: Sequence[Segment], which: Literal["old", "new"], text: str) -> Side:
    """What the segments say of the words of one text. A word with any part in a change is changed."""
    side = Side(_words_of(text))
    starts = [word.start for word in side.words]
    ends = list(accumulate(len(segment.old if which == "old" else segment.new) for segment in segments))
    at = 0
    for number, end in enumerate(ends):
        last = bisect_left(starts, end, at)
        whole = last - 1 if last > at and side.words[last - 1].end > end else last
        _place_words(side, range(at, whole), number, segments[number])
        if whole < last:
            reached = bisect_left(ends, side.words[whole].end, number)
            _place_torn(side, whole, range(number, min(reached, len(ends) - 1) + 1), segments)
        at = last
    return side


def _place_words(side: Side, places: range, number: int, segment: Segment) -> None:
    """Note words that lie in one segment."""
    if not places:
        return
    side.by_segment[number] = side.by_segment.get(number, 0) + len(places)
    if segment.is_change:
        side.changed.update(places)
    elif segment.operation in ("delete", "insert"):
        side.aside.update(places)
    elif segment.operation == "move":
        move = segment.move if segment.move is not None else f"alone {number}"
        side.moved.setdefault(move, []).extend(places)


def _place_torn(side: Side, place: int, held: range, segments: Sequence[Segment]) -> None:
    """Note a word that lies in several segments: what is torn by a change counts as changed."""
    sides = [number for number in held if segments[number].old or segments[number].new]
    kinds = [is_change for is_change, _ in groupby(segments[number].is_change for number in sides)]
    side.cuts += len(kinds) - 1
    changed = [number for number in sides if segments[number].is_change]
    number = (changed or sides)[0]
    _place_words(side, range(place, place + 1), number, segments[number])


def is_faithful(old: Side, new: Side) -> bool:
    """Whether the words shown as kept, and those of each move, are the same on both sides but for typography.

    Numbers may come and go as structure, when what they count is renumbered.
    """
    if old.moved.keys() != new.moved.keys():
        return False
    if any(_texts(old, places) != _texts(new, new.moved[move]) for move, places in old.moved.items()):
        return False
    return _texts(old, _kept(old)) == _texts(new, _kept(new))


def _kept(side: Side) -> Iterator[int]:
    moved = {place for places in side.moved.values() for place in places}
    numbers = {place for place in side.aside if _NUMBER.search(side.words[place].text)}
    gone = side.changed | moved | numbers
    return (place for place in range(len(side.words)) if place not in gone)


def _texts(side: Side, places: Sequence[int] | Iterator[int]) -> list[str]:
    return [plain(side.words[place].text) for place in places]


def runs_and_islands(segments: Sequence[Segment], old: Side, new: Side) -> tuple[int, int]:
    """How many separate changes a reader sees, and how many kept stretches of one or two words stand between
    two changes that are both longer: leftovers of chance in what was rewritten.
    """
    stretches = [
        _stretch(is_change, list(members), segments, old, new)
        for is_change, members in groupby(range(len(segments)), key=lambda at: _shows(segments[at]))
    ]
    runs = sum(1 for is_change, _ in stretches if is_change)
    islands = 0
    for (_, before), (is_change, kept), (_, after) in zip(stretches, stretches[1:], stretches[2:], strict=False):
        islands += not is_change and 0 < kept <= _LARGEST_ISLAND and min(before, after) > kept
    return runs, islands


def _shows(segment: Segment) -> bool:
    return segment.is_change and not (segment.old + segment.new).isspace()


def _stretch(
    is_change: bool, members: list[int], segments: Sequence[Segment], old: Side, new: Side
) -> tuple[bool, int]:
    """How many words a stretch of segments has; text that moved away or came is never an island."""
    words = [sum(side.by_segment.get(at, 0) for at in members) for side in (old, new)]
    if not is_change and any(segments[at].operation == "move" for at in members):
        return False, _LARGEST_ISLAND + 1 + max(words)
    return is_change, max(words)
