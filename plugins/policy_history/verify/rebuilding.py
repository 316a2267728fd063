"""Texts made again from what is published: from a predecessor and its redline, and from the comparison file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import Any

from ..history.places import stands


class CannotRebuild(Exception):
    """Why no text comes out; the message is a whole sentence."""


def rebuilt(old: str, segments: object) -> str:
    """The text that these segments of a redline make of the old one. CannotRebuild when they are of another text."""
    if not isinstance(segments, list):
        raise CannotRebuild("It has no list of segments.")
    place, parts = 0, []
    for number, segment in enumerate(segments, start=1):
        if not isinstance(segment, dict):
            raise CannotRebuild(f"Segment {number} is no object.")
        if segment.get("op") == "equal" and "length" in segment:
            taken = _next(old, place, segment["length"], number)
            parts.append(taken)
        else:
            taken = _text(segment, "old", number)
            if old[place : place + len(taken)] != taken:
                there = old[place : place + len(taken)]
                raise CannotRebuild(
                    f"Segment {number} takes “{_short(taken)}” from the text before, which has “{_short(there)}” there."
                )
            parts.append(_text(segment, "new", number))
        place += len(taken)
    if place != len(old):
        raise CannotRebuild(f"Its segments end before the text before does, at “{_short(old[place:])}”.")
    return "".join(parts)


def _next(old: str, place: int, length: object, number: int) -> str:
    if not isinstance(length, int) or length < 1 or place + length > len(old):
        raise CannotRebuild(f"Segment {number} keeps {length} characters; so many are not left of the text before.")
    return old[place : place + length]


def _text(segment: Mapping[str, Any], side: str, number: int) -> str:
    text = segment.get(side, "")
    if not isinstance(text, str):
        raise CannotRebuild(f"“{side}” of segment {number} is no text.")
    return text


def woven_texts(store: object, count: int) -> Sequence[str]:
    """The texts of the revisions in a comparison file's store. CannotRebuild when it is none, or damaged."""
    try:
        turns, sets, texts = store["turns"], store["sets"], _texts(store)  # type: ignore[index]
        if len(sets) != len(texts):
            raise CannotRebuild("Its store has not one set for each of its texts.")
        return [_woven(turns, sets, texts, number) for number in range(count)]
    except (KeyError, IndexError, TypeError):
        raise CannotRebuild("Its store cannot be read.") from None


def _texts(store: Any) -> list[str]:
    """The texts of its runs: parted by one sign, others hide a beginning; an empty one is a linked one's copy."""
    (separator, *covers), links, empty = store["signs"], store["links"], set(store["empty"])
    texts: list[str] = []
    for run, part in enumerate(store["texts"].split(separator) if links else ()):
        is_copy = not part and links[run] and run not in empty
        texts.append(texts[run - abs(links[run])] if is_copy else part.translate(dict.fromkeys(map(ord, covers))))
    return texts


def _woven(turns: Sequence[Sequence[int]], sets: Sequence[int], texts: Sequence[str], number: int) -> str:
    fates = [stands(each, number) for each in turns]
    return "".join(compress(texts, (fates[each] for each in sets)))


def first_difference(expected: str, found: str) -> str:
    """Where two texts part for the first time, as the end of a sentence."""
    pairs = zip(expected, found, strict=False)
    place = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(expected), len(found)))
    line, column = expected.count("\n", 0, place) + 1, place - expected.rfind("\n", 0, place)
    start = max(0, place - 20)
    return (
        f"in line {line}, column {column}, “{_short(found[start : place + 30])}” stands where the source has "
        f"“{_short(expected[start : place + 30])}”"
    )


def first_difference_of_words(expected: Sequence[str], found: Sequence[str]) -> str:
    """Where two sequences of words part for the first time, as the end of a sentence."""
    pairs = zip(expected, found, strict=False)
    place = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(expected), len(found)))
    said, read = (" ".join(words[max(0, place - 3) : place + 4]) for words in (expected, found))
    return f"“{_short(read)}” stands where the source has “{_short(said)}”"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "…"
