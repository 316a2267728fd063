"""Words that are taken out of a stretch, so that what stands around them can meet, and what is left when they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from itertools import chain

from ..text.words import ROW_MARK
from .alignment import Alignment
from .chain import Run
from .pairing import BlockPair
from .sides import ReadWords


class Apart:
    """The blocks that match nothing in place but what they are paired with: those that moved, and rows of tables.

    Where a table left for a text without one, what stayed of it may be anywhere.
    """

    def __init__(self, alignment: Alignment, gone: Sequence[BlockPair], kept: Set[BlockPair]) -> None:
        found = {pair.old for pair in gone}, {pair.new for pair in gone}
        rows = _row_spans(alignment.old), _row_spans(alignment.new)
        for side, reading in enumerate((alignment.old, alignment.new)):
            paired = alignment.columns_of[side]
            found[side].update(span for span in rows[side] if reading.words.blocks[span[0]] in paired)
        for gap in alignment.gaps if rows[0] and rows[1] else ():
            within = _inside(rows[0], gap.old), _inside(rows[1], gap.new)
            if within[0] and within[1]:
                found[0].update(within[0])
                found[1].update(within[1])
        found[0].difference_update(pair.old for pair in kept)
        found[1].difference_update(pair.new for pair in kept)
        self._spans = sorted(found[0]), sorted(found[1])

    def within(self, side: int, whole: tuple[int, int]) -> list[tuple[int, int]]:
        """Those of a side that lie within a stretch, in order."""
        return _inside(self._spans[side], whole)


def _row_spans(reading: ReadWords) -> list[tuple[int, int]]:
    """The rows of tables, as stretches of words, in order."""
    keys = reading.words.keys
    return [span for span in reading.spans() if keys[span[1] - 1] == ROW_MARK] if ROW_MARK in keys else []


def _inside(spans: list[tuple[int, int]], whole: tuple[int, int]) -> list[tuple[int, int]]:
    """Those of some stretches, which are in order, that lie within another."""
    return spans[bisect_left(spans, (whole[0],)) : bisect_left(spans, (whole[1],))]


class Rest:
    """A stretch of words without some stretches within it, which are in order."""

    def __init__(self, whole: tuple[int, int], without: Sequence[tuple[int, int]]) -> None:
        edges = [whole[0], *(place for span in without for place in span), whole[1]]
        self._spans = [range(*span) for span in zip(edges[::2], edges[1::2], strict=True)]
        self.places = list(chain.from_iterable(self._spans))

    def words(self, words: Sequence[int]) -> list[int]:
        """The words of the rest."""
        return [word for span in self._spans for word in words[span.start : span.stop]]

    def rank(self, place: int) -> int:
        """The place of that word among the rest."""
        return bisect_left(self.places, place)

    def span(self, whole: tuple[int, int]) -> tuple[int, int]:
        """A stretch of words that are all among the rest."""
        start = self.rank(whole[0])
        return start, start + whole[1] - whole[0]

    def ranks(self, places: Set[int]) -> set[int]:
        """The places of those words that are among the rest."""
        return {at for at, place in enumerate(self.places) if place in places} if places else set()


def parts(run: Run, olds: Sequence[int], news: Sequence[int]) -> Iterator[Run]:
    """A run of two rests as runs of the wholes, where its words stand at the places given."""
    a, b, length = run
    while length:
        part = length
        while olds[a + part - 1] - olds[a] >= part or news[b + part - 1] - news[b] >= part:
            part -= 1
        yield Run(olds[a], news[b], part)
        a, b, length = a + part, b + part, length - part
