"""A few words around what was found, with what was found set off."""

from __future__ import annotations

from collections.abc import Sequence

from .query import Term, places
from .words import Normal, is_unspaced

Excerpt = tuple[tuple[str, bool], ...]
"""A passage in stretches, each with whether it was sought."""

# How much stands before and behind: a word counts for three characters of a script without spaces.
_BEFORE, _BEHIND, _WORD = 30, 75, 3
CUT = "…"


def excerpt(text: str, words: Normal, terms: Sequence[Term]) -> Excerpt:
    """The passage around the first place of any term in a text whose words are these; empty where none stands in it."""
    found = sorted({place for term in terms for place in places(term, words)})
    if not found:
        return ()
    first = _far(text, words, found[0][0], -1, _BEFORE)
    last = _far(text, words, found[0][1], 1, _BEHIND)
    start = words.places[first][0] if first else 0
    end = words.places[last][1] if last < len(words.places) - 1 else len(text)
    stretches: list[tuple[str, bool]] = [(CUT, False)] if first else []
    at = start
    for begin, stop in found:
        place, behind = words.places[begin][0], words.places[stop][1]
        if at <= place and behind <= end:
            stretches += [(text[at:place], False), (text[place:behind], True)]
            at = behind
    stretches += [(text[at:end], False), (CUT if end < len(text) else "", False)]
    return tuple(each for each in stretches if each[0])


def _far(text: str, words: Normal, at: int, step: int, room: int) -> int:
    """The number of the last word in that direction for which there is room."""
    while 0 <= at + step < len(words.places):
        room -= 1 if is_unspaced(text[words.places[at + step][0]]) else _WORD
        if room < 0:
            break
        at += step
    return at
