"""Rows of two tables that are partners: by their cells, column by column, and by what names a row most of all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ..text.numerals import readings
from .chain import Run, heaviest_chain


class Row(NamedTuple):
    """A row that was read: its block, its stretch of words, and its cells.

    A cell is where its words begin, and where the mark stands that ends it; ``words`` are their numbers.
    """

    block: int
    start: int
    end: int
    cells: list[tuple[int, int]]
    words: list[tuple[int, ...]]


class Weighing(NamedTuple):
    """Two columns that are partners, and how much their cells say about which row is which."""

    old: int
    new: int
    weight: float


# How much more the column that names the rows says than another; and how little one that only counts them.
_KEY, _COUNTER = 2.0, 0.1
# A column names its rows whose cells differ from each other nearly as much as those of any other column.
_NEARLY = 0.9
# How alike two rows must be; and two that stand alone between the same ones.
_PARTNERS, _BETWEEN = 0.4, 0.3
# A word that stands in more cells of a column than this says nothing about which row is which.
_COMMON = 8
# What stands before the last part of a number, and that part: "AC-" and "1", "2." and "3", nothing and "iv".
_LAST_PART = re.compile(r"(\S{0,7}[^\s\d])?(\d{1,4})|(\S{0,7}(?:[^\s\w]|[\d_]))?([^\W\d_]{1,4})")


def weighing(
    olds: Sequence[Sequence[str]], news: Sequence[Sequence[str]], columns: Sequence[tuple[int, int]]
) -> list[Weighing]:
    """What the columns of two tables say about their rows, from all cells as they are written, heads first.

    Cells that say the same in every row ("yes") say nothing about which row is which.
    """
    weights = []
    for i, j in columns:
        cells = [row[i] for row in olds[1:]], [row[j] for row in news[1:]]
        counts = _counts(cells[0]) and _counts(cells[1])
        weights.append(_COUNTER if counts else (_variety(cells[0]) + _variety(cells[1])) / 2)
    key = next((at for at, weight in enumerate(weights) if weight >= _NEARLY * max(weights)), -1)
    return [Weighing(i, j, weights[at] * (_KEY if at == key else 1.0)) for at, (i, j) in enumerate(columns)]


def _counts(cells: Sequence[str]) -> bool:
    """Whether cells are running numbers, which say what place a row has and not which it is."""
    numbers = [cell.strip(" .)(#") for cell in cells]
    parts = list(filter(None, map(_LAST_PART.fullmatch, numbers)))
    if not numbers or len(parts) < len(numbers):
        return False
    heads = [part[1] or part[3] or "" for part in parts]
    figures, *others = zip(*(readings(part[2] or part[4]) for part in parts), strict=True)
    # One letter alone is a name, as those of plans may be: what stands around it makes it a number.
    others = others[: 1 + (all(heads) or all(map(str.__ne__, cells, numbers)))] if len(numbers) > 1 else []
    return any(values[0] and _run_on(heads, values) for values in (figures, *others))


def _run_on(heads: Sequence[str], numbers: Sequence[int]) -> bool:
    """Whether each number is the next one, or 1 behind another head than the one before: "1.2", "1.3", "2.1"."""
    steps = pairwise(zip(heads, numbers, strict=True))
    return all(b == (a + 1 if one == other else 1) for (one, a), (other, b) in steps)


def _variety(cells: Sequence[str]) -> float:
    """How many of the cells with words in them differ: 1 when all do."""
    filled = [cell for cell in cells if cell]
    return len(set(filled)) / len(filled) if filled else 0.0


def pair_rows(
    olds: Sequence[Row], news: Sequence[Row], columns: Sequence[Weighing], weights: Sequence[float]
) -> list[tuple[Row, Row, float]]:
    """The rows that are partners, with how alike they are (0 to 1)."""
    scores = {}
    for a, b in _candidates(olds, news, columns):
        score = _score(olds[a], news[b], columns, weights)
        if score >= _BETWEEN:
            scores[a, b] = score
    best = _best({pair: score for pair, score in scores.items() if score >= _PARTNERS})
    found = _with_those_between(best, scores, (len(olds), len(news)))
    return [(olds[a], news[b], score) for a, b, score in found]


def _candidates(olds: Sequence[Row], news: Sequence[Row], columns: Sequence[Weighing]) -> list[tuple[int, int]]:
    """Rows that share a word that is not common in its column."""
    found: set[tuple[int, int]] = set()
    for column in columns:
        places: dict[int, list[int]] = {}
        for b, row in enumerate(news):
            for word in sorted(set(row.words[column.new])):
                places.setdefault(word, []).append(b)
        for a, row in enumerate(olds):
            for word in row.words[column.old]:
                there = places.get(word, [])
                if len(there) <= _COMMON:
                    found.update((a, b) for b in there)
    return sorted(found)


def _score(old: Row, new: Row, columns: Sequence[Weighing], weights: Sequence[float]) -> float:
    alike, whole = 0.0, 0.0
    for i, j, weight in columns:
        a, b = old.words[i], new.words[j]
        if a or b:
            alike += weight * likeness(a, b, weights)
            whole += weight
    return alike / whole if whole else 0.0


def _best(scores: dict[tuple[int, int], float]) -> list[tuple[int, int, float]]:
    """Rows that are each other's best partners, then those of the rest that are; of equals those in order."""
    found: list[tuple[int, int, float]] = []
    left = dict(scores)
    while left:
        tops: tuple[dict[int, float], dict[int, float]] = ({}, {})
        for pair, score in left.items():
            for side in (0, 1):
                tops[side][pair[side]] = max(score, tops[side].get(pair[side], 0.0))
        best = [(a, b) for (a, b), score in left.items() if score == tops[0][a] == tops[1][b]]
        chain = heaviest_chain([Run(a, b, 1) for a, b in best], [left[pair] for pair in best])
        taken: tuple[set[int], set[int]] = (set(), set())
        for a, b in (*((run.old, run.new) for run in chain), *best):
            if a not in taken[0] and b not in taken[1]:
                found.append((a, b, left[a, b]))
                taken[0].add(a)
                taken[1].add(b)
        left = {(a, b): score for (a, b), score in left.items() if a not in taken[0] and b not in taken[1]}
    return sorted(found)


