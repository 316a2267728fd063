"""Words that stand elsewhere now: whole blocks, edited or not, and sentences that went to another paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from .alignment import Alignment
from .chain import Matcher, Run
from .pairing import MOVED, BlockPair, Numbers

# A block this light may move without our saying so: one word that left here and came there proves nothing.
_LIGHT_BLOCK = 2.4
# A stretch of a paragraph must be this heavy to be called moved (the research's eight words).
_LIGHT_STRETCH = 7.0


def find_moves(alignment: Alignment, numbers: Numbers, pairs: Sequence[BlockPair]) -> None:
    """Mark what moved in an alignment whose words in place are settled."""
    matcher = numbers.matcher()
    moved = [pair for pair in pairs if _has_moved(alignment, pair)]
    moved.extend(_neighbours(alignment, numbers, moved))
    number = 0
    last: BlockPair | None = None
    section = 0
    for pair in sorted(moved, key=lambda pair: pair.old):
        level = _heading_level(alignment, pair)
        goes_on = last is not None and last.old[1] == pair.old[0] and last.new[1] == pair.new[0]
        if not (goes_on and section and (not level or level > section)):
            number += 1
            section = level
        last = pair
        _mark(alignment, pair, number)
        for run in matcher.match(*pair.old, *pair.new):
            alignment.keep(run)
    _find_stretches(alignment, numbers, number)


def _heading_level(alignment: Alignment, pair: BlockPair) -> int:
    """The level of the heading that moved; 0 for any other block. What stands under a heading moves with it."""
    return alignment.old.blocks[alignment.old.words.blocks[pair.old[0]]].level


def _has_moved(alignment: Alignment, pair: BlockPair) -> bool:
    if pair.likeness < MOVED or pair.weight < _LIGHT_BLOCK:
        return False
    settled = [place for place in alignment.old_partner[slice(*pair.old)] if place >= 0]
    others = [place for place in alignment.new_partner[slice(*pair.new)] if place >= 0]
    return len(settled) <= 1 and len(others) <= 1


def _mark(alignment: Alignment, pair: BlockPair, number: int) -> None:
    for partner, other, span in (
        (alignment.old_partner, alignment.new_partner, pair.old),
        (alignment.new_partner, alignment.old_partner, pair.new),
    ):
        for at in range(*span):
            if partner[at] >= 0:
                other[partner[at]] = -1
                partner[at] = -1
    alignment.old_move[slice(*pair.old)] = [number] * (pair.old[1] - pair.old[0])
    alignment.new_move[slice(*pair.new)] = [number] * (pair.new[1] - pair.new[0])


def _neighbours(alignment: Alignment, numbers: Numbers, moved: Sequence[BlockPair]) -> list[BlockPair]:
    """Blocks too light to prove a move by themselves that stand, the same, next to one on both sides: headings."""
    before_old = {span[1]: span for span in alignment.old.spans()}
    before_new = {span[1]: span for span in alignment.new.spans()}
    after_old = {span[0]: span for span in before_old.values()}
    after_new = {span[0]: span for span in before_new.values()}
    taken = {pair.old for pair in moved}
    found: list[BlockPair] = []
    for edge, olds, news in ((0, before_old, before_new), (1, after_old, after_new)):
        for pair in moved:
            old, new = olds.get(pair.old[edge]), news.get(pair.new[edge])
            while old and new and old not in taken and _same_and_free(alignment, numbers, old, new):
                taken.add(old)
                found.append(BlockPair(old, new, 1.0, 0.0))
                old, new = olds.get(old[edge]), news.get(new[edge])
    return found


def _same_and_free(alignment: Alignment, numbers: Numbers, old: tuple[int, int], new: tuple[int, int]) -> bool:
    free = max(alignment.old_partner[old[0] : old[1] - 1], default=-1) < 0
    free = free and max(alignment.new_partner[new[0] : new[1] - 1], default=-1) < 0
    free = free and not any(alignment.old_move[slice(*old)]) and not any(alignment.new_move[slice(*new)])
    return free and numbers.old[slice(*old)] == numbers.new[slice(*new)]


def _find_stretches(alignment: Alignment, numbers: Numbers, number: int) -> None:
    """Long stretches of words that are gone here and new there."""
    old, new = (
        [-1 if place >= 0 or move else word for word, place, move in zip(words, partner, moves)]
        for words, partner, moves in (
            (numbers.old, alignment.old_partner, alignment.old_move),
            (numbers.new, alignment.new_partner, alignment.new_move),
        )
    )
    matcher = Matcher(old, new, numbers.weights)
    runs = matcher.long_runs()
    runs.sort(key=lambda run: (-matcher.weight(run), run))
    for run in runs:
        if matcher.weight(run) < _LIGHT_STRETCH:
            break
        if any(alignment.old_move[run.old : run.old + run.length]) or any(
            alignment.new_move[run.new : run.new + run.length]
        ):
            continue
        number += 1
        alignment.old_move[run.old : run.old + run.length] = [number] * run.length
        alignment.new_move[run.new : run.new + run.length] = [number] * run.length
        alignment.keep(run)
