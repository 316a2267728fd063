"""Texts that are none of the policy: a page of errors or a login that an archive took for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..text.document import read_document
from .model import PastText

_MOST_SHARED, _LEAST_SHARED = 0.1, 0.5
"""A stranger shares at most so much with its neighbours, which share at least so much with each other."""
_LONGEST = 5
"""So many texts in a row may be strangers."""


def strangers(texts: Sequence[PastText]) -> Iterator[PastText]:
    """The texts that say something else than those around them; also the last, which shares nothing with the others."""
    words = [_words(each.text) for each in texts]
    at = 1
    while at < len(texts):
        end = _end(words, at)
        yield from texts[at:end]
        at = max(end, at + 1)


def _end(words: Sequence[frozenset[str]], at: int) -> int:
    """Where a row of strangers that begins there ends; ``at`` itself when none does."""
    before = words[at - 1]
    for end in range(at + 1, min(at + _LONGEST, len(words) - 1) + 1):
        if _shared(before, words[end - 1]) > _MOST_SHARED:
            return at
        if _shared(before, words[end]) >= _LEAST_SHARED:
            return end
    is_last = at == len(words) - 1 and at > 1 and len(words[at]) < len(before)
    return len(words) if is_last and _shared(before, words[at]) <= _MOST_SHARED else at


def _words(text: str) -> frozenset[str]:
    """The words of a text, however they are written; signs count for nothing."""
    return frozenset(word.casefold() for word in read_document(text).words if word[0].isalnum())


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that both have of those that either has (Jaccard)."""
    return len(one & other) / max(1, len(one | other))
