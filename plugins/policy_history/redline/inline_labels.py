"""Items that are counted within a paragraph, "we may (a) collect, (b) share", and follow their words as labels do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from itertools import compress
from typing import NamedTuple

from ..text.numerals import readings
from ..text.read_blocks import ReadBlock
from .alignment import Alignment
from .sides import ReadWords

_NUMBER = re.compile(r"(?:\d{1,2}|[ivxlc]{1,5}|[^\W\d_])\Z")


class Item(NamedTuple):
    """Where an item's label stands among the words, with its brackets, and which of these words is its number."""

    start: int
    end: int
    number: int


def inline_items(alignment: Alignment, pairs: Mapping[int, int]) -> list[tuple[Item, Item]]:
    """The labels within blocks that are partners whose items stayed: the word behind each is the other's."""
    olds, news = _with_items(alignment.old), _with_items(alignment.new)
    if not (olds and news):
        return []
    named = _in_references(alignment.old), _in_references(alignment.new)
    found: list[tuple[Item, Item]] = []
    for block, labels in olds.items():
        there = news.get(pairs.get(block, -1), [])
        items = _items(alignment.old, named[0], labels) if there else []
        others = {each.end: each for each in _items(alignment.new, named[1], there)} if items else {}
        for item in items:
            other = others.get(alignment.old_partner[item.end])
            if other and item.end - item.start == other.end - other.start:
                found.append((item, other))
    return found


def _with_items(reading: ReadWords) -> dict[int, list[Item]]:
    """Of each block that has several what may be the label of an item in it."""
    return {
        reading.words.blocks[start]: [Item(*(start + place for place in item)) for item in items]
        for start, items in reading.once(_bracketed)
        if len(items) > 1
    }


def _in_references(reading: ReadWords) -> set[int]:
    return {at for stretch in reading.references for at in range(*stretch)}


def _items(reading: ReadWords, named: Set[int], labels: Sequence[Item]) -> list[Item]:
    """The items of a block that are counted from one on, each to the next; those in references are none."""
    found = [each for each in labels if each.number not in named]
    counted: set[Item] = set()
    for way in range(3) if len(found) > 1 else ():
        last: Item | None = None
        reached = 0
        for each in found:
            number = readings(reading.words.keys[each.number])[way]
            if last and number == reached + 1:
                counted |= {last, each}
            if number and number in (1, reached + 1):
                last, reached = each, number
    return sorted(counted)


def _bracketed(read: ReadBlock) -> list[Item]:
    """What stands in brackets, or before one that closes, and may be a number: "(a)", "1)"; a word follows each."""
    keys, labels = read.words.keys, read.words.labels
    closing = compress(range(len(keys) - 2), map(")".__eq__, keys[1:-1])) if ")" in keys else ()
    numbers = (at for at in closing if at not in labels and _NUMBER.match(keys[at]))
    return [Item(at - (at > 0 and keys[at - 1] == "("), at + 2, at) for at in numbers]
