"""What a redline says of each word: kept, changed or moved; and how it reads: runs, islands, cuts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from .reading import Word, plain, words_of
from .segments import Segment

_LARGEST_ISLAND = 2  # words


@dataclass(slots=True)
class Side:
    """One text as a redline shows it, by places of its words.

    ``changed`` are the words shown as deleted or inserted, ``moved`` the places of a move's words by its
    number, ``cuts`` how often a change begins or ends inside a word. ``by_segment`` counts words by segment.
    """

    words: list[Word]
    changed: set[int] = field(default_factory=set)
    moved: dict[int | str, list[int]] = field(default_factory=dict)
    cuts: int = 0
    by_segment: dict[int, int] = field(default_factory=dict)


def read_side(segments: Sequence[Segment], which: Literal["old", "new"], text: str) -> Side:
    """What the segments say of the words of one text. A word with any part in a change is changed."""
    side = Side(words_of(text))
    ends = []
    place = 0
    for segment in segments:
        place += len(segment.old if which == "old" else segment.new)
        ends.append(place)
    at = 0
    for number, word in enumerate(side.words):
        while at < len(ends) and ends[at] <= word.start:
            at += 1
        last = at
        while last < len(ends) and ends[last] < word.end:
            last += 1
        _place_word(side, number, range(at, last + 1), segments)
    return side


def _place_word(side: Side, number: int, places: range, segments: Sequence[Segment]) -> None:
    held = [place for place in places if place < len(segments)]
    side.cuts += (
        sum(1 for is_change, _ in groupby(segments[place].is_change for place in held)) - 1 if held else 0
    )
    if not held:
        return
    changed = [place for place in held if segments[place].is_change]
    at = (changed or held)[0]
    side.by_segment[at] = side.by_segment.get(at, 0) + 1
    if changed:
        side.changed.add(number)
    elif segments[at].operation == "move":
        side.moved.setdefault(
            segments[at].move if segments[at].move is not None else f"alone {at}", []
        ).append(number)


def is_faithful(old: Side, new: Side) -> bool:
    """Whether the words shown as kept, and those of each move, are the same on both sides but for
    typography.
    """
    if old.moved.keys() != new.moved.keys():
        return False
    if any(_texts(old, places) != _texts(new, new.moved[move]) for move, places in old.moved.items()):
        return False
    return _texts(old, _kept(old)) == _texts(new, _kept(new))


def _kept(side: Side) -> Iterator[int]:
    moved = {place for places in side.moved.values() for place in places}
    return (place for place in range(len(side.words)) if place not in side.changed and place not in moved)


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
    for (_, before), (is_change, kept), (_, after) in zip(stretches, stretches[1:], stretches[2:]):
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
