"""Histories whose truth is known: how true the redline of any two of their texts is, however far apart they stand."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from known_edits import KnownHistory, Library, Score, generate_history, score

from .engines import OURS
from .measuring import progress

DISTANCES = (1, 5, 20, 45)
_PAIRS = 10  # of each distance in each history


def asked_pairs(count: int, seed: str) -> dict[int, list[tuple[int, int]]]:
    """For each distance some pairs of revisions, of so many revisions, that far apart."""
    random = Random(seed)
    found = {}
    for distance in DISTANCES:
        possible = [(start, start + distance) for start in range(1, count - distance + 1)]
        if possible:
            found[distance] = sorted(random.sample(possible, min(_PAIRS, len(possible))))
    return found


def known_histories(library: Library, seed: int, count: int, revisions: int) -> Iterator[KnownHistory]:
    """Histories with reverts whose truth is known, each of another text."""
    for number in range(count):
        progress(f"known histories: making {number + 1} of {count}")
        random = Random(f"history {seed}/{number}")
        name, text = library.draw(random)
        yield generate_history(text, library.pool(name), str(random.random()), revisions)


def measured(histories: Iterator[KnownHistory]) -> dict[int, float]:
    """The F1 over all histories by distance."""
    totals: dict[int, Score] = {}
    for number, history in enumerate(histories, 1):
        for distance, found in _scores(history, asked_pairs(len(history.texts), f"known {number}")).items():
            totals[distance] = totals.get(distance, Score()) + found
    return {distance: found.f1 for distance, found in totals.items()}


def _scores(history: KnownHistory, asked: dict[int, list[tuple[int, int]]]) -> dict[int, Score]:
    found = {}
    for distance, pairs in asked.items():
        found[distance] = Score()
        for start, end in pairs:
            known = history.between(start, end)
            segments = OURS.read(OURS.compare(known.old, known.new), known.old, known.new)
            found[distance] += score(known, segments)
    return found
