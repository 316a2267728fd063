"""Blocks of two texts that are each other's best partners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..text.words import CELL_MARK, MARKS, ROW_MARK
from .alignment import Alignment
from .chain import Matcher
from .sides import Reading

MOVED = 0.5
"""How alike two blocks must be to be called one that moved (the research's threshold, at which no move was false)."""


class Numbers:
    """The words of both sides as numbers, and what keeping each is worth."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        codes: dict[str, int] = {}
        self.old = [codes.setdefault(key, len(codes)) for key in old]
        self.new = [codes.setdefault(key, len(codes)) for key in new]
        self.weights = [_worth(key) for key in codes]
        self.matcher = Matcher(self.old, self.new, self.weights)


# Short words that decide what a sentence permits weigh like long ones.
_DECISIVE = frozenset("no not nor may any all can un ne pas non nie kein".split())


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
            weight = sum(numbers.weights[word] for word in numbers.old[slice(*olds[a])])
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
    there: dict[tuple[int, int, int], list[int]] = {}
    sizes_new = []
    for b, (start, end) in enumerate(news):
        triples = _triples(numbers.new, start, end)
        sizes_new.append(len(triples))
        for triple in triples:
            there.setdefault(triple, []).append(b)
    shared: dict[tuple[int, int], int] = {}
    sizes_old = []
    for a, (start, end) in enumerate(olds):
        triples = _triples(numbers.old, start, end)
        sizes_old.append(len(triples))
        for triple in triples:
            blocks = there.get(triple, ())
            if len(blocks) <= _COMMON:
                for b in blocks:
                    shared[a, b] = shared.get((a, b), 0) + 1
    return {(a, b): 2 * count / (sizes_old[a] + sizes_new[b]) for (a, b), count in shared.items()}


def _triples(words: Sequence[int], start: int, end: int) -> set[tuple[int, int, int]]:
    """The triples of words in a block; its edges count as words, so that the shortest block has one too."""
    stretch = [-1, *words[start : end - 1], -1]
    return set(zip(stretch, stretch[1:], stretch[2:]))
