"""Which blocks and which clauses were split or merged, and with what of another clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from ..text.blocks import Block, Kind
from ..text.document import Clause, Document
from ..wording import N_, translated
from .alignment import Alignment
from .summary import title_of

_LEAST = 3  # words: fewer that stayed make no part of a clause
_OPENING = -1
_RUN_IN = frozenset((Kind.PARAGRAPH, Kind.ITEM, Kind.DESCRIPTION))

Living = Mapping[int, Mapping[int, int]]
"""For each old block that has words in place still: the new blocks that have them, and how many."""


class Join(NamedTuple):
    """What became of a block or a clause, and the other clause that has a part in it; None for the opening too."""

    what: str = ""
    other: Clause | None = None


SENTENCES = {
    "split": N_("now a paragraph of its own"),
    "merged": N_("several paragraphs merged into one"),
    "run in": N_("a heading became the beginning of a paragraph"),
    "list merged": N_("a list became one paragraph"),
    "split across clauses": N_("split off from a paragraph of “%(clause)s”"),
    "merged across clauses": N_("merged with a paragraph of “%(clause)s”"),
    "clause split": N_("split off from “%(clause)s”"),
    "clause merged": N_("merged into “%(clause)s”"),
    "line added": N_("a line across the page was added"),
    "lines added": N_("lines across the page were added"),
    "line removed": N_("a line across the page was removed"),
    "lines removed": N_("lines across the page were removed"),
}

ACROSS = frozenset(what for what, sentence in SENTENCES.items() if "%(clause)s" in sentence)
"""The joins that have a part of another clause."""


def join_in_words(what: str, other: Clause | None) -> str:
    """A join as lists and marks tell it."""
    return translated(SENTENCES[what]) % {"clause": title_of(other)}


class ClauseJoins:
    """The joins of a redline; each is told once, of a block that stands in parts too.

    A clause was split where a new heading stands over words of which most stood, and the rest stands still, under
    another heading, and merged the other way round. Under a heading of a lower level words stay in their clause.
    """

    def __init__(
        self,
        alignment: Alignment,
        old: Document,
        new: Document,
        alive: Living,
        sources: Mapping[int, Mapping[int, int]],
    ) -> None:
        self._alignment, self._old, self._new, self._alive, self._sources = alignment, old, new, alive, sources
        self._told: set[tuple[int, int]] = set()

    def of_block(self, new: int) -> Join:
        """Whether a new block is one of several an old one was split into, or was merged from several."""
        if self._is_told(_OPENING, new):
            return Join()
        sources = self._sources.get(new, {})
        big = [old for old, count in sources.items() if count > 1 or self._is_run_in(old, new)]
        if len(sources) == 1 and big and min(self._alive[big[0]]) < new:
            return self._split(big[0], new)
        return self._merged(sorted(big), new) if len(big) > 1 else Join()

    def _is_run_in(self, old: int, new: int) -> bool:
        """Whether a heading that has words in one block alone is a part of that paragraph or item now."""
        is_heading = self._old.blocks[old].kind is Kind.HEADING and self._new.blocks[new].kind in _RUN_IN
        is_alone = len(self._alive[old]) == 1
        return is_heading and is_alone and 2 * self._alive[old][new] >= len(self._old.reads[old].tokens)

    def _split(self, old: int, new: int) -> Join:
        """Off a block whose first part stands in the clause in which all of it stood, or only off the one before."""
        counts = self._alive[old]
        there, here = (self._heads[1][block] for block in (min(counts), new))
        is_across = there != here and self._partners.get(self._heads[0][old]) == there
        is_most = 2 * counts[new] >= len(self._new.reads[new].tokens)
        return Join("split across clauses", _clause(self._new, there)) if is_across and is_most else Join("split")

    def _merged(self, olds: Sequence[int], new: int) -> Join:
        """With most of a block of another clause than that in which it stands and stood, or only with others."""
        if any(self._is_run_in(old, new) for old in olds):
            return Join("run in")
        here = self._heads[1][new]
        stood = {old: self._partners.get(self._heads[0][old]) == here for old in olds}
        for old in olds if any(stood.values()) else ():
            if not stood[old] and 2 * self._alive[old][new] >= len(self._old.reads[old].tokens):
                return Join("merged across clauses", _clause(self._old, self._heads[0][old]))
        items = sum(self._old.blocks[old].kind is Kind.ITEM for old in olds)
        return Join("list merged" if items > 1 and self._new.blocks[new].kind is Kind.PARAGRAPH else "merged")

    def of_heading(self, old: int | None, new: int | None) -> Join:
        """Whether the clause of a heading of one text alone was split off from another one, or merged into one."""
        if self._is_told(_OPENING if old is None else old, _OPENING if new is None else new):
            return Join()
        if new is not None:
            there = self._partners.get(self._most_shared(1, new), _OPENING)
            is_apart = there != _OPENING and self._new.blocks[new].level <= self._new.blocks[there].level
            return Join("clause split", _clause(self._new, there)) if is_apart else Join()
        if old is None:
            return Join()
        there = self._most_shared(0, old)
        known = {partner: head for head, partner in self._partners.items()}.get(there, _OPENING)
        is_apart = known != _OPENING and self._old.blocks[old].level <= self._old.blocks[known].level
        return Join("clause merged", _clause(self._new, there)) if is_apart else Join()

    def _is_told(self, old: int, new: int) -> bool:
        is_told = (old, new) in self._told
        self._told.add((old, new))
        return is_told

    @cached_property
    def _heads(self) -> tuple[list[int], list[int]]:
        return _heads(self._old.blocks), _heads(self._new.blocks)

    @cached_property
    def _partners(self) -> dict[int, int]:
        """For each heading that stayed the heading it became; the openings are partners."""
        found = {_OPENING: _OPENING}
        for old, counts in self._alive.items():
            news = [new for new in counts if self._new.blocks[new].kind is Kind.HEADING]
            if news and self._old.blocks[old].kind is Kind.HEADING:
                found[old] = max(news, key=lambda new: (counts[new], -new))
        return found | {old: new for old, new in self._same() if self._old.blocks[old].kind is Kind.HEADING}

    @cached_property
    def _kept(self) -> Counter[tuple[int, int]]:
        """How many words stayed of what stood under one heading and stands under another, by both headings."""
        found: Counter[tuple[int, int]] = Counter()
        pairs = [(old, new, count) for old, counts in self._alive.items() for new, count in counts.items()]
        for old, new, count in [*pairs, *((old, new, len(self._new.reads[new].tokens)) for old, new in self._same())]:
            if self._old.blocks[old].kind is not Kind.HEADING:
                found[self._heads[0][old], self._heads[1][new]] += count
        return found

    def _same(self) -> list[tuple[int, int]]:
        runs = self._alignment.anchors
        return [(run.old + step, run.new + step) for run in runs for step in range(run.length)]

    def _most_shared(self, side: int, head: int) -> int:
        """The heading of the other text under which most stands of what stands under this one; none: the opening."""
        document = self._new if side else self._old
        own = (block for block, over in enumerate(self._heads[side]) if over == head != block)
        total = sum(len(document.reads[block].tokens) for block in own)
        counts = {pair[1 - side]: count for pair, count in self._kept.items() if pair[side] == head}
        best = max(counts, key=lambda other: (counts[other], -other), default=_OPENING)
        return best if counts.get(best, 0) >= max(_LEAST, total / 2) else _OPENING


def _heads(blocks: Sequence[Block]) -> list[int]:
    """For each block the heading over it, which is over itself."""
    found: list[int] = []
    for at, block in enumerate(blocks):
        found.append(at if block.kind is Kind.HEADING else found[-1] if found else _OPENING)
    return found


def _clause(document: Document, head: int) -> Clause | None:
    return None if head == _OPENING else document.clause_of(head)
