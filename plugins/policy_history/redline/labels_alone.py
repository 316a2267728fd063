"""Blocks that are a label alone, "Schedule 1" over its text: they stay where all that they counted left or came."""

from __future__ import annotations

from .alignment import Alignment
from .chain import Run
from .sides import ReadWords


def labels_alone(alignment: Alignment) -> list[Run]:
    """Such blocks whose words have no partners, that stand once on either side, the same, with their marks."""
    olds, news = (
        _labels_alone(reading, partner, move)
        for reading, partner, move in (
            (alignment.old, alignment.old_partner, alignment.old_move),
            (alignment.new, alignment.new_partner, alignment.new_move),
        )
    )
    return [Run(start, news[key][0], end - start) for key, (start, end) in olds.items() if key in news]


def _labels_alone(reading: ReadWords, partner: list[int], move: list[int]) -> dict[tuple[str, ...], tuple[int, int]]:
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    twice: set[tuple[str, ...]] = set()
    for start, end in reading.spans() if reading.words.labels else ():
        is_alone = end - start > 1 and reading.body(start, end) == end - 1
        if is_alone and max(partner[start : end - 1]) < 0 and not any(move[start:end]):
            key = (reading.blocks[reading.words.blocks[start]].kind, *reading.words.keys[start:end])
            twice.update([key] if key in found else [])
            found[key] = start, end
    return {key: span for key, span in found.items() if key not in twice}
