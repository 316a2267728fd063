"""Blocks of two texts that are each other's best partners."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import count

from ..text.keeping import kept
from ..text.words import BLOCK_MARK, MARKS, ROW_MARK, Words
from .alignment import Alignment
from .matching import Matcher

MOVED = 0.5
"""How alike two blocks must be to be called one that moved (the research's threshold, at which no move was false)."""


BRACKETS = (("(", ")"), ("[", "]"), ("（", "）"))
"""Pairs of which one half is not struck where the other one stays (``align.tidy``)."""


class Numbers:
    """The words of both sides as numbers, and what keeping each is worth; labels are worth nothing."""

    def __init__(self, old: Words, new: Words) -> None:
        codes: dict[str, int] = defaultdict(count().__next__)
        self.old = list(map(codes.__getitem__, old.keys))
        self.new = list(map(codes.__getitem__, new.keys))
        self.weights = list(map(worth, codes))
        # A label is like no other word, so that it holds no two blocks together.
        for words, numbers in ((old, self.old), (new, self.new)):
            for at in sorted(words.labels):
                numbers[at] = len(self.weights)
                self.weights.append(0.0)
        self.ends = frozenset(codes[mark] for mark in (BLOCK_MARK, ROW_MARK) if mark in codes)
        pairs = ((codes.get(left), codes.get(right)) for left, right in BRACKETS)
        self.brackets = {right: left for left, right in pairs if left is not None and right is not None}
        self.matcher = Matcher(self.old, self.new, self.weights, self.ends, self.brackets)


# Short words that decide what a sentence permits weigh like long ones.
_DECISIVE = frozenset(["no", "not", "nor", "may", "any", "all", "can", "un", "ne", "pas", "non", "nie", "kein"])


@kept
def worth(key: str) -> float:
    """What keeping a word is worth, in words."""
    if key in MARKS:
        return 0.3
    if len(key) > 4 or key[0].isdigit():
        return 1.0
    if len(key) > 3 or key in _DECISIVE:
        return 0.9
    if not key[0].isalnum():
        return 0.25
    return 0.5


@dataclass(frozen=True, slots=True)
class BlockPair:
    """Two blocks that are the same text or nearly: stretches of words, and how alike they are (0 to 1).

    Two rows of tables that are partners have in ``cells`` the cells that are: where the old one's words begin and end,
    and the new one's; ``moved_cells`` are those of columns that moved.
    """

    old: tuple[int, int]
    new: tuple[int, int]
    likeness: float
    weight: float
    is_row: bool = False
    cells: tuple[tuple[int, int, int, int], ...] = ()
    moved_cells: tuple[tuple[int, int, int, int], ...] = ()


def pair_blocks(alignment: Alignment, numbers: Numbers, rows: Sequence[BlockPair]) -> list[BlockPair]:
    """The blocks of the gaps that are each other's best partners, in the order of the old text.

    ``rows`` are those of tables that are partners, which are settled.
    """
    olds, news = alignment.old.spans(), alignment.new.spans()
    if len(olds) < 2 and len(news) < 2 and len(alignment.gaps) < 2:
        return list(rows)
    pairs = list(rows)
    votes = _votes(numbers, alignment.old.bodies(), alignment.new.bodies())
    for a, b, likeness in _partners(_unsettled(votes, alignment, rows)):
        weight = sum(map(numbers.weights.__getitem__, numbers.old[slice(*olds[a])]))
        is_row = alignment.old.words.keys[olds[a][1] - 1] == ROW_MARK == alignment.new.words.keys[news[b][1] - 1]
        pairs.append(BlockPair(olds[a], news[b], likeness, weight, is_row))
    return sorted(pairs, key=lambda pair: pair.old)


def _unsettled(
    votes: dict[tuple[int, int], float], alignment: Alignment, rows: Sequence[BlockPair]
) -> dict[tuple[int, int], float]:
    """The votes for pairs that are not settled: rows that found no partner in their table may be in another one now."""
    if not alignment.columns:
        return votes
    olds, news = alignment.old.spans(), alignment.new.spans()
    taken = {pair.old for pair in rows}, {pair.new for pair in rows}
    tables = [
        [columns_of.get(reading.words.blocks[start], -1) for start, _ in spans]
        for columns_of, reading, spans in zip(
            alignment.columns_of, (alignment.old, alignment.new), (olds, news), strict=True
        )
    ]
    return {
        (a, b): score
        for (a, b), score in votes.items()
        if olds[a] not in taken[0]
        and news[b] not in taken[1]
        and (tables[0][a] < 0) is (tables[1][b] < 0)
        and (tables[0][a] < 0 or tables[0][a] != tables[1][b])
    }


# How alike two blocks must be that are each other's best partners; and two of those that are left then.
_PARTNERS = 0.3, MOVED


Partners = tuple[int, int, float]
"""Two blocks, the how-manieth of the old ones and of the new ones, and how alike they are."""


def _partners(votes: dict[tuple[int, int], float]) -> list[Partners]:
    """Blocks that are each other's best partners, and then those of the rest that are.

    A row of a table is often more like another one than like itself with a word changed; but that one has its partner.
    """
    found: list[Partners] = []
    olds: set[int] = set()
    news: set[int] = set()
    left = votes
    for least in _PARTNERS:
        left = {(a, b): score for (a, b), score in left.items() if score >= least and a not in olds and b not in news}
        best_old = _best(left)
        best_new = _best({(b, a): score for (a, b), score in left.items()})
        pairs = [(a, b, score) for a, (b, score) in best_old.items() if best_new[b][0] == a]
        olds.update(a for a, _, _ in pairs)
        news.update(b for _, b, _ in pairs)
        found += pairs
    return _uncrossed(sorted(found), votes)


# So much likeness two pairs may lose together when they change partners, so that they keep their order.
_LOST = 0.3


def _uncrossed(pairs: Sequence[Partners], votes: Mapping[tuple[int, int], float]) -> list[Partners]:
    """The pairs, those that cross with partners changed where these are as good: text that stands in several places.

    Such text has not changed places with itself.
    """
    partner = {a: b for a, b, _ in pairs}
    owner = {b: a for a, b, _ in pairs}
    for (a, b), score in sorted(votes.items()):
        mine, other = partner.get(a, b), owner.get(b, a)
        if score < MOVED or mine == b or other == a or (a < other) == (mine < b):
            continue
        theirs = votes.get((other, mine), 0.0)
        if theirs >= MOVED and score + theirs >= votes[a, mine] + votes[other, b] - _LOST:
            partner[a], partner[other] = b, mine
            owner[b], owner[mine] = a, other
    return [(a, b, votes[a, b]) for a, b in partner.items()]


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
    there: dict[int, list[int]] = {}
    for b, triples in enumerate(_shared_triples(matcher, 1, news)):
        for triple in triples:
            there.setdefault(triple, []).append(b)
    common = {triple for triple, blocks in there.items() if len(blocks) > _COMMON}
    there = {triple: blocks for triple, blocks in there.items() if triple not in common}
    votes: dict[tuple[int, int], int] = {}
    for a, triples in enumerate(_shared_triples(matcher, 0, olds)):
        found = Counter([b for triple in triples if triple in there for b in there[triple]])
        votes.update(((a, b), count) for b, count in found.items())
    sizes_old = {a: _size(matcher.triples[0], *olds[a], common) for a in {a for a, _ in votes}}
    sizes_new = {b: _size(matcher.triples[1], *news[b], common) for b in {b for _, b in votes}}
    return {(a, b): 2 * count / (sizes_old[a] + sizes_new[b]) for (a, b), count in votes.items()}


# A block's last word is its mark. Its edges count as words, so that the shortest block has a triple too.


def _shared_triples(matcher: Matcher, side: int, spans: Sequence[tuple[int, int]]) -> Iterator[Set[int]]:
    """For each block, in order, the triples in it that the other side may have, by their numbers."""
    words, shared = (matcher.old, matcher.new)[side], matcher.shared_triples[side]
    base = len(matcher.old) + len(matcher.new)
    at = 0
    for start, end in spans:
        at = bisect_left(shared, (start,), at)
        found = {triple for _, triple in shared[at : bisect_left(shared, (end - 3,), at)]}
        if end - start > 2:
            found.add(-3 * (words[start] * base + words[start + 1]) - 1)
            found.add(-3 * (words[end - 3] * base + words[end - 2]) - 2)
        elif end - start == 2:
            found.add(-3 * words[start] - 3)
        yield found


def _size(triples: Sequence[int], start: int, end: int, common: Set[int]) -> int:
    """How many different triples a block has, common ones left out."""
    return len(set(triples[start : end - 3]) - common) + 2 if end - start > 2 else 1
