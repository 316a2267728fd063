"""Edits of lists and tables. Each returns whether it found a place."""

from __future__ import annotations

import re
from random import Random

from .edits import free, plain_words, touch
from .made import Draft, Move
from .pieces import Block, Line, Piece, Text, copy, long_words, pieces_of, said, visible, words


def _lists(draft: Draft, least: int) -> list[int]:
    return [
        n
        for n in free(draft, "list")
        if len(draft.text.blocks[n].parts) >= least and all(visible(part) >= 3 for part in draft.text.blocks[n].parts)
    ]


def renumber(block: Block) -> None:
    """Give the items of a numbered list their numbers anew, as an editor does."""
    first = re.match(r" {0,3}(\d+)[.)]", said(block.parts[0]))
    numbers = [re.match(r" {0,3}(\d+)[.)]", said(part)) for part in block.parts]
    if first is None or not all(numbers) or len({found[1] for found in numbers if found}) == 1:
        return
    for count, part in enumerate(block.parts, int(min((m[1] for m in numbers if m), key=int))):
        spot = next(n for n, piece in enumerate(part) if piece.label and piece.text.isdigit())
        if part[spot].text != str(count):
            part[spot] = Piece(str(count), label=True, origin=part[spot].root)


def item_in(draft: Draft, other: Text, rng: Random) -> bool:
    """An item with a text of another policy."""
    theirs = [words(b.parts[0])[:12] for b in other.blocks if b.kind == "paragraph" and len(words(b.parts[0])) >= 5]
    places = _lists(draft, 2)
    if not theirs or not places:
        return False
    number = rng.choice(places)
    block = draft.text.blocks[number]
    spot = rng.randint(1, len(block.parts) - 1)
    mark = [Piece(piece.text, label=True) for piece in block.parts[spot] if piece.label]
    text = " ".join(piece.text for piece in rng.choice(theirs))
    block.parts.insert(spot, mark + [Piece(p.text) for p in pieces_of(text)])
    renumber(block)
    touch(draft, number)
    return True


def item_out(draft: Draft, other: Text, rng: Random) -> bool:
    """An item leaves a list of three or more."""
    places = _lists(draft, 3)
    if not places:
        return False
    number = rng.choice(places)
    del draft.text.blocks[number].parts[rng.randrange(len(draft.text.blocks[number].parts))]
    renumber(draft.text.blocks[number])
    touch(draft, number)
    return True


def item_moved(draft: Draft, other: Text, rng: Random) -> bool:
    """An item goes two places or more up or down its list."""
    places = [
        n
        for n in _lists(draft, 4)
        if len({said(p) for p in draft.text.blocks[n].parts}) == len(draft.text.blocks[n].parts)
    ]
    if not places:
        return False
    number = rng.choice(places)
    parts = draft.text.blocks[number].parts
    start, end = rng.choice([(a, b) for a in range(len(parts)) for b in range(len(parts)) if abs(a - b) >= 2])
    passed = parts[end:start] if end < start else parts[start + 1 : end + 1]
    item = parts.pop(start)
    parts.insert(end, item)
    draft.moves.append(Move(list(item), [piece for part in passed for piece in part]))
    renumber(draft.text.blocks[number])
    touch(draft, number)
    return True


def cells(row: Line) -> list[Line]:
    """The cells of a row; joined with bars they are its inside."""
    found: list[Line] = [[]]
    for piece in row:
        if piece.text == "|":
            found.append([])
        else:
            found[-1].append(piece)
    return found[1:-1] if said(row).startswith("|") and said(row).endswith("|") else []


def joined(inside: list[Line]) -> Line:
    """A row of its cells."""
    row = [Piece("|")]
    for cell in inside:
        row += [*cell, Piece("|")]
    return row


def _tables(draft: Draft, rows: int = 4, columns: int = 2) -> list[int]:
    """Tables with so many rows (head and rule included) and the same number of columns in each."""
    found = []
    for number in free(draft, "table"):
        widths = {len(cells(row)) for row in draft.text.blocks[number].parts}
        if len(draft.text.blocks[number].parts) >= rows and len(widths) == 1 and widths.pop() >= columns:
            found.append(number)
    return found


def row_in(draft: Draft, other: Text, rng: Random) -> bool:
    """A row of another policy's words."""
    supply = [words(b.parts[0]) for b in other.blocks if b.kind == "paragraph" and len(words(b.parts[0])) >= 12]
    places = _tables(draft)
    if not supply or not places:
        return False
    number = rng.choice(places)
    rows = draft.text.blocks[number].parts
    rows.insert(rng.randint(2, len(rows)), new_row(len(cells(rows[0])), rng.choice(supply)))
    touch(draft, number)
    return True


def new_row(width: int, supply: list[Piece]) -> Line:
    """A row of three words a cell."""
    texts = (" ".join(p.text for p in (supply * width)[k * 3 : k * 3 + 3]) for k in range(width))
    return joined([[Piece(" "), *copy(pieces_of(text)), Piece(" ")] for text in texts])


def row_out(draft: Draft, other: Text, rng: Random) -> bool:
    """A row leaves."""
    places = _tables(draft)
    if not places:
        return False
    number = rng.choice(places)
    rows = draft.text.blocks[number].parts
    del rows[rng.randrange(2, len(rows))]
    touch(draft, number)
    return True


def cell_edited(draft: Draft, other: Text, rng: Random) -> bool:
    """A word in a cell becomes another policy's."""
    supply = long_words(other)
    places = [
        (n, r)
        for n in _tables(draft)
        for r in range(2, len(draft.text.blocks[n].parts))
        if plain_words(draft.text.blocks[n].parts[r])
    ]
    if not places or not supply:
        return False
    number, row = rng.choice(places)
    line = draft.text.blocks[number].parts[row]
    present = {piece.text.casefold() for piece in line}
    fresh = [word for word in supply if word.casefold() not in present]
    line[rng.choice(plain_words(line))] = Piece(rng.choice(fresh or ["otherwise"]))
    touch(draft, number)
    return True


def column_out(draft: Draft, other: Text, rng: Random) -> bool:
    """A column leaves with its heading."""
    places = _tables(draft, columns=3)
    if not places:
        return False
    number = rng.choice(places)
    table = draft.text.blocks[number]
    gone = rng.randrange(len(cells(table.parts[0])))
    table.parts = [joined([c for n, c in enumerate(cells(row)) if n != gone]) for row in table.parts]
    touch(draft, number)
    return True


def column_in(draft: Draft, other: Text, rng: Random) -> bool:
    """A column with a heading and a text of its own in every row."""
    supply = [p for b in other.blocks if b.kind == "paragraph" for p in words(b.parts[0])]
    places = _tables(draft)
    if len(supply) < 40 or not places:
        return False
    number = rng.choice(places)
    table = draft.text.blocks[number]
    spot = rng.randint(0, len(cells(table.parts[0])))
    for n, row in enumerate(table.parts):
        start = rng.randrange(len(supply) - 3)
        text = "---" if n == 1 else " ".join(p.text for p in supply[start : start + rng.randint(1, 3)])
        inside = cells(row)
        inside.insert(spot, [Piece(" "), *(Piece(p.text) for p in pieces_of(text)), Piece(" ")])
        table.parts[n] = joined(inside)
    touch(draft, number)
    return True
