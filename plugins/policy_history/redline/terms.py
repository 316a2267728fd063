"""Which term a definition defines: its meaning moves with it, and not to another term that both texts define."""

from __future__ import annotations

from ..text.blocks import Kind
from .alignment import Alignment
from .sides import ReadWords


class Terms:
    """The terms of the definitions that were read of two texts; ``both`` are those that either defines."""

    def __init__(self, alignment: Alignment) -> None:
        self._old, self._new = _terms(alignment.old), _terms(alignment.new)
        self.both = set(self._old.values()) & set(self._new.values())

    def are_others(self, old: int, new: int) -> bool:
        """Whether two blocks, by their numbers, define two terms of which either text defines both."""
        terms = self._old.get(old), self._new.get(new)
        return terms[0] != terms[1] and self.both.issuperset(terms)


def _terms(reading: ReadWords) -> dict[int, str]:
    """For each definition, by the number of its block, the term over it."""
    found: dict[int, str] = {}
    for start, _ in reading.spans():
        number = at = reading.words.blocks[start]
        while at and reading.blocks[at].kind is Kind.DESCRIPTION:
            at -= 1
        if at < number and reading.blocks[at].kind is Kind.TERM:
            found[number] = reading.blocks[at].source
    return found
