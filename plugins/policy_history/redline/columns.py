"""The columns of two tables that are each other's: by their headings and by all that stands in them, together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .chain import Run, heaviest_chain
from .rows import Row, likeness

_Pair = tuple[int, int]


class Columns(NamedTuple):
    """The columns of two tables that are partners: how many there are, which are partners in order, and which moved."""

    old: int
    new: int
    in_order: tuple[tuple[int, int], ...]
    moved: tuple[tuple[int, int], ...] = ()

    def merged(self) -> list[tuple[int, int]]:
        """The columns of both tables in one order, -1 for the side that has none: what left, what came, what stayed.

        One that moved stands at both places.
        """
        found: list[tuple[int, int]] = []
        last = -1, -1
        for following in (*self.in_order, (self.old, self.new)):
            found += [(i, -1) for i in range(last[0] + 1, following[0])]
            found += [(-1, j) for j in range(last[1] + 1, following[1])]
            found += [following] if following[0] < self.old else []
            last = following
        return found

    def number(self, old: int, new: int) -> int:
        """The number, from 1, of a column that one table alone has, -1 being the other; 0 for others.

        No two columns of both tables have one number.
        """
        if old >= 0 and new < 0 and old not in (each for each, _ in self.moved):
            return old + 1
        if new >= 0 and old < 0 and new not in (each for _, each in self.moved):
            return self.old + new + 1
        return 0


# A heading says as much about which column one is as so many cells of it.
_HEADING = 1.5
# How alike columns must be whose headings are not the same; those between the same neighbours; and those that cross.
_PARTNERS, _BETWEEN, _CROSSING = 0.35, 0.15, 0.57


def pair_columns(
    olds: Sequence[Row], news: Sequence[Row], pairs: Sequence[tuple[Row, Row]], weights: Sequence[float]
) -> tuple[list[_Pair], list[_Pair]]:
    """The columns of two tables, the heads of which come first, that are partners: in order, and those that moved.

    ``pairs`` are the rows that are partners, where they are known. ``weights`` gives what a word is worth.
    """
    counts = len(olds[0].cells), len(news[0].cells)
    headings = [[_heading(a, b, weights) for b in news[0].words] for a in olds[0].words]
    bodies = [row_pair for row_pair in pairs if row_pair[0].block != olds[0].block]
    scores: dict[_Pair, float] = {}
    for i in range(counts[0]):
        for j in range(counts[1]):
            body, count = _body(bodies, i, j, weights) if bodies else _bag_body(olds, news, i, j, weights)
            scores[i, j] = (_HEADING * headings[i][j] + body) / (_HEADING + count)
    found = _best(scores, headings)
    gains = [scores[pair] * _size(olds, pair[0], weights) + 0.1 for pair in found]
    chain = heaviest_chain([Run(i, j, 1) for i, j in found], gains)
    in_order = [(run.old, run.new) for run in chain]
    moved = [
        (i, j) for i, j in found if (i, j) not in in_order and (headings[i][j] == 1.0 or scores[i, j] >= _CROSSING)
    ]
    return _with_those_between(in_order, moved, scores, counts), moved


def _heading(a: Sequence[int], b: Sequence[int], weights: Sequence[float]) -> float:
    """How alike two headings are; two that are empty say little."""
    return likeness(a, b, weights) if a or b else 0.5


def _body(pairs: Sequence[tuple[Row, Row]], i: int, j: int, weights: Sequence[float]) -> tuple[float, int]:
    """How alike two columns are below their headings, cell by cell: a sum, and of how many cells that are not empty."""
    total, count = 0.0, 0
    for old, new in pairs:
        a, b = old.words[i], new.words[j]
        if a or b:
            total += likeness(a, b, weights)
            count += 1
    return total, count


def _bag_body(olds: Sequence[Row], news: Sequence[Row], i: int, j: int, weights: Sequence[float]) -> tuple[float, int]:
    """The same where it is not known which row is which: by all the words in the columns."""
    a = [word for row in olds[1:] for word in row.words[i]]
    b = [word for row in news[1:] for word in row.words[j]]
    count = max(len(olds), len(news)) - 1 if a or b else 0
    return likeness(a, b, weights) * count, count


def _best(scores: dict[_Pair, float], headings: Sequence[Sequence[float]]) -> list[_Pair]:
    """Columns that are partners, the most alike first; of equals those whose places are nearest."""
    found: list[_Pair] = []
    olds: set[int] = set()
    news: set[int] = set()
    for (i, j), score in sorted(scores.items(), key=lambda item: (-item[1], abs(item[0][0] - item[0][1]), item[0])):
        if i not in olds and j not in news and (score >= _PARTNERS or headings[i][j] == 1.0):
            found.append((i, j))
            olds.add(i)
            news.add(j)
    return sorted(found)


def _size(rows: Sequence[Row], column: int, weights: Sequence[float]) -> float:
    return sum(weights[word] for row in rows for word in row.words[column])


def _with_those_between(
    in_order: Sequence[_Pair], moved: Sequence[_Pair], scores: dict[_Pair, float], counts: tuple[int, int]
) -> list[_Pair]:
    """The columns in order, and the best of those left that stand between the same ones and are a little alike."""
    found = list(in_order)
    taken = {i for i, _ in moved}, {j for _, j in moved}
    last = -1, -1
    for following in (*in_order, counts):
        olds = [i for i in range(last[0] + 1, following[0]) if i not in taken[0]]
        news = [j for j in range(last[1] + 1, following[1]) if j not in taken[1]]
        candidates = [(i, j) for i in olds for j in news if scores[i, j] >= _BETWEEN]
        chain = heaviest_chain([Run(i, j, 1) for i, j in candidates], [scores[pair] for pair in candidates])
        found += [(run.old, run.new) for run in chain]
        last = following
    return sorted(found)
