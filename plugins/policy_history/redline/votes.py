"""How alike the blocks of two texts are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence, Set

LEAST = 0.3
"""How alike two blocks must be that are each other's best partners."""

_ALONE = 1 << 80  # more than the square of how many words a text may have

# A triple of words that stands in more blocks than this says nothing about which belong together.
_COMMON = 8


def triples_of(
    cores: Sequence[tuple[int, int]], words: Sequence[int], pairs: Sequence[int], triples: Sequence[int]
) -> list[frozenset[int]]:
    """For each block the numbers of the triples of its words (``ReadWords.cores``), from those of all words.

    Its edges count as words, so that the shortest block has a triple too: their numbers are below 0.
    """
    found = []
    for first, end in cores:
        last = end - 1
        if first < last:
            edges = -1 - 2 * pairs[first], -2 - 2 * pairs[last - 1]
            found.append(frozenset((*triples[first : last - 1], *edges)))
        else:
            # A word alone: no pair has so high a number, as each is less than the square of the number of words.
            found.append(frozenset((-1 - 2 * (_ALONE + words[first]),) if first == last else ()))
    return found


def votes_of(olds: Sequence[Set[int]], news: Sequence[Set[int]]) -> dict[tuple[int, int], float]:
    """How alike blocks of both sides are that may be partners: the Dice coefficient of their triples of words."""
    known: set[int] = set().union(*olds)
    there: dict[int, int] = {}
    others: dict[int, list[int]] = defaultdict(list)
    for b, triples in enumerate(news):
        shared = triples & known
        for triple in shared & there.keys():
            others[triple].append(there[triple])
        there.update(dict.fromkeys(shared, b))
    common = {triple for triple, blocks in others.items() if len(blocks) >= _COMMON}
    telling = there.keys() - common
    within = {triple for triple in common if triple >= 0}
    votes: dict[tuple[int, int], float] = {}
    sizes = [len(triples) - len(triples & within) for triples in news] if within else list(map(len, news))
    for a, triples in enumerate(olds):
        shared = triples & telling
        size = len(triples) - len(triples & within)
        if len(shared) < LEAST / 2 * size:
            continue  # however small its partner were, they were not alike enough
        counts = Counter(map(there.__getitem__, shared))
        for triple in others.keys() & shared:
            counts.update(others[triple])
        scores = ((b, 2 * count / (size + sizes[b])) for b, count in counts.items())
        votes.update(((a, b), score) for b, score in scores if score >= LEAST)
    return votes