def _with_those_between(
    best: list[tuple[int, int, float]], scores: dict[tuple[int, int], float], counts: tuple[int, int]
) -> list[tuple[int, int, float]]:
    """The pairs, and those of two rows that are all that is left between two pairs, when they are a little alike."""
    chain = heaviest_chain([Run(a, b, 1) for a, b, _ in best], [score for _, _, score in best])
    taken = {a for a, _, _ in best}, {b for _, b, _ in best}
    found = list(best)
    last = -1, -1
    for run in (*chain, Run(*counts, 0)):
        left = [a for a in range(last[0] + 1, run.old) if a not in taken[0]]
        come = [b for b in range(last[1] + 1, run.new) if b not in taken[1]]
        if len(left) == len(come) == 1 and (left[0], come[0]) in scores:
            found.append((left[0], come[0], scores[left[0], come[0]]))
        last = run.old, run.new
    return sorted(found)


def likeness(a: Sequence[int], b: Sequence[int], weights: Sequence[float]) -> float:
    """How alike two cells are: the Dice coefficient of their words by weight; 1 for the same words in one order."""
    if tuple(a) == tuple(b):
        return 1.0
    counts: dict[int, int] = {}
    for word in a:
        counts[word] = counts.get(word, 0) + 1
    whole = sum(weights[word] for word in a) + sum(weights[word] for word in b)
    shared = 0.0
    for word in b:
        if counts.get(word, 0) > 0:
            counts[word] -= 1
            shared += weights[word]
    return 2 * shared / whole if whole else 0.0
