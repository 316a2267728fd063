"""Sentences that a person marked: what we keep and show of it, beside the plainest rival."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marked_by_hand import held_against, ours, plainest, read_marked, written

HEADINGS = ["engine", "sentences", "words that stayed, kept", "words that changed, shown", "marked exactly alike"]
KIND_HEADINGS = ["what was edited", "sentences", "ours exactly", "plainest exactly"]


def rows() -> Iterator[list[Any]]:
    """Ours and the longest common subsequence of words."""
    sentences = read_marked()
    for name, program in (("ours", ours), ("longest common subsequence of words", plainest)):
        found = held_against(sentences, program)
        kept, shown = f"{found.kept} of {found.stayed}", f"{found.shown} of {found.changed}"
        yield [name, len(sentences), kept, shown, found.exactly]


def kind_rows() -> Iterator[list[Any]]:
    """The same by what was edited."""
    sentences = read_marked()
    for title in dict.fromkeys(each.title for each in sentences):
        chosen = [each for each in sentences if each.title == title]
        yield [title, len(chosen), *(held_against(chosen, program).exactly for program in (ours, plainest))]


def differing() -> Iterator[list[str]]:
    """The sentences that we mark otherwise: line, the person's marks, ours; the side that differs first."""
    for each in held_against(read_marked(), ours).differing:
        answer = ours(each.old, each.new)
        for text, true, shown in zip((each.old, each.new), each.changed, answer, strict=True):
            if true != shown:
                yield [str(each.line), written(text, true), written(text, shown)]
