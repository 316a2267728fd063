"""Passages in capitals, "IN NO EVENT SHALL WE BE LIABLE", of which the words are the same in other letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from itertools import compress
from unicodedata import normalize

from ..text.numerals import ROMAN
from ..text.read_blocks import ReadBlock
from ..text.words import MARKS, Words
from .alignment import Alignment
from .capitals import differ_in_capital
from .chain import Run
from .in_place import strangers
from .sides import ReadWords

_FEWEST = 4
"""So many words in capitals make a passage; fewer may be acronyms, or a term."""


def in_capitals(reading: ReadWords) -> set[int]:
    """The places of the words that stand in a passage of nothing but capitals, with its figures and signs."""
    found = {start + at for start, places in reading.once(_in_passages) for at in places}
    capitals = {key for _, keys in reading.once(_capitals) for key in keys} if found else set()
    return found if len(capitals) >= _FEWEST else set()


def _capitals(read: ReadBlock) -> list[str]:
    """The words of a block in capitals."""
    return [key for key in read.words.keys if len(key) > 1 and key.isupper()]


def _in_passages(read: ReadBlock) -> Sequence[int]:
    """The places of the words of such passages; none goes on from a block to the next."""
    keys = read.words.keys
    are_capitals = list(map(str.isupper, keys))
    found: set[int] = set()
    stretch: list[int] = []
    for at in compress(range(len(keys)), are_capitals) if sum(are_capitals) >= _FEWEST else ():
        if len(keys[at]) > 1:
            if stretch and any(map(_is_other, keys[stretch[-1] + 1 : at])):
                found.update(_around(keys, stretch))
                stretch = []
            stretch.append(at)
    found.update(_around(keys, stretch))
    return sorted(found - read.words.labels)


def _is_other(key: str) -> bool:
    """Whether a word ends a passage in capitals: a mark, or one with other letters."""
    return key in MARKS or key != key.upper()


def _around(keys: Sequence[str], stretch: Sequence[int]) -> range:
    """The passage in which these words in capitals stand, if they are enough to be one."""
    if len(stretch) < _FEWEST:
        return range(0)
    start, end = stretch[0], stretch[-1] + 1
    while start and not _is_other(keys[start - 1]):
        start -= 1
    while end < len(keys) and not _is_other(keys[end]):
        end += 1
    return range(start, end)


def spellings(sides: Iterable[tuple[Words, Set[int]]]) -> dict[str, str]:
    """For each word of such passages the same in other letters, as either text has it; "GDPR" is always written so."""
    inside: set[str] = set()
    outside: set[str] = set()
    for words, places in sides:
        is_outside = bytearray(b"\1") * len(words)
        for at in places:
            is_outside[at] = 0
        inside.update(map(words.keys.__getitem__, places))
        outside.update(compress(words.keys, is_outside))
    bare = {_in_capitals(key): key for key in sorted(outside, reverse=True) if _GREEK.search(key)}
    found: dict[str, str] = {}
    for capitals in inside - outside:
        forms = capitals.lower(), capitals[0] + capitals[1:].lower(), bare.get(capitals, capitals)
        form = next((form for form in forms if form != capitals and form in outside), "")
        if form and not ROMAN.match(form):
            found[capitals] = form
    return found


def keep_case(alignment: Alignment, places: tuple[Set[int], Set[int]]) -> None:
    """Make partners of the same words next to kept ones of which one stands in such a passage."""
    for start, end in strangers(alignment.old_partner) if any(places) else ():
        for at, step in ((start, 1), (end - 1, -1)):
            _keep_from(alignment, places, range(at, end if step > 0 else start - 1, step), at - step)


def _keep_from(alignment: Alignment, places: tuple[Set[int], Set[int]], strange: Sequence[int], kept: int) -> None:
    partner, other = alignment.old_partner, alignment.new_partner
    if not 0 <= kept < len(partner) or partner[kept] < 0:
        return
    step = strange.step if isinstance(strange, range) else 1
    there, move = partner[kept], alignment.old_move[kept]
    for at in strange:
        there += step
        if not 0 <= there < len(other) or max(other[there], partner[at]) >= 0:
            return
        moves = {alignment.old_move[at], alignment.new_move[there]}
        keys = alignment.old.words.keys[at], alignment.new.words.keys[there]
        if not (at in places[0] or there in places[1]) or moves != {move} or not differ_in_case(*keys):
            return
        alignment.keep(Run(at, there, 1))


def differ_in_case(old: str, new: str) -> bool:
    """Whether two keys are one word in other letters, and no Roman number."""
    if differ_in_capital(old, new):
        return True
    return old != new and _in_capitals(old) == _in_capitals(new) and not ROMAN.match(old)


_GREEK = re.compile("[\u0370-\u03ff]")
_TONOS = "\u0301"


def _in_capitals(key: str) -> str:
    """A word in capitals, which have no accents in Greek."""
    capitals = key.upper()
    return normalize("NFC", normalize("NFD", capitals).replace(_TONOS, "")) if _GREEK.search(key) else capitals
