"""Where the words of clauses went that a revision no longer has."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from ..text.document import Clause, Document
from ..text.read_blocks import ReadBlock
from ..text.tokens import Token
from .model import Operation, Redline, count_words

# Less than this of its words in another clause is no more than a phrase that was reused.
_ENOUGH = 0.5


def destinations(redline: Redline) -> Mapping[str, Clause]:
    """For each clause that only the old text has, by id, the clause of the new text that has at least half its words.

    A clause of which less remains is not in it: it was removed.
    """
    return redline.once(_destinations)


def _destinations(redline: Redline) -> Mapping[str, Clause]:
    present = {clause.id for clause in redline.new.clauses}
    gone = {clause.id for clause in redline.old.clauses} - present
    if not gone:
        return {}
    sizes, shares = _sizes(redline.old), _shares(redline)
    found: dict[str, Clause] = {}
    for name in gone:
        to, words = max(
            shares.get(name, Counter()).items(), key=lambda item: (item[1], -item[0].block), default=(None, 0)
        )
        if to is not None and words >= _ENOUGH * sizes[name]:
            found[name] = to
    return found


def _sizes(document: Document) -> Counter[str]:
    """The words under each clause, those of its heading apart: a heading says little of where a text went."""
    sizes: Counter[str] = Counter()
    for index, read in enumerate(document.reads):
        clause = document.clause_of(index)
        if clause and index != clause.block:
            sizes[clause.id] += read.once(_word_count)
    return sizes


def _word_count(read: ReadBlock) -> int:
    return count_words(read.tokens)


def _shares(redline: Redline) -> dict[str, Counter[Clause]]:
    """How many words each clause of the old text gave to each of the new one."""
    shares: dict[str, Counter[Clause]] = {}
    reached = _reached(redline)
    for entry in redline.entries:
        here = redline.new.clause_of(entry.new) if entry.new is not None else None
        if entry.is_same:
            _share_block(redline.old, entry.old or 0, here, shares)
            continue
        for span in entry.all_spans():
            to = reached.get(span.move) if span.operation is Operation.MOVE_AWAY else here
            if to and (span.operation is Operation.EQUAL or span.operation is Operation.MOVE_AWAY):
                for clause, words in _by_clause(redline.old, span.old):
                    shares.setdefault(clause.id, Counter())[to] += words
    return shares


def _share_block(document: Document, block: int, to: Clause | None, shares: dict[str, Counter[Clause]]) -> None:
    clause = document.clause_of(block)
    if to and clause and block != clause.block:
        shares.setdefault(clause.id, Counter())[to] += document.reads[block].once(_word_count)


def _reached(redline: Redline) -> dict[int, Clause]:
    """The clause that each move reached."""
    reached: dict[int, Clause] = {}
    for entry in redline.entries:
        clause = redline.new.clause_of(entry.new) if entry.new is not None else None
        for span in entry.all_spans():
            if clause and span.operation is Operation.MOVE_HERE:
                reached.setdefault(span.move, clause)
    return reached


def _by_clause(document: Document, tokens: Sequence[Token]) -> Iterator[tuple[Clause, int]]:
    """Words of the old text by the clause they stood in; those of headings are left out."""
    for block, members in groupby(tokens, key=lambda token: bisect_right(document.starts, token.start) - 1):
        clause = document.clause_of(block)
        if clause and block != clause.block:
            yield clause, count_words(members)
