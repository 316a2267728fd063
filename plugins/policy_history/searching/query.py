"""What a reader seeks: words, each of which must be there, and phrases in quotes; and where they stand in a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from .words import Normal, is_attached, is_unspaced, normal

_QUOTES = '"“”„‟″«»「」『』'
_PART = regex.compile(rf"[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<closed>[{_QUOTES}])?|[^\s{_QUOTES}]+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words in succession, in one spelling. An exact one ends where a word ends; another finds longer words too."""

    text: str
    is_exact: bool = False


def terms(query: str) -> tuple[Term, ...]:
    """What a query asks for: each once, in its order. A phrase whose quotes are still open may go on."""
    found: dict[Term, None] = {}
    for part in _PART.finditer(query):
        words = normal(part[0]).text.strip()
        if words:
            found[Term(words, bool(part["closed"]))] = None
    return tuple(found)


def places(term: Term, words: Normal) -> Iterator[tuple[int, int]]:
    """Where a term stands in a text: the numbers of its first and its last word there."""
    for at in _offsets(term, words.text):
        yield words.word_at(at), words.word_at(at + len(term.text) - 1)


def stands(term: Term, spelt: str) -> bool:
    """Whether a term stands anywhere in a text in one spelling."""
    return term.text in spelt and any(True for _ in _offsets(term, spelt))


def _offsets(term: Term, spelt: str) -> Iterator[int]:
    first, last = term.text[0], term.text[-1]
    is_anywhere = is_unspaced(first) or (is_attached(first) and not term.is_exact)
    must_end = term.is_exact and not is_unspaced(last)
    at = spelt.find(term.text)
    while at >= 0:
        end = at + len(term.text)
        is_found = (is_anywhere or spelt[at - 1] == " ") and not (must_end and spelt[end] != " ")
        if is_found:
            yield at
        at = spelt.find(term.text, end if is_found else at + 1)
