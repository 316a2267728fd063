"""Sentences that a person marked: what we keep and show of it, beside the plainest rival."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marked_by_hand import held_against, ours, plainest, read_marked

HEADINGS = ["engine", "sentences", "words that stayed, kept", "words that changed, shown", "marked exactly alike"]


def rows() -> Iterator[list[Any]]:
    """Ours and the longest common subsequence of words."""
    sentences = read_marked()
    for name, program in (("ours", ours), ("longest common subsequence of words", plainest)):
        found = held_against(sentences, program)
        kept, shown = f"{found.kept} of {found.stayed}", f"{found.shown} of {found.changed}"
        yield [name, len(sentences), kept, shown, found.exactly]
