"""Blocks that end with words of another block than their partner, as two do that share how a sentence ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile
from operator import itemgetter

from .chain import Run
from .matching import Matcher
from .pairing import BlockPair

SURE = 3.5
"""Words that are heavier say by themselves to which block they belong."""


def borrows(matcher: Matcher, runs: Sequence[Run], pair: BlockPair) -> bool:
    """Whether either block of a pair ends as another one does, and shares too little with that for both to be one now.

    "You may return goods within 30 days." is no paragraph merged with "We refund within 14 days.", which went.
    """
    return any(_shares_little(matcher, runs, pair, side) for side in (0, 1))


def _shares_little(matcher: Matcher, runs: Sequence[Run], pair: BlockPair, side: int) -> bool:
    other = 1 - side
    (start, end), partner = (pair.old, pair.new)[side], (pair.old, pair.new)[other]
    upto = bisect_right(runs, end - 1, key=itemgetter(side))
    within = takewhile(lambda run: run[side] + run.length > start, reversed(runs[:upto]))
    beyond = list(takewhile(lambda run: run[other] >= partner[1], within))
    words = (matcher.old, matcher.new)[other]
    # Words with which the other block begins came to it from behind a break that has moved.
    if not beyond or words[beyond[-1][other] - 1] in matcher.ends:
        return False
    shared = sum(matcher.weight(run._replace(length=min(run.length, end - 1 - run[side]))) for run in beyond)
    return shared < min(SURE, _weight_of_block(matcher, beyond[0][other], other) / 2)


def _weight_of_block(matcher: Matcher, place: int, side: int) -> float:
    """What keeping the words is worth of the block in which a word is."""
    words, weight = ((matcher.old, matcher.weight_of_old), (matcher.new, matcher.weight_of_new))[side]
    start = end = place
    while start and words[start - 1] not in matcher.ends:
        start -= 1
    while end < len(words) and words[end] not in matcher.ends:
        end += 1
    return weight(start, end)
