"""The words of two aligned blocks -> what was kept, removed and added.

diff-match-patch finds the edit. It works on characters, so each distinct token becomes one character, and it works
without its clock: with a time limit the same two texts would give different redlines on a busy machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diff_match_patch import diff_match_patch

from ..text.tokens import Token
from .model import Operation, Span

# The supplementary private use planes: 131,068 characters that are neither letters nor spaces, so that the
# semantic clean-up does not take the codes of words for word boundaries.
_CODES = (*range(0xF0000, 0xFFFFE), *range(0x100000, 0x10FFFE))

# When less than this share of the smaller side survives, the block is shown as replaced (SEC practice: the whole
# paragraph is marked) instead of as confetti.
_READABLE = 0.2


def compare_tokens(old: Sequence[Token], new: Sequence[Token]) -> tuple[Span, ...]:
    """The spans that lead from the old tokens to the new ones, each deletion before its insertion."""
    spans = tuple(_spans(old, new, edit([token.text for token in old], [token.text for token in new])))
    kept = sum(len(span.new) for span in spans if span.operation is Operation.EQUAL)
    if old and new and kept < _READABLE * min(len(old), len(new)):
        return (Span(Operation.DELETE, old), Span(Operation.INSERT, (), new))
    return spans


def edit(old: Sequence[str], new: Sequence[str], *, tidy: bool = True) -> list[tuple[Operation, int]]:
    """The edit from one sequence of texts to another: operations and how many items each takes.

    ``tidy`` joins changes that only a stray common word separates.
    """
    codes: dict[str, str] = {}
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    differences = engine.diff_main(_encoded(old, codes), _encoded(new, codes), False)
    if tidy:
        engine.diff_cleanupSemantic(differences)
    names = {-1: Operation.DELETE, 0: Operation.EQUAL, 1: Operation.INSERT}
    return [(names[code], len(text)) for code, text in differences]


def _encoded(texts: Sequence[str], codes: dict[str, str]) -> str:
    return "".join(codes.setdefault(text, chr(_CODES[len(codes)])) for text in texts)


def _spans(
    old: Sequence[Token], new: Sequence[Token], operations: list[tuple[Operation, int]]
) -> Iterator[Span]:
    at_old = at_new = 0
    for operation, length in operations:
        taken_old = 0 if operation is Operation.INSERT else length
        taken_new = 0 if operation is Operation.DELETE else length
        yield Span(operation, old[at_old : at_old + taken_old], new[at_new : at_new + taken_new])
        at_old += taken_old
        at_new += taken_new
