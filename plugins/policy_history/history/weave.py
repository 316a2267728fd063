"""All revisions of a text woven into one sequence of words, which grows only at its end.

A *place* is one word at one point of the sequence; it knows in which revisions it stands, and spelled how. A
revision is the places that stand in it, in order. A word that moves gets a new place and keeps its identity.
Adding a revision never changes what is known of those before it: whatever two of them gave, they give for
ever.

The idea is that of interleaved deltas (M. J. Rochkind, The Source Code Control System, 1975).
"""

from __future__ import annotations

from collections.abc import Sequence

from .bases import Bases
from .growing import grown
from .places import Draft, Place
from .spelling import Speller, Unit


class Weave:
    """The weave of a text. Revisions are numbered from 0, in the order they are added."""

    def __init__(self) -> None:
        self.speller = Speller()
        self.bases = Bases()
        self.places: list[Place] = []
        self.sequence: list[int] = []
        """The numbers of the places, in order."""
        self.sources: list[str] = []
        self.units: list[list[Unit]] = []
        """The blocks of each revision."""
        self.homes: dict[Unit, tuple[int, ...]] = {}
        """The places each block had where it stood last."""
        self.last: dict[int, int] = {}
        """The places of the last revision and their spellings, in order."""
        self._identities = 0

    def add(self, source: str) -> None:
        """Weave in one more revision."""
        draft = grown(self, source)
        self._insert(draft)
        now = dict(zip(draft.places, draft.words))
        for place, word in self.last.items() - now.items():
            self.places[place].spellings[word].append(len(self.sources))
        for place, word in now.items() - self.last.items():
            self.places[place].spellings.setdefault(word, []).append(len(self.sources))
        self.note(source, draft.units, now)

    def note(self, source: str, units: list[Unit], standing: dict[int, int]) -> None:
        """Remember a revision whose places know that they stand in it."""
        self.sources.append(source)
        self.units.append(units)
        self.last = standing
        order, start = list(standing), 0
        for unit in units:
            self.homes[unit] = tuple(order[start : start + len(unit)])
            start += len(unit)

    def standing(self, revision: int) -> dict[int, int]:
        """The places of a revision and their spellings, in order."""
        if revision == len(self.sources) - 1:
            return self.last
        found = ((place, self.places[place].spelling_in(revision)) for place in self.sequence)
        return {place: spelling for place, spelling in found if spelling >= 0}

    def new_place(self, word: int, identity: int = -1) -> int:
        """A place that is not in the sequence yet, of a new word or of one with that identity."""
        if identity < 0:
            identity = self._identities
        self._identities = max(self._identities, identity + 1)
        self.places.append(Place(identity, self.speller.keys[word]))
        return len(self.places) - 1

    def _insert(self, draft: Draft) -> None:
        """Give every word that has none a new place, behind whatever stood between its neighbours before."""
        stretches = list(draft.unplaced())
        if not stretches:
            return
        position = dict(zip(self.sequence, range(len(self.sequence))))
        taken = self.identities(draft.places)
        sequence: list[int] = []
        done = 0
        for start, end in stretches:
            after = position[draft.places[end]] if end < len(draft.places) else len(self.sequence)
            sequence += self.sequence[done:after]
            done = after
            for at in range(start, end):
                identity = draft.identities[at]
                draft.places[at] = self.new_place(draft.words[at], -1 if identity in taken else identity)
                taken.add(self.places[draft.places[at]].identity)
            sequence += draft.places[start:end]
        self.sequence = sequence + self.sequence[done:]

    def identities(self, places: Sequence[int]) -> set[int]:
        """The identities of these places; -1 among them stands for none."""
        everything = self.places
        return {everything[place].identity for place in places if place >= 0}
