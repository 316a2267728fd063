"""What a weave is made of: places, and drafts of revisions that are to take their places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .spelling import Unit

Turns = Sequence[int]
"""The revisions from which on something stands and from which on it no longer does, in turn."""


def stands(turns: Turns, revision: int) -> int:
    """1 when what has these turns stands in a revision, else 0."""
    return bisect_right(turns, revision) & 1


@dataclass(slots=True)
class Place:
    """One word at one point of the sequence.

    ``identity`` is the word's, shared with the places it moved from and to; ``key`` is what is compared.
    ``spellings`` has the turns of each spelling it had here; in a revision it has at most one.
    """

    identity: int
    key: int
    spellings: dict[int, list[int]] = field(default_factory=dict)

    def spelling_in(self, revision: int) -> int:
        """Its spelling in a revision; -1 when it does not stand there."""
        return next((spelling for spelling, turns in self.spellings.items() if stands(turns, revision)), -1)


@dataclass(slots=True)
class Draft:
    """A revision on its way into the weave: its blocks, and for each of its words the spelling, place and
    identity.

    A word without a place (-1) gets a new one, and one without an identity (-1) is new.
    """

    units: list[Unit]
    words: list[int]
    places: list[int]
    identities: list[int]

    def unplaced(self) -> Iterator[tuple[int, int]]:
        """The stretches of words that have no place yet."""
        end = 0
        while (start := _index(self.places, -1, end)) >= 0:
            end = start
            while end < len(self.places) and self.places[end] < 0:
                end += 1
            yield start, end


def _index(items: Sequence[int], item: int, start: int) -> int:
    try:
        return items.index(item, start)
    except ValueError:
        return -1
