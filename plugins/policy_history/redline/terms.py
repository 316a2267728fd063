"""Which term a definition defines: its meaning moves with it, and not to another term that both texts define."""

from __future__ import annotations

from collections import Counter

from ..text.blocks import Kind
from ..text.inline import Style
from ..text.read_blocks import ReadBlock
from .alignment import Alignment
from .sides import ReadWords


class Terms:
    """The terms of the definitions that were read of two texts; ``both`` are those that either defines."""

    def __init__(self, alignment: Alignment) -> None:
        run_in = _run_in_terms(alignment.old), _run_in_terms(alignment.new)
        self._old, self._new = _terms(alignment.old, run_in[0]), _terms(alignment.new, run_in[1])
        blocks = {term: number for number, term in run_in[1].items()}
        self.same = [(number, blocks[term]) for number, term in run_in[0].items() if term in blocks]
        """The blocks of both texts, by their numbers, that begin with the same term as no other does."""
        self.both = set(self._old.values()) & set(self._new.values())

    def are_others(self, old: int, new: int) -> bool:
        """Whether two blocks, by their numbers, define two terms of which either text defines both."""
        terms = self._old.get(old), self._new.get(new)
        return terms[0] != terms[1] and self.both.issuperset(terms)


def _terms(reading: ReadWords, run_in: dict[int, str]) -> dict[int, str]:
    """For each definition, by the number of its block, the term over it or the one with which it begins."""
    found = dict(run_in)
    for start, _ in reading.spans():
        number = at = reading.words.blocks[start]
        while at and reading.blocks[at].kind is Kind.DESCRIPTION:
            at -= 1
        if at < number and reading.blocks[at].kind is Kind.TERM:
            found[number] = reading.blocks[at].source
    return found


def _run_in_terms(reading: ReadWords) -> dict[int, str]:
    """The same of terms that begin their definitions; what begins several, "**Note:**", tells none from the others."""
    found = {reading.words.blocks[start]: term for start, term in reading.once(_run_in_term) if term}
    often = Counter(found.values())
    return {number: term for number, term in found.items() if often[term] == 1}


_DEFINED = frozenset((Kind.PARAGRAPH, Kind.ITEM))
_QUOTATION_MARK = '"'
_LONGEST = 6  # words that a term may have


def _run_in_term(read: ReadBlock) -> str:
    """The bold or quoted words with which a block begins that goes on behind them: **Account** means …"""
    words = read.words
    first = next((at for at in range(len(words)) if at not in words.labels), 0)
    if read.block.kind not in _DEFINED or first + 1 >= len(words):
        return ""
    is_quoted = words.keys[first] == _QUOTATION_MARK
    first += is_quoted
    for end in range(first, min(first + _LONGEST + 1, len(words) - 1)):
        look = words.looks[end]
        is_within = words.keys[end] != _QUOTATION_MARK if is_quoted else isinstance(look, Style) and look.strong
        if not is_within:
            return " ".join(words.keys[first:end])
    return ""
