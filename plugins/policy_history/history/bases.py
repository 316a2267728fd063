"""Which earlier revision a new one is held against: the last, or a better one by the blocks they share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .spelling import Speller, Unit

# An earlier revision is the base when it leaves less than this share of the text that the last one leaves
# unshared.
_BETTER = 0.5


class Bases:
    """Remembers which blocks stand in which revisions."""

    def __init__(self) -> None:
        self._turns: dict[Unit, list[int]] = {}
        self._last: set[Unit] = set()

    def best(self, number: int, units: Iterable[Unit], speller: Speller) -> int:
        """The base of revision ``number``, which has these blocks and is remembered; -1 for the first."""
        lengths = {unit: speller.length(unit) for unit in units}
        gains = [0] * (number + 1)
        for unit, length in lengths.items():
            for at, turn in enumerate(self._turns.get(unit, ())):
                gains[turn] += -length if at % 2 else length
        self.remember(number, lengths)
        return _choose(gains[:number], sum(lengths.values()))

    def remember(self, number: int, units: Iterable[Unit]) -> None:
        """Note which blocks stand in a revision."""
        now = set(units)
        for unit in self._last ^ now:
            self._turns.setdefault(unit, []).append(number)
        self._last = now


def _choose(gains: Sequence[int], whole: int) -> int:
    """The latest of the revisions that share most, if it is much better than the last one."""
    best, most, shared = -1, -1, 0
    for revision, gain in enumerate(gains):
        shared += gain
        if shared >= most:
            best, most = revision, shared
    return best if whole - most < _BETTER * (whole - shared) else len(gains) - 1
