"""Blocks of two texts that are each other's best partners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, count

from ..text.words import CELL_MARK, MARKS, ROW_MARK
from .alignment import Alignment
from .chain import Matcher
from .sides import Reading

MOVED = 0.5
"""How alike two blocks must be to be called one that moved (the research's threshold, at which no move was false)."""


class Numbers:
    """The words of both sides as numbers, and what keeping each is worth."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        codes: dict[str, int] = defaultdict(count().__next__)
        self.old = list(map(codes.__getitem__, old))
        self.new = list(map(codes.__getitem__, new))
        self.weights = list(map(_worth, codes))
        self.matcher = Matcher(self.old, self.new, self.weights)


# Short words that decide what a sentence permits weigh like long ones.
_DECISIVE = frozenset("no not nor may any all can un ne pas non nie kein".split())


@lru_cache(maxsize=1 << 16)
def _worth(key: str) -> float:
    if key in MARKS:
        return 0.3
    if len(key) > 3 or key in _DECISIVE or key[0].isdigit():
        return 1.0
    if not key[0].isalnum():
        return 0.25
    return 0.5


@dataclass(frozen=True, slots=True)
class BlockPair:
    """Two blocks that are the same text or nearly: stretches of words, and how alike they are (0 to 1).

    Of two table rows ``cell_marks`` are the places of the marks at the ends of their cells, old and new.
    """

    old: tuple[int, int]
    new: tuple[int, int]
    likeness: float
    weight: float
    is_row: bool = False
    cell_marks: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())


def pair_blocks(alignment: Alignment, numbers: Numbers) -> list[BlockPair]:
    """The blocks of the gaps that are each other's best partners, in the order of the old text."""
    olds, news = _whole_blocks(alignment)
    if len(olds) < 2 and len(news) < 2:
        return []
    votes = _votes(numbers, olds, news)
    best_old = _best(votes)
    best_new = _best({(b, a): score for (a, b), score in votes.items()})
    pairs = []
    for a, (b, likeness) in sorted(best_old.items()):
        if best_new[b][0] == a and likeness >= 0.3:
            weight = sum(map(numbers.weights.__getitem__, numbers.old[slice(*olds[a])]))
            is_row = alignment.old.words.keys[olds[a][1] - 1] == ROW_MARK == alignment.new.words.keys[news[b][1] - 1]
            marks = (_cell_marks(alignment.old, olds[a]), _cell_marks(alignment.new, news[b])) if is_row else ((), ())
            pairs.append(BlockPair(olds[a], news[b], likeness, weight, is_row, marks))
    return pairs


def _whole_blocks(alignment: Alignment) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The blocks of both sides but for those of which only a part was read."""
    parts = [gap for gap in alignment.gaps if gap.is_part]
    olds, news = alignment.old.spans(), alignment.new.spans()
    if not parts:
        return olds, news
    old_parts, new_parts = {gap.old[0] for gap in parts}, {gap.new[0] for gap in parts}
    return [span for span in olds if span[0] not in old_parts], [span for span in news if span[0] not in new_parts]


def _cell_marks(reading: Reading, span: tuple[int, int]) -> tuple[int, ...]:
    return tuple(at for at in range(*span) if reading.words.keys[at] == CELL_MARK)


def _best(votes: dict[tuple[int, int], float]) -> dict[int, tuple[int, float]]:
    """For each first block the second one it is most like; of equals the first."""
    best: dict[int, tuple[int, float]] = {}
    for (one, other), score in sorted(votes.items()):
        if one not in best or score > best[one][1]:
            best[one] = (other, score)
    return best


# A triple of words that stands in more blocks than this says nothing about which belong together.
_COMMON = 8


def _votes(
    numbers: Numbers, olds: Sequence[tuple[int, int]], news: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], float]:
    """How alike blocks of both sides are: the Dice coefficient of their triples of words."""
    matcher = numbers.matcher
    shared = matcher.shared_triples[1].keys()
    sides = _blocks(matcher, 0, olds), _blocks(matcher, 1, news)
    there: dict[int, list[int]] = {}
    for b, block in enumerate(sides[1]):
        for triple in block.shared(shared):
            there.setdefault(triple, []).append(b)
    votes: dict[tuple[int, int], int] = {}
    for a, block in enumerate(sides[0]):
        for triple in block.shared(shared):
            blocks = there.get(triple, ())
            if len(blocks) <= _COMMON:
                for b in blocks:
                    votes[a, b] = votes.get((a, b), 0) + 1
    return {(a, b): 2 * count / (sides[0][a].size + sides[1][b].size) for (a, b), count in votes.items()}


class _Block:
    """The triples of words of one block; its edges count as words, so that the shortest block has one too."""

    def __init__(self, inner: Sequence[int], edges: tuple[int, ...]) -> None:
        self._inner = inner
        self._edges = edges

    def shared(self, shared: Set[int]) -> Iterator[int]:
        """Those that both sides may have, each once."""
        return chain(shared & set(self._inner), self._edges)

    @cached_property
    def size(self) -> int:
        """How many different ones there are."""
        return len(set(self._inner)) + len(self._edges)


def _blocks(matcher: Matcher, side: int, spans: Sequence[tuple[int, int]]) -> list[_Block]:
    pairs, triples, words = matcher.pairs[side], matcher.triples[side], (matcher.old, matcher.new)[side]
    found = []
    for start, end in spans:
        edges: tuple[int, ...] = ()
        if end - start > 2:  # the last one is the block's mark
            edges = -3 * pairs[start] - 1, -3 * pairs[end - 3] - 2
        elif end - start == 2:
            edges = (-3 * words[start] - 3,)
        found.append(_Block(triples[start : max(start, end - 3)], edges))
    return found
