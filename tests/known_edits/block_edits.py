"""Edits of whole units: paragraphs, headings, list items, table rows and cells; splits and merges."""

from __future__ import annotations

import itertools
import re
from random import Random

from .draft import Draft, Piece, Unit, joined
from .pool import Pool
from .word_edits import sentence_spans, untouched

_MARK = re.compile(r" *(?:[*+-]|\d+[.)])[ \t]+")


def insert_unit(draft: Draft, index: int, unit: Unit) -> None:
    """Put a new unit before the one at that place."""
    draft.units.insert(index, unit)
    draft.whole |= unit.identities
    draft.touched.add(unit.serial)


def remove_unit(draft: Draft, index: int) -> None:
    """Take a unit out, whose neighbours then stand together."""
    unit = draft.units.pop(index)
    draft.whole |= unit.identities


def _stands_alone(draft: Draft, index: int) -> bool:
    """Whether blank lines stand before and after a unit, so that it may come and go."""
    before = draft.units[index - 1].end if index else "\n\n"
    return "\n\n" in before and ("\n\n" in draft.units[index].end or index == len(draft.units) - 1)


def edit_paragraph(draft: Draft, pool: Pool, random: Random) -> bool:
    """A paragraph inserted, deleted or rewritten."""
    places = [
        at for at in untouched(draft, ("paragraph",), 12) if _stands_alone(draft, at) and at + 1 < len(draft.units)
    ]
    if not places:
        return False
    index = random.choice(places)
    unit = draft.units[index]
    way = random.choice(("insert", "delete", "rewrite"))
    if way != "insert":
        if unit.pieces[0].text.startswith("{") or "\n{" in unit.text:
            return False
        remove_unit(draft, index)
    if way != "delete":
        insert_unit(draft, index, draft.new_unit("paragraph", pool.paragraph(random), unit.end))
    return True


def edit_heading(draft: Draft, pool: Pool, random: Random) -> bool:
    """A heading renamed; its number, if it has one, stays."""
    places = untouched(draft, ("heading",), 1)
    if not places:
        return False
    index = random.choice(places)
    unit = draft.units[index]
    title = re.fullmatch(r"(#{1,6}\s*(?:[\d.]+\s+)?)([^\[\]*_`<>{}|]+?)([\s#]*)", unit.text)
    if title is None or not re.search(r"[^\W\d]", title[2]):
        return False
    kept = _first_pieces(unit, len(title[1]))
    draft.edited(index, joined((*kept, *draft.pieces_of(pool.heading(random) + title[3]))))
    return True


def _first_pieces(unit: Unit, length: int) -> list[Piece]:
    """The pieces of a unit's first so many characters; one that goes on behind them is cut short."""
    found = []
    for piece in unit.pieces:
        if length > 0:
            found.append(piece._replace(text=piece.text[:length]))
        length -= len(piece.text)
    return found


def edit_row(draft: Draft, pool: Pool, random: Random) -> bool:
    """A table row added or removed."""
    places = [at for at in untouched(draft, ("row",), 2) if draft.units[at].end == "\n"]
    if not places:
        return False
    index = random.choice(places)
    if random.random() < 0.5:
        remove_unit(draft, index)
        return True
    unit = draft.units[index]
    cells = max(1, len(unit.text.strip().strip("|").split("|")))
    text = "| " + " | ".join(pool.cell(random) for _ in range(cells)) + " |"
    insert_unit(draft, index, draft.new_unit("row", text, "\n"))
    return True


def edit_cell(draft: Draft, pool: Pool, random: Random) -> bool:
    """What stands in a cell of a table changed."""
    places = untouched(draft, ("row",), 3)
    if not places:
        return False
    index = random.choice(places)
    unit = draft.units[index]
    bars = [at for at, piece in enumerate(unit.pieces) if not piece.identity and "|" in piece.text]
    spans = [
        (first + 1, last)
        for first, last in itertools.pairwise(bars)
        if any(piece.identity for piece in unit.pieces[first + 1 : last])
    ]
    plain = [span for span in spans if not _is_marked(unit, span)]
    if not plain:
        return False
    first, last = random.choice(plain)
    draft.edited(index, joined((*unit.pieces[:first], *draft.pieces_of(pool.cell(random)), *unit.pieces[last:])))
    return True


