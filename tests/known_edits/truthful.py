"""The true redline itself, as segments: the standard that scores full marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .reading import Word, words_of
from .segments import WORDING, Segment
from .truth import KnownEdit


def true_segments(known: KnownEdit) -> list[Segment]:
    """The segments of the true redline: they join to both texts, and ``score`` finds no fault in them."""
    old, new = words_of(known.old), words_of(known.new)
    went = {a: number for number, move in enumerate(known.moves, 1) for a, _ in move.moved}
    came = {b: number for number, move in enumerate(known.moves, 1) for _, b in move.moved}
    stayed = sorted(pair for pair in known.kept if pair[0] not in went)
    found: list[Segment] = []
    a = b = 0
    for to_a, to_b in [*stayed, (len(old), len(new))]:
        found.extend(_gap(known.old, old, range(a, to_a), went, "delete"))
        found.extend(_gap(known.new, new, range(b, to_b), came, "insert"))
        if to_a < len(old):
            found.append(Segment("equal", _taken(known.old, old, to_a), _taken(known.new, new, to_b)))
        a, b = to_a + 1, to_b + 1
    found.append(
        Segment(
            "equal",
            known.old[old[-1].end :] if old else known.old,
            known.new[new[-1].end :] if new else known.new,
        )
    )
    return found


def _taken(text: str, words: Sequence[Word], at: int) -> str:
    """A word with what stands before it."""
    return text[words[at - 1].end if at else 0 : words[at].end]


def _gap(text: str, words: Sequence[Word], places: range, moves: dict[int, int], operation: str) -> Iterator[Segment]:
    """What came or went between two words that stayed."""
    for at in places:
        taken = _taken(text, words, at)
        sides = (taken, "") if operation == "delete" else ("", taken)
        if at in moves:
            yield Segment("move", *sides, "structure", moves[at])
        else:
            yield Segment(operation, *sides, WORDING)
