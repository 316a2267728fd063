"""Edits that are made alone, one a pair: each a kind that redlines get wrong."""

from __future__ import annotations

from collections import Counter
from random import Random

from .edits import plain_words, touch
from .made import Draft, Move
from .pieces import Piece, Text, copy, pieces_of, said, words
from .structure import _tables, cells, new_row


def paragraph_moved(draft: Draft, other: Text, rng: Random) -> bool:
    """A paragraph goes to another place, over two blocks or more that are longer than it.

    None that is indented goes, nor one before any that is: it belongs to a list, and becomes code elsewhere.
    """
    blocks = draft.text.blocks
    flush = [*(not said(block.parts[0])[:1].isspace() for block in blocks), True]
    weights = [sum(len(words(part)) for part in block.parts) for block in blocks]
    times = Counter(said(block.parts[0]) for block in blocks)
    places = [
        (n, m)
        for n, block in enumerate(blocks)
        if block.kind == "paragraph"
        and weights[n] >= 8
        and times[said(block.parts[0])] == 1
        and flush[n]
        and flush[n + 1]
        for m in range(max(n - 20, 0), min(n + 21, len(blocks)))
        if abs(n - m) >= 3 and flush[m + (m > n)] and sum(weights[min(n, m) : max(n, m) + 1]) > 3 * weights[n]
    ]
    if not places:
        return False
    start, end = rng.choice(places)
    passed = blocks[end:start] if end < start else blocks[start + 1 : end + 1]
    block = blocks.pop(start)
    blocks.insert(end, block)
    draft.moves.append(Move(list(block.parts[0]), [p for b in passed for part in b.parts for p in part]))
    return True


def row_in_before_edited(draft: Draft, other: Text, rng: Random) -> bool:
    """A row is put in, and a word of the row behind it is another."""
    supply = [words(b.parts[0]) for b in other.blocks if b.kind == "paragraph" and len(words(b.parts[0])) >= 12]
    places = [
        (n, r)
        for n in _tables(draft)
        for r in range(2, len(draft.text.blocks[n].parts))
        if plain_words(draft.text.blocks[n].parts[r]) and len(words(draft.text.blocks[n].parts[r])) >= 5
    ]
    if not supply or not places:
        return False
    number, row = rng.choice(places)
    rows = draft.text.blocks[number].parts
    line = rows[row]
    line[rng.choice(plain_words(line))] = Piece("otherwise")
    rows.insert(row, new_row(len(cells(line)), rng.choice(supply)))
    touch(draft, number)
    return True


_HUNDRED = 100
"""Clauses of one level are fewer in policies; a longer bare number in front of a title can be a part of it."""


def renumbered(draft: Draft, other: Text, rng: Random) -> bool:
    """A numbered clause leaves or comes in, and those behind it get other numbers.

    The titles of the text are numbered first, so the draft's old text is another after it.
    """
    blocks = draft.text.blocks
    level = max((b.level for b in blocks), key=lambda k: sum(b.level == k for b in blocks) if k > 1 else -1, default=0)
    heads = [n for n, block in enumerate(blocks) if block.kind == "heading" and block.level == level]
    if level < 2 or not 4 <= len(heads) < _HUNDRED:
        return False
    form = rng.choice(["{}. ", "{}) ", "{} ", "3.{} "])
    for count, number in enumerate(heads, 1):
        line = blocks[number].parts[0]
        rest = line[next(n for n, p in enumerate(line) if not p.label and p.text != "#" and not p.text.isspace()) :]
        blocks[number].parts[0] = [*_hashes(level), *_label(form.format(count)), *rest]
    draft.old = draft.text.pieces
    gone = rng.randrange(1, len(heads) - 1)
    end = next((n for n in range(heads[gone] + 1, len(blocks)) if 0 < blocks[n].level <= level), len(blocks))
    out = blocks[heads[gone] : end]
    del blocks[heads[gone] : end]
    after = [b for b in blocks if b.kind == "heading" and b.level == level][gone:]
    for count, block in enumerate(after, gone + 1):
        labels = [p for p in block.parts[0] if p.label]
        rest = [p for p in block.parts[0] if not p.label][level + 1 :]
        fresh = _label(form.format(count))
        for old, new in zip(labels, fresh, strict=True):
            new.origin = old.root
        block.parts[0] = [*_hashes(level), *fresh, *rest]
    return bool(out)


def _hashes(level: int) -> list[Piece]:
    return [*(Piece("#") for _ in range(level)), Piece(" ")]


def _label(text: str) -> list[Piece]:
    return [Piece(piece.text, label=True) for piece in copy(pieces_of(text))]
