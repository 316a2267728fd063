"""What a reader seeks: words, each of which must be there, and phrases in quotes; and where they stand in a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from .words import Normal, is_attached, is_unspaced, normal

_QUOTES = "\"“”„‟″«»「」『』"
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


def places(term: Term, text: Normal) -> Iterator[tuple[int, int]]:
    """Where a term stands in a text: the numbers of its first and its last word there."""
    first, last = term.text[0], term.text[-1]
    is_anywhere = is_unspaced(first) or (is_attached(first) and not term.is_exact)
    must_end = term.is_exact and not is_unspaced(last)
    at = text.text.find(term.text)
    while at >= 0:
        end = at + len(term.text)
        if (is_anywhere or text.text[at - 1] == " ") and not (must_end and text.text[end] != " "):
            yield text.word_at(at), text.word_at(end - 1)
            at = text.text.find(term.text, end)
        else:
            at = text.text.find(term.text, at + 1)


def stands(term: Term, text: Normal) -> bool:
    """Whether a term stands anywhere in a text."""
    return any(True for _ in places(term, text))
