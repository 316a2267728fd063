"""Since when each passage of a policy stands: read from the redlines of neighbours in its history.

A passage is a block of the text. It stays the same passage when it is edited, moved or numbered anew, and is so again
when it comes back word for word. (Version control calls this blame or annotation; there it is done by line.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from ..text.document import read_document
from ..text.words import MARKS, Words
from .alignment import Alignment
from .identity import alignment_of

# How many of the words of the lighter of two blocks both must have to be one passage.
_RECOGNISED = 0.5


class RevisionBlock(NamedTuple):
    """A block of one revision. Revisions are numbered from 0.

    ``number`` is that of the passage, the same in every revision; ``since`` the revision in which it first stood, of a
    part that was split off the one in which the whole did. ``words`` has for each of its words and signs, in order, the
    revision with which it came.
    """

    number: int
    since: int
    words: tuple[int, ...]


@dataclass(slots=True)
class _Blocks:
    """The changed blocks of one side of a redline: the words of each, by their places in the reading, and their keys.

    Labels are no words of a passage here: they change with every renumbering.
    """

    places: dict[int, list[int]]
    keys: list[str]
    labels: set[int]

    @classmethod
    def of(cls, words: Words) -> _Blocks:
        places: dict[int, list[int]] = {block: [] for block in words.blocks}
        for at, (key, block) in enumerate(zip(words.keys, words.blocks, strict=True)):
            if key not in MARKS:
                places[block].append(at)
        return cls(places, words.keys, words.labels)

    def wording(self, block: int) -> tuple[str, ...]:
        """The words of a block without its label: what it is recognised by when it comes back."""
        return tuple(self.keys[at] for at in self.places[block] if at not in self.labels)


class Lineage:
    """The passages of a history that grows at its end. What each revision costs is what changed with it."""

    def __init__(self) -> None:
        self._text = ""
        self._last: list[RevisionBlock] = []
        self._met: dict[str, list[RevisionBlock]] = {}
        self._count = 0
        self._revision = 0

    @property
    def state(self) -> tuple[Any, ...]:
        """What JSON takes of it, and gives back to ``taken_up``, besides the last text."""
        return self._last, self._met, self._count, self._revision

    @classmethod
    def taken_up(cls, text: str, state: Sequence[Any]) -> Lineage:
        """The lineage of a history with that last text."""
        found = cls()
        found._text = text
        last, met, found._count, found._revision = state
        found._last = _passages(last)
        found._met = {name: _passages(each) for name, each in met.items()}
        return found

    def add(self, text: str) -> list[RevisionBlock]:
        """The passages of the text that follows, one for each block of its document, in order."""
        alignment = alignment_of(self._text, text)
        before = self._last
        found: dict[int, RevisionBlock] = {}
        for run in alignment.anchors:
            for at in range(run.length):
                found[run.new + at] = before[run.old + at]
        step = _Step(alignment, before, self._revision)
        standing = {passage.number for passage in found.values()}
        self._take_up(step, found, standing)
        self._go_on(step, found, standing)
        self._begin(step, found)
        for block in step.new.places:
            met = self._met.setdefault(_name(step.new.wording(block)), [])
            if all(passage.number != found[block].number for passage in met):
                met.append(found[block])
        self._text = text
        self._last = [found[block] for block in range(len(found))]
        self._revision += 1
        return self._last

    def _take_up(self, step: _Step, found: dict[int, RevisionBlock], standing: set[int]) -> None:
        """Passages that had left and are back word for word."""
        standing |= {passage.number for passage in step.before}
        for block in step.new.places:
            known = self._met.get(_name(step.new.wording(block)), [])
            met = next((passage for passage in known if passage.number not in standing), None)
            if met:
                found[block] = _fitting(met, step, block)
                standing.add(met.number)

    def _go_on(self, step: _Step, found: dict[int, RevisionBlock], standing: set[int]) -> None:
        """Passages of the revision before, edited or moved; where one was split, the part with most of its words."""
        standing.clear()
        standing.update(passage.number for passage in found.values())
        for block, old in step.claims():
            passage = step.before[old]
            if block not in found and passage.number not in standing:
                standing.add(passage.number)
                known = self._met.get(_name(step.new.wording(block)), [])
                met = next((each for each in known if each.number == passage.number), None)
                found[block] = _fitting(met or passage._replace(words=()), step, block)

    def _begin(self, step: _Step, found: dict[int, RevisionBlock]) -> None:
        """Passages that are new, or a part of one that was split."""
        for block in step.new.places:
            if block not in found:
                found[block] = RevisionBlock(self._count, step.since(block), step.births(block))
                self._count += 1


class _Step:
    """What the redline of two neighbours says of the blocks that changed."""

    def __init__(self, alignment: Alignment, before: Sequence[RevisionBlock], revision: int) -> None:
        self.before = before
        self.old, self.new = _Blocks.of(alignment.old.words), _Blocks.of(alignment.new.words)
        self._revision = revision
        self._partners = alignment.new_partner
        self._homes = {at: (block, rank) for block, ats in self.old.places.items() for rank, at in enumerate(ats)}
        self._votes = {block: self._sources(block) for block in self.new.places}

    def _sources(self, block: int) -> Counter[int]:
        """From which old blocks the words of a new one are, and how many from each."""
        words = (at for at in self.new.places[block] if at not in self.new.labels)
        homes = (self._homes.get(self._partners[at]) for at in words)
        return Counter(home[0] for home in homes if home)

    def claims(self) -> Iterable[tuple[int, int]]:
        """New blocks with the old ones they may be, those with most words in common first."""
        found = [(-count, block, old) for block, votes in self._votes.items() for old, count in votes.items()]
        for count, block, old in sorted(found):
            lighter = min(len(self.old.wording(old)), len(self.new.wording(block)))
            if -count >= _RECOGNISED * lighter:
                yield block, old

    def since(self, block: int) -> int:
        """Since when a block stands that is no passage of the revision before: its words may have stood in one."""
        for old, count in self._votes[block].most_common(1):
            if count >= _RECOGNISED * len(self.new.wording(block)):
                return self.before[old].since
        return self._revision

    def births(self, block: int) -> tuple[int, ...]:
        """For each word of a block the revision with which it came."""
        return tuple(self._birth(self._partners[at]) for at in self.new.places[block])

    def _birth(self, partner: int) -> int:
        block, rank = self._homes.get(partner, (-1, 0))
        words = self.before[block].words if block >= 0 else ()
        # A block that is the same to the letter has other words when a link's definition went.
        return words[rank] if rank < len(words) else self._revision


def _fitting(met: RevisionBlock, step: _Step, block: int) -> RevisionBlock:
    """A passage as it stood once, with the words that the block has now: its label may have come or gone."""
    count = len(step.new.places[block])
    births = met.words[len(met.words) - count :] if len(met.words) >= count else ()
    return met._replace(words=births or step.births(block))


def _name(wording: Sequence[str]) -> str:
    """What stands for these words."""
    return sha256("\0".join(wording).encode("utf-8", "surrogatepass")).hexdigest()


def _passages(state: Iterable[tuple[int, int, Sequence[int]]]) -> list[RevisionBlock]:
    return [RevisionBlock(number, since, tuple(words)) for number, since, words in state]


def newest_words_of_blocks(text: str, passages: Sequence[RevisionBlock]) -> dict[int, int]:
    """For each block of a text, by its number, the revision with which the newest of its words came, labels apart."""
    found: dict[int, int] = {}
    for block, (read, passage) in enumerate(zip(read_document(text).reads, passages, strict=True)):
        births = [born for token, born in zip(read.tokens, passage.words, strict=False) if not token.is_label]
        if births:
            found[block] = max(births)
    return found
