"""The numbers of labels that changed, and the references in the text that followed them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .alignment import Alignment
from .chain import Run


class Renamed(NamedTuple):
    """The numbers of labels as they were and are: the last one of each, and all, since every list has its own "(b)"."""

    last: dict[str, str]
    all: set[tuple[str, str]]

    def note(self, alignment: Alignment, label: tuple[int, int], now: tuple[int, int]) -> None:
        """Take in the numbers of one label that changed; those in words also in lower case, as the text has them."""
        keys = alignment.old.words.keys[slice(*label)], alignment.new.words.keys[slice(*now)]
        pairs = zip(*keys, strict=False)
        numbers = {old: new for old, new in pairs if old != new and old[0].isalnum() and new[0].isalnum()}
        self.last.update(numbers)
        self.all.update(numbers.items())
        for old, new in numbers.items():
            if len(old) > 1 and old.isalpha() and new.isalpha():
                self.last.setdefault(old.lower(), new.lower())

    def _now(self, number: str) -> str:
        """A number as it is now; of a range, "3.1-3.4", both."""
        ends = number.split("-")
        return "-".join(self.last.get(end, end) for end in ends) if all(ends) else number

    def is_followed(self, old: Sequence[str], new: Sequence[str]) -> bool:
        """Whether one reference became another as the labels did that it names."""
        pairs = list(zip(old, new, strict=True))
        return all(
            before == after or (before, after) in self.all if at and old[at - 1] == "(" else self._now(before) == after
            for at, (before, after) in enumerate(pairs)
        )


def followed(alignment: Alignment, renamed: Renamed) -> Iterator[Run]:
    """Numbers in the text that changed as the labels did which they name: "see section 4", where 4 became 3."""
    olds, news = alignment.old.words, alignment.new.words
    names = dict(alignment.new.references) if renamed.all else {}
    for start, end in alignment.old.references if names else ():
        there = alignment.old_partner[start - 1] + 1
        before, after = olds.keys[start:end], news.keys[there : there + end - start]
        if names.get(there) == there + end - start and before != after and renamed.is_followed(before, after):
            yield Run(start, there, end - start)
