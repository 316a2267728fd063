"""The numbers of labels that changed, and the references in the text that followed them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from ..text.block_kinds import Block, Kind
from ..text.clause_names import may_name, name_ending
from ..text.labels import is_part_of_number
from .alignment import Alignment
from .chain import Run

_NAMES_OF_ITEMS = re.compile(
    r"(?:points?|items?|itens|steps?|numbers?|ziffern?|nummern?|punkt\w*|пункт\w*|пп?|punt[oi]s?|ponto|nos?|nrn?|ziff|pkt)\Z",
    re.IGNORECASE,
)


def counted_items(alignment: Alignment, pairs: Mapping[int, int]) -> set[tuple[str, str]]:
    """The numbers that Markdown gives the items of lists, as they were and are, where they changed."""
    if not has_counted_items(alignment):
        return set()
    olds, news = alignment.old.blocks, alignment.new.blocks
    same = chain.from_iterable(((run.old + at, run.new + at) for at in range(run.length)) for run in alignment.anchors)
    both = ((olds[old], news[new]) for old, new in chain(pairs.items(), same))
    return {
        (str(old.number), str(new.number))
        for old, new in both
        if old.number != new.number and _is_counted(old) and _is_counted(new)
    }


def has_counted_items(alignment: Alignment) -> bool:
    """Whether a text that refers to something has lists with numbers."""
    return bool(alignment.old.references) and any(map(_is_counted, alignment.old.blocks))


def _is_counted(block: Block) -> bool:
    return block.kind is Kind.ITEM and block.shape[-1:] == ("ol",)


def name_before(keys: Sequence[str], at: int) -> str:
    """The name behind which a number stands; empty where it has none."""
    return name_ending(keys, at - 1) if at else ""


def renamed_label(old: Sequence[str], new: Sequence[str]) -> Mapping[str, str]:
    """The number of a label as it was and as it is, where that changed; of "2 bis", now "3", there is none."""
    if len(old) != len(new) and any(map(is_part_of_number, (*old, *new))):
        return {}
    return {a: b for a, b in zip(old, new, strict=False) if a != b and a[0].isalnum() and b[0].isalnum()}


class Renamed(NamedTuple):
    """The numbers of labels as they were and are: the last one of each, and all, since every list has its own "(b)".

    ``items`` are those of the items of lists. ``names`` has what stands before each number in labels, "" being nothing.
    """

    last: dict[str, str]
    all: set[tuple[str, str]]
    items: set[tuple[str, str]]
    names: dict[str, set[str]]

    def note(self, label: Sequence[str], numbers: Mapping[str, str]) -> None:
        """Take in the numbers of one label; those in words also in small letters and with a capital, as the text has
        them."""
        self.last.update(numbers)
        for at, key in enumerate(label):
            if key in numbers:
                self.names.setdefault(key, set()).add(name_before(label, at))
        self.all.update(numbers.items())
        for old, new in numbers.items():
            if len(old) > 1 and old.isalpha() and new.isalpha():
                self.last.setdefault(old.lower(), new.lower())
                self.last.setdefault(old.capitalize(), new.capitalize())

    def _now(self, number: str) -> str:
        """A number as it is now; of a range, "3.1-3.4", both."""
        if number in self.last:
            return self.last[number]
        ends = number.split("-")
        return "-".join(map(self._one_now, ends)) if all(ends) else number

    def _one_now(self, number: str) -> str:
        """One that no label has, "5.2", goes with what it is a part of."""
        head, stop, rest = number.partition(".")
        return self.last.get(number) or self.last.get(head, head) + stop + rest

    def _are_items(self, old: str, new: str) -> bool:
        olds, news = old.split("-"), new.split("-")
        return len(olds) == len(news) and self.items.issuperset(zip(olds, news, strict=True))

    def is_followed(self, old: Sequence[str], new: Sequence[str], name: str = "") -> bool:
        """Whether one reference behind that name became another as the labels did that it names."""
        pairs = list(zip(old, new, strict=True))
        if self.items and _NAMES_OF_ITEMS.match(name) and all(a == b or self._are_items(a, b) for a, b in pairs):
            return True
        changed = [end for before, after in pairs if before != after for end in before.split("-")]
        if not all(may_name(name, self.names.get(each, set())) for each in changed):
            return False
        return all(
            before == after or (before, after) in self.all
            if at and old[at - 1] in ("(", '"')
            else self._now(before) == after
            for at, (before, after) in enumerate(pairs)
        )


def followed(alignment: Alignment, renamed: Renamed) -> Iterator[Run]:
    """Numbers in the text that changed as the labels did which they name: "see section 4", where 4 became 3."""
    olds, news = alignment.old.words, alignment.new.words
    names = dict(alignment.new.references) if renamed.all or renamed.items else {}
    for start, end in alignment.old.references if names else ():
        there = alignment.old_partner[start - 1] + 1
        name = name_before(olds.keys, start).rstrip(".")
        before, after = olds.keys[start:end], news.keys[there : there + end - start]
        if names.get(there) != there + end - start or before == after:
            continue
        if renamed.is_followed(before, after, name):
            yield Run(start, there, end - start)
        elif before[1:] == after[1:] and renamed.is_followed(before[:1], after[:1], name):
            yield Run(start, there, 1)  # "clause 4, or 5 days" names one
