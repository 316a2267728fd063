"""The words around a change that both texts have: without them “removed 24, added 12” says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from ..text.tokens import Token
from .model import Operation, Span, is_word

BEFORE, BEHIND = 8, 5
"""How many words are quoted at most."""

_ENDS = frozenset(".!?。！？؟।")
"""Signs behind which a sentence ends."""


def surroundings(groups: Sequence[Sequence[Span]], at: int) -> tuple[str, str]:
    """What stands right before a group of spans and right behind it, in its sentence, with the blanks between.

    Only words that stayed are quoted, as the new text has them; three dots stand where a sentence is cut.
    """
    first, last = groups[at][0].tokens[0], groups[at][-1].tokens[0]
    before = words_before(_kept(groups, at - 1)) if at else ""
    behind = _words_behind(_kept(groups, at + 1)) if at + 1 < len(groups) else ""
    is_apart = first.space or last.space
    return before + (" " if before and is_apart else ""), behind


def _kept(groups: Sequence[Sequence[Span]], at: int) -> Sequence[Token]:
    first = groups[at][0]
    return first.new if first.operation is Operation.EQUAL else ()


def words_before(tokens: Sequence[Token]) -> str:
    """The last of these words, from the beginning of their sentence on."""
    start, count = len(tokens), 0
    while start and count < BEFORE and tokens[start - 1].text not in _ENDS:
        start -= 1
        count += is_word(tokens[start].text)
    is_cut = start > 0 and tokens[start - 1].text not in _ENDS
    return ("… " if is_cut else "") + _running(tokens[start:]).lstrip()


def _words_behind(tokens: Sequence[Token]) -> str:
    """The first of these words, up to the end of their sentence."""
    end, count = 0, 0
    while end < len(tokens) and count < BEHIND:
        count += is_word(tokens[end].text)
        end += 1
        if tokens[end - 1].text in _ENDS:
            return _running(tokens[:end])
    return _running(tokens[:end]) + (" …" if end < len(tokens) else "")


def _running(tokens: Sequence[Token]) -> str:
    return "".join((" " if token.space else "") + token.text for token in tokens)
