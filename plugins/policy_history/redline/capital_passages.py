"""Passages in capitals, "IN NO EVENT SHALL WE BE LIABLE", of which the words are the same in other letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from unicodedata import normalize

from ..text.numerals import ROMAN
from ..text.words import MARKS, Words
from .alignment import Alignment
from .capitals import differ_in_capital
from .chain import Run
from .in_place import strangers, stretches

_FEWEST = 4
"""So many words in capitals make a passage; fewer may be acronyms, or a term."""


def in_capitals(words: Words) -> set[int]:
    """The places of the words that stand in a passage of nothing but capitals, with its figures and signs."""
    keys = words.keys
    distinct = set(keys)
    capitals = {key for key in distinct if len(key) > 1 and key.isupper()}
    if len(capitals) < _FEWEST:
        return set()
    others = MARKS | {key for key in distinct if key != key.upper()}
    found: set[int] = set()
    for start, end in stretches(key not in others for key in keys):
        if sum(map(capitals.__contains__, keys[start:end])) >= _FEWEST:
            found.update(range(start, end))
    return found - words.labels


def spellings(sides: Iterable[tuple[Words, Set[int]]]) -> dict[str, str]:
    """For each word of such passages the same in other letters, as either text has it; "GDPR" is always written so."""
    inside: set[str] = set()
    outside: set[str] = set()
    for words, places in sides:
        inside.update(map(words.keys.__getitem__, places))
        outside.update(key for at, key in enumerate(words.keys) if at not in places)
    found: dict[str, str] = {}
    for key in sorted(outside if inside else ()):
        for capitals in (key.upper(), _in_capitals(key)) if not ROMAN.match(key) else ():
            is_one = key != capitals and capitals in inside and capitals not in outside
            if is_one and (capitals not in found or key == key.lower()):
                found[capitals] = key
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
