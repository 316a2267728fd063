"""The segments of a redline against what is known of every word.

A segment is ``(operation, old, new, class, move)`` as ``scripts/score redline`` prints it. A word is shown as changed where
its letters stand in a segment that was deleted or inserted and is of the class ``wording``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .made import Case, Move
from .pieces import Piece

Segment = tuple[str, str, str, str | None, str | int | None]


@dataclass(slots=True)
class Score:
    """Words shown as changed and words that are, over both sides; moves shown and moves made."""

    right: int = 0
    shown: int = 0
    true: int = 0
    perfect: int = 0
    pairs: int = 0
    moves_found: int = 0
    moves_made: int = 0

    @property
    def precision(self) -> float:
        """Of the words shown as changed, those that are."""
        return self.right / self.shown if self.shown else 1.0

    @property
    def recall(self) -> float:
        """Of the words that changed, those shown."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.shown + self.true) if self.shown + self.true else 1.0

    def add(self, other: Score) -> None:
        """Count another pair's in."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def score(case: Case, segments: Iterable[Segment]) -> Score:
    """How true a redline of the case is. ``ValueError`` if its segments are not the two texts."""
    found = list(segments)
    found_texts = "".join(s[1] for s in found), "".join(s[2] for s in found)
    if found_texts != case.texts:
        raise ValueError(f"{case.name}: the segments are not the two texts")
    result = Score(pairs=1)
    faults = 0
    moved: set[int] = set()
    for side, pieces, made in zip((1, 2), (case.old, case.new), case.changed(), strict=True):
        changed, elsewhere = _marks(pieces, found, side)
        moved |= {id(pieces[n].root) for n in elsewhere}
        scored = {n for n, piece in enumerate(pieces) if piece.is_word and not (piece.label and n in made)}
        shown, true = changed & scored, scored.intersection(made)
        result.shown, result.true = result.shown + len(shown), result.true + len(true)
        result.right += len(shown & true)
        faults += len(shown ^ true)
    faults += _moves(case, moved, result)
    result.perfect = int(not faults)
    return result


def _marks(pieces: Sequence[Piece], segments: Sequence[Segment], side: int) -> tuple[set[int], set[int]]:
    """The words of a side that are shown as changed, and those shown as moved."""
    marks = bytearray()
    for segment in segments:
        state = 2 if segment[0] == "move" else 1 if segment[0] != "equal" and segment[3] == "wording" else 0
        marks += bytes([state]) * len((segment[1], segment[2])[side - 1])
    changed, moved, at = set(), set(), 0
    for n, piece in enumerate(pieces):
        stretch = marks[at : at + len(piece.text)]
        at += len(piece.text)
        if piece.is_word and 1 in stretch:
            changed.add(n)
        elif piece.is_word and not piece.label and 2 in stretch:
            moved.add(n)
    return changed, moved


def _moves(case: Case, moved: set[int], result: Score) -> int:
    """Count the moves; the answer is the words that are shown as moved and are not, or the reverse."""
    faults, known = 0, set()
    for move in case.moves:
        first, second = _ids(move, "passage"), _ids(move, "passed")
        known |= first | second
        choice = min((first, second), key=lambda side: len((moved & (first | second)) ^ side))
        wrong = len((moved & (first | second)) ^ choice)
        faults += wrong
        result.moves_made += 1
        result.moves_found += int(wrong <= len(choice) // 10)
    return faults + len(moved - known)


def _ids(move: Move, name: str) -> set[int]:
    return {id(p.root) for p in getattr(move, name) if p.is_word and not p.label}
