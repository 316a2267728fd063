"""Capitals that come and go with the place of a word: "However, we" → "We", "pay. You" → "pay and you".

A word that now begins, or no longer begins, a sentence or a block, or stands behind a colon or a label, is the same
word. Elsewhere ("member" → "Member", a defined term) the capital is wording, and so it is in headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from ..text.blocks import Kind
from ..text.words import BLOCK_MARK, MARKS
from .alignment import Alignment
from .chain import Run
from .in_place import changes_in_place, strangers
from .sides import ReadWords

_ENDS = frozenset(".!?:…。．！？：؟।")
_BETWEEN = frozenset("\"'()[]{}«»¿¡•")  # signs that may stand between the end of a sentence and the next word
_ABBREVIATED = 3  # letters: a stop behind so few, the same in both texts, may be that of "No." or "Art."


def keep_capitals(alignment: Alignment) -> None:
    """Make partners of words that differ in their first capital alone, for their place, before words that are partners.

    A word that stands before one that moved moved with it. Blocks of which no word has a partner, such as items of a
    word, become partners where nothing else differs but a stop at their ends.
    """
    partner, other = alignment.old_partner, alignment.new_partner
    olds = _blocks(alignment.old, partner, alignment.old_move, 0, len(partner))
    news = _blocks(alignment.new, other, alignment.new_move, 0, len(other)) if olds else []
    alike = {_in_lower_case(alignment.old, block) for block in olds}
    has_alike = any(_in_lower_case(alignment.new, block) in alike for block in news)
    for gap in alignment.gaps if has_alike else ():
        for spans in changes_in_place(alignment, gap):
            _keep_blocks_between(alignment, *spans)
    for _, end in strangers(partner):
        old, new = end - 1, partner[end] - 1 if end < len(partner) else -1
        if new < 0 or other[new] >= 0:
            continue
        move = alignment.old_move[old + 1]
        moves = alignment.old_move[old], alignment.new_move[new]
        is_theirs = move == alignment.new_move[new + 1] and all(each in (0, move) for each in moves)
        if is_theirs and _is_for_its_place(alignment, old, new):
            alignment.keep(Run(old, new, 1))
            alignment.old_move[old] = alignment.new_move[new] = move


_Block = tuple[int, int, int]
"""A block: its first word behind its label, where its words end but for a final stop, and its mark."""


def _keep_blocks_between(alignment: Alignment, old: tuple[int, int], new: tuple[int, int]) -> None:
    """Make partners of whole blocks of a change that differ in their capitals and final stops alone."""
    olds = _blocks(alignment.old, alignment.old_partner, alignment.old_move, *old)
    waiting: dict[tuple[str, ...], list[_Block]] = {}
    news = _blocks(alignment.new, alignment.new_partner, alignment.new_move, *new) if olds else []
    for block in reversed(news):
        waiting.setdefault(_in_lower_case(alignment.new, block), []).append(block)
    reached = new[0]
    for start, end, mark in olds:
        alike = waiting.get(_in_lower_case(alignment.old, (start, end, mark)), [])
        while alike and alike[-1][0] < reached:
            alike.pop()
        if alike and _is_for_its_place(alignment, start, alike[-1][0]):
            begin, reached, other = alike.pop()
            alignment.keep(Run(start, begin, end - start))
            alignment.keep(Run(mark, other, 1))


def _blocks(reading: ReadWords, partner: Sequence[int], move: Sequence[int], start: int, end: int) -> list[_Block]:
    """The whole blocks within a stretch none of whose words has a partner, or stood in a passage that moved."""
    keys, labels = reading.words.keys, reading.words.labels
    found: list[_Block] = []
    first = start
    is_whole = start == 0 or keys[start - 1] in MARKS
    for at in compress(range(start, end), map(MARKS.__contains__, keys[start:end])):
        is_free = is_whole and partner[at] < 0 and max(partner[first : at + 1]) < 0 and not any(move[first : at + 1])
        if is_free and keys[at] == BLOCK_MARK:
            while first < at and first in labels:
                first += 1
            stop = at - 1 if at > first and keys[at - 1] in _ENDS else at
            if first < stop:
                found.append((first, stop, at))
        first, is_whole = at + 1, True
    return found


def _in_lower_case(reading: ReadWords, block: _Block) -> tuple[str, ...]:
    start, end, _ = block
    first, *others = reading.words.keys[start:end]
    return (first.lower(), *others)


def differ_in_capital(old: str, new: str) -> bool:
    """Whether two keys differ in the case of their first cased letter alone, which no digit precedes.

    Letters are compared without a language: the Turkish "İ" is no capital of "i", nor "I" one of "ı".
    """
    if old == new or len(old) != len(new):
        return False
    for at, (before, after) in enumerate(zip(old, new, strict=True)):
        if before != after:
            return before.lower() == after.lower() and old[at + 1 :] == new[at + 1 :]
        if before.isdigit() or before.lower() != before.upper():
            return False
    return False


def _is_for_its_place(alignment: Alignment, at_old: int, at_new: int) -> bool:
    old, new = alignment.old, alignment.new
    if not differ_in_capital(old.words.keys[at_old], new.words.keys[at_new]):
        return False
    if at_old in old.words.labels or at_new in new.words.labels:
        return False
    if _is_title(old, at_old) or _is_title(new, at_new):
        return False
    before, after = _end_before(old, at_old), _end_before(new, at_new)
    if before == after and "." in before and (len(before) <= _ABBREVIATED + 1 or "." in before[:-1]):
        return False
    return bool(before or after)


def _is_title(reading: ReadWords, at: int) -> bool:
    block = reading.blocks[reading.words.blocks[at]]
    return block.kind is Kind.HEADING or block.is_header


def _end_before(reading: ReadWords, at: int) -> str:
    """What ended before a word that begins something: a mark, a label, or a sentence, by its last word and its sign.

    Empty where the word stands within a sentence.
    """
    keys, labels = reading.words.keys, reading.words.labels
    last = at - 1
    while last >= 0 and keys[last] in _BETWEEN and last not in labels:
        last -= 1
    if last < 0 or keys[last] in MARKS:
        return "\n"
    if last in labels:
        return "\t"
    return keys[last - 1] + keys[last] if last and keys[last] in _ENDS else ""
