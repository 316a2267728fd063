"""How the blocks of successive texts are written: each by the one it replaced, and each text by the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any


def replaced(last: Sequence[int], text: Sequence[int], blocks: Sequence[Sequence[Any]]) -> Iterator[tuple[int, int]]:
    """For each block that a text has and no earlier one, the block of the last text that it is most like."""
    for operation, start, end, begin, stop in _steps(last, text):
        if operation == "replace":
            for number in text[begin:stop]:
                shared = {
                    base: sum(_shared(blocks[base][2], blocks[number][2])) for base in last[start:end] if base < number
                }
                best = max(shared, key=lambda base: (shared[base], -base), default=0)
                if shared.get(best, 0) >= _LEAST_SHARED:
                    yield number, best


def _steps(last: Sequence[int], text: Sequence[int]) -> Iterator[tuple[str, int, int, int, int]]:
    """What leads from one list of blocks to another, as ``SequenceMatcher`` has it of what differs between the ends."""
    head = _same(last, text)
    most = min(len(last), len(text)) - head
    tail = _same(last[len(last) - most :][::-1], text[len(text) - most :][::-1])
    if head:
        yield "equal", 0, head, 0, head
    inner = last[head : len(last) - tail], text[head : len(text) - tail]
    for operation, start, end, begin, stop in SequenceMatcher(None, *inner, autojunk=False).get_opcodes():
        yield operation, head + start, head + end, head + begin, head + stop
    if tail:
        yield "equal", len(last) - tail, len(last), len(text) - tail, len(text)


_LEAST_SHARED = 12
"""So many characters a block must share with another one for it to be written as a change of that."""


def _shared(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts have in common at their beginnings and at their ends; none beyond the BMP."""
    if max(old, default="") > "\uffff" or max(new, default="") > "\uffff":
        return 0, 0
    start = _same(old, new)
    most = min(len(old), len(new)) - start
    end = _same(old[len(old) - most :][::-1], new[len(new) - most :][::-1])
    return start, end


def _same(old: Sequence[object], new: Sequence[object]) -> int:
    """How many characters, or others, two sequences begin with in common: slices are compared as wholes, by halving."""
    known, most = 0, min(len(old), len(new))
    while known < most:
        middle = (known + most + 1) // 2
        if old[known:middle] == new[known:middle]:
            known = middle
        else:
            most = middle - 1
    return known


def columns_of(blocks: Sequence[Sequence[Any]], bases: Mapping[int, int]) -> dict[str, list[Any]]:
    """The fields of all blocks, one after the other, 0 for what is empty: so they pack better than block by block.

    ``base`` has for each block 0, or three numbers: how many blocks back its base is, and how many characters of its
    text it shares with its beginning and its end. ``size`` is how much longer the source is than the text.
    """
    names = ("form", "size", "base", "text", "labels", "looks", "written")
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for number, (form, size, text, labels, looks, written) in enumerate(blocks):
        base: list[int] = [0]
        own, own_looks = text, looks
        if number in bases:
            other = blocks[bases[number]]
            start, end = _shared(other[2], text)
            base = [number - bases[number], start, end]
            own = text[start : len(text) - end]
            own_looks = 1 if looks and looks == other[4] else looks
        columns["base"] += base
        for name, value in (("form", form), ("size", size - len(text)), ("text", own), ("labels", labels)):
            columns[name].append(value)
        columns["looks"].append(own_looks or 0)
        columns["written"].append(written or 0)
    return columns


def from_last(last: Sequence[int], text: Sequence[int]) -> list[Any]:
    """The numbers of a text's blocks; where they are those of the text before, from which place to which."""
    found: list[Any] = []
    for operation, start, end, begin, stop in _steps(last, text):
        if operation == "equal":
            found.append([start, end])
        else:
            found += text[begin:stop]
    return found
