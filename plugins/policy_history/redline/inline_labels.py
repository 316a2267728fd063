"""Items that are counted within a paragraph, "we may (a) collect, (b) share", and follow their words as labels do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from itertools import compress
from typing import NamedTuple

from ..text.numerals import readings
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
    olds, news = alignment.old, alignment.new
    spans = {news.words.blocks[start]: (start, end) for start, end in news.spans()}
    if not (_has_items(olds) and _has_items(news)):
        return []
    named = _in_references(olds), _in_references(news)
    found: list[tuple[Item, Item]] = []
    for start, end in olds.spans():
        there = spans.get(pairs.get(olds.words.blocks[start], -1))
        items = list(_items(olds, named[0], start, end)) if there else []
        others = {each.end: each for each in _items(news, named[1], *there)} if items and there else {}
        for item in items:
            other = others.get(alignment.old_partner[item.end])
            if other and item.end - item.start == other.end - other.start:
                found.append((item, other))
    return found


def _has_items(reading: ReadWords) -> bool:
    """Whether any block has as many labels of items as are counted, without asking which are references."""
    keys = reading.words.keys
    before = compress(keys, map(")".__eq__, keys[1:]))
    return sum(_NUMBER.match(key) is not None for key in before) > 1


def _in_references(reading: ReadWords) -> set[int]:
    return {at for stretch in reading.references for at in range(*stretch)}


def _items(reading: ReadWords, named: Set[int], start: int, end: int) -> Iterator[Item]:
    """The items of a block that are counted from one on, each to the next; those in references are none."""
    found = [each for each in _bracketed(reading, start, end) if each.number not in named]
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
    yield from sorted(counted)


def _bracketed(reading: ReadWords, start: int, end: int) -> Iterator[Item]:
    """What stands in brackets, or before one that closes, and may be a number: "(a)", "1)"; a word follows each."""
    keys, labels = reading.words.keys, reading.words.labels
    for at in range(start, end - 2):
        if keys[at + 1] == ")" and at not in labels and _NUMBER.match(keys[at]):
            yield Item(at - (at > start and keys[at - 1] == "("), at + 2, at)