def _is_marked(unit: Unit, span: tuple[int, int]) -> bool:
    stretch = "".join(piece.text for piece in unit.pieces[span[0] - 1 : span[1] + 1])
    return any(mark in stretch for mark in "[]*_`<>{}")


def list_around(draft: Draft, index: int) -> list[int]:
    """The places of the items before, at and after one that stand in one list with it, each a unit of its
    own.
    """
    mark = _mark_of(draft.units[index])
    first = last = index
    while first and _mark_of(draft.units[first - 1]) == mark:
        first -= 1
    while last + 1 < len(draft.units) and _mark_of(draft.units[last + 1]) == mark:
        last += 1
    return list(range(first, last + 1))


def _mark_of(unit: Unit) -> str:
    """An item's mark with its indent; numbers all alike."""
    match = _MARK.match(unit.text) if unit.kind == "item" else None
    return re.sub(r"\d+", "1", match[0]) if match else ""


def edit_item(draft: Draft, pool: Pool, random: Random) -> bool:
    """A list item added or removed; the numbers behind it are counted anew in half of the numbered lists."""
    places = [at for at in untouched(draft, ("item",), 3) if len(list_around(draft, at)) >= 3]
    if not places:
        return False
    index = random.choice(places)
    around = list_around(draft, index)
    if index == around[-1]:
        return False
    if random.random() < 0.5:
        remove_unit(draft, index)
        around.pop()
    else:
        unit = draft.units[index]
        mark = _MARK.match(unit.text)
        assert mark is not None
        insert_unit(draft, index, draft.new_unit("item", mark[0] + pool.sentence(random), unit.end))
        around.append(around[-1] + 1)
    if random.random() < 0.5:
        _renumber(draft, around)
    return True


def _renumber(draft: Draft, around: list[int]) -> None:
    first = re.match(r" *(\d+)", draft.units[around[0]].text)
    if first is None:
        return
    for number, index in enumerate(around, int(first[1])):
        unit = draft.units[index]
        head = Piece(re.sub(r"\d+", str(number), unit.pieces[0].text, count=1))
        draft.units[index] = Unit(unit.kind, (head, *unit.pieces[1:]), unit.end, unit.serial)


def split_paragraph(draft: Draft, pool: Pool, random: Random) -> bool:
    """A paragraph made two between sentences; no word changes."""
    places = [at for at in untouched(draft, ("paragraph",), 24) if _stands_alone(draft, at)]
    if not places:
        return False
    index = random.choice(places)
    unit = draft.units[index]
    spans = sentence_spans(unit)
    if len(spans) < 2:
        return False
    at = random.randrange(len(spans) - 1)
    first = unit.pieces[: spans[at + 1][0]]
    first = joined((*first[:-1], Piece(first[-1].text.rstrip())))
    draft.edited(index, first, "\n\n")
    rest = Unit("paragraph", unit.pieces[spans[at + 1][0] :], unit.end, next(draft.numbers))
    draft.units.insert(index + 1, rest)
    draft.touched.add(rest.serial)
    return True


def merge_paragraphs(draft: Draft, pool: Pool, random: Random) -> bool:
    """Two paragraphs made one; no word changes."""
    possible = set(untouched(draft, ("paragraph",), 8))
    places = [
        at
        for at in possible
        if at + 1 in possible
        and draft.units[at].end == "\n\n"
        and draft.units[at].text.endswith(".")
        and not draft.units[at + 1].text.startswith("{")
        and draft.units[at + 1].text[0].isalnum()
    ]
    if not places:
        return False
    index = random.choice(sorted(places))
    second = draft.units.pop(index + 1)
    draft.edited(index, joined((*draft.units[index].pieces, Piece(" "), *second.pieces)), second.end)
    draft.touched.add(second.serial)
    return True
