"""Labels, compared when it is settled which block became which: "3." that is "2." now, and what refers to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import compress
from typing import NamedTuple

from ..text.clause_names import is_name
from ..text.words import BLOCK_MARK, MARKS, NOTE_KEY
from .alignment import Alignment, block_pairs
from .chain import Run
from .in_place import keeps_order
from .inline_labels import Item, inline_items
from .labels_alone import labels_alone
from .notes import drop_other_notes
from .other_references import numbers_of, other_references
from .renamed import Renamed, counted_items, followed, has_counted_items, renamed_label
from .sides import ReadWords
from .slid_references import blocks_counted_anew, slid_references

_Stretch = tuple[int, int]


def keep_labels(alignment: Alignment) -> None:
    """Make partners of the labels of blocks that are partners, and of references that followed them.

    Partners with other words: a label that changed is the same label, counted anew. It takes no other shape: what was
    "3." and is "(c)" was removed and added.
    """
    words, others = alignment.old.words, alignment.new.words
    if not (words.labels or others.labels or has_counted_items(alignment)) and {NOTE_KEY, ")"}.isdisjoint(words.keys):
        # Nothing is to do but to keep the ends of blocks, where both sides have some that are free.
        sides = (words.keys, alignment.old_partner), (others.keys, alignment.new_partner)
        if not all(BLOCK_MARK in compress(keys, map((-1).__eq__, partner)) for keys, partner in sides):
            return
    for run in labels_alone(alignment):
        _keep_alone(alignment, run)
    olds, news = _labels(alignment, is_old=True), _labels(alignment, is_old=False)
    spelled: set[tuple[str, str]] = set()
    pairs = block_pairs(alignment)
    renamed = Renamed({}, set(), counted_items(alignment, pairs), {})
    drop_other_notes(alignment, pairs)
    for old, new in pairs.items():
        if old in olds and new in news:
            _keep(alignment, olds[old], news[new])
            was, now = words.keys[slice(*olds[old])], others.keys[slice(*news[new])]
            renamed.note(was, renamed_label(was, now))
            spelled.update(numbers_of(was, now))
        elif old in olds or new in news:
            _keep_beginning(alignment, old, new)
    _keep_ends(alignment, pairs)
    old_side = _Side(alignment.old, alignment.old_partner, alignment.old_move)
    new_side = _Side(alignment.new, alignment.new_partner, alignment.new_move)
    for label in olds.values():
        _keep_as_text(old_side, new_side, label)
    for label in news.values():
        _keep_as_text(new_side, old_side, label)
    _keep_references(alignment, pairs, renamed, spelled)


def _keep_alone(alignment: Alignment, run: Run) -> None:
    """Keep a block that is a label alone; its mark may have gone to what was put in or taken out behind it, but not to
    another label, which then is what this one became."""
    mark, other = run.old + run.length - 1, run.new + run.length - 1
    partners = alignment.old_partner[mark], alignment.new_partner[other]
    labels = alignment.new.words.labels, alignment.old.words.labels
    if partners[0] != other and (partners[0] - 1 in labels[0] or partners[1] - 1 in labels[1]):
        return
    _part(alignment.old_partner, alignment.new_partner, mark, 1)
    _part(alignment.new_partner, alignment.old_partner, other, 1)
    if keeps_order(alignment, run):
        alignment.keep(run)
        return
    for at, there in ((mark, partners[0]), (partners[1], other)):
        if min(at, there) >= 0:
            alignment.keep(Run(at, there, 1))


def _keep_references(
    alignment: Alignment, pairs: Mapping[int, int], renamed: Renamed, spelled: set[tuple[str, str]]
) -> None:
    """Make partners of the items within texts, and of references that followed them or the labels of blocks."""
    for item, other in inline_items(alignment, pairs):
        _keep_item(alignment, item, other)
        numbers = alignment.old.words.keys[item.number], alignment.new.words.keys[other.number]
        renamed.all.add(numbers)
        spelled.add((numbers[0].lower(), numbers[1].lower()))
    if renamed.all or renamed.items:
        _keep_instead(alignment, blocks_counted_anew(alignment, pairs, renamed))
    slid = slid_references(alignment, renamed.is_followed) if renamed.all else []
    _keep_instead(alignment, [*slid, *followed(alignment, renamed), *other_references(alignment, spelled)])


def _keep_instead(alignment: Alignment, runs: Iterable[Run]) -> None:
    for run in runs:
        _part(alignment.old_partner, alignment.new_partner, run.old, run.length)
        _part(alignment.new_partner, alignment.old_partner, run.new, run.length)
        alignment.keep(run)
        _keep_around(alignment, run)


def _keep_around(alignment: Alignment, run: Run) -> None:
    """Keep the same words next to a run that is kept now: between it and other changes they were not worth it."""
    for first, last, step in ((run.old + run.length, run.new + run.length, 1), (run.old - 1, run.new - 1, -1)):
        at, there = first, last
        while _are_strangers_alike(alignment, at, there):
            alignment.keep(Run(at, there, 1))
            at, there = at + step, there + step


def _keep_ends(alignment: Alignment, pairs: Mapping[int, int]) -> None:
    """Keep the ends of blocks that are partners, "post.", now "e-mail.": before labels, which match nothing, they may
    have been no run worth keeping."""
    ends = _ends(alignment.old), _ends(alignment.new)
    for old, new in pairs.items():
        run = Run(ends[0].get(old, -1), ends[1].get(new, -1), 1)
        if min(run.old, run.new) < 0 or max(alignment.old_partner[run.old], alignment.new_partner[run.new]) >= 0:
            continue
        if not alignment.old_move[run.old] and not alignment.new_move[run.new] and keeps_order(alignment, run):
            alignment.keep(run)
            at, there = run.old - 1, run.new - 1
            while _are_strangers_alike(alignment, at, there) and not alignment.old.words.keys[at][0].isalnum():
                alignment.keep(Run(at, there, 1))
                at, there = at - 1, there - 1


def _ends(reading: ReadWords) -> dict[int, int]:
    """Where each block ends that is no row of a table."""
    words = reading.words
    return {words.blocks[start]: end - 1 for start, end in reading.spans() if words.keys[end - 1] == BLOCK_MARK}


def _are_strangers_alike(alignment: Alignment, at: int, there: int) -> bool:
    """Whether two places have the same word, which has no partner on either side, and did not move."""
    partners, others = alignment.old_partner, alignment.new_partner
    if not (0 <= at < len(partners) and 0 <= there < len(others)) or partners[at] >= 0 or others[there] >= 0:
        return False
    is_same = alignment.old.words.keys[at] == alignment.new.words.keys[there] not in MARKS
    return is_same and not alignment.old_move[at] and not alignment.new_move[there]


def _keep_item(alignment: Alignment, item: Item, other: Item) -> None:
    """Make partners of the labels of two items within a text, which move with the word behind them."""
    run = Run(item.start, other.start, item.end - item.start)
    if alignment.old_partner[run.old : item.end] == list(range(run.new, other.end)):
        return
    _part(alignment.old_partner, alignment.new_partner, run.old, run.length)
    _part(alignment.new_partner, alignment.old_partner, run.new, run.length)
    moves = alignment.old_move[item.end], alignment.new_move[other.end]
    alignment.old_move[run.old : item.end] = [moves[0]] * run.length
    alignment.new_move[run.new : other.end] = [moves[1]] * run.length
    if moves[0] == moves[1] and (moves[0] or keeps_order(alignment, run)):
        alignment.keep(run)
        _keep_around(alignment, run)


def _part(partner: list[int], other: list[int], start: int, length: int) -> None:
    """Make words strangers of their partners."""
    for at in range(start, start + length):
        if partner[at] >= 0:
            other[partner[at]] = partner[at] = -1


def _keep_beginning(alignment: Alignment, old: int, new: int) -> None:
    """Keep the words with which two blocks begin that are a label in one of them: "1.3 You may", now "1.3 last"."""
    olds, news = alignment.old.words, alignment.new.words
    at, there = olds.blocks.index(old), news.blocks.index(new)
    length = 0
    while (at + length in olds.labels or there + length in news.labels) and olds.keys[at + length] == news.keys[
        there + length
    ]:
        length += 1
    strangers = alignment.old_partner[at : at + length] + alignment.new_partner[there : there + length]
    if length and max(strangers) < 0 and not alignment.old_move[at] and not alignment.new_move[there]:
        run = Run(at, there, length)
        if keeps_order(alignment, run):
            alignment.keep(run)


def _labels(alignment: Alignment, *, is_old: bool) -> dict[int, _Stretch]:
    """The label of each block that has one, as a stretch of words."""
    reading = alignment.old if is_old else alignment.new
    bodies = ((start, reading.body(start, end)) for start, end in reading.spans()) if reading.words.labels else ()
    return {reading.words.blocks[start]: (start, body) for start, body in bodies if body > start}


def _keep(alignment: Alignment, old: _Stretch, new: _Stretch) -> None:
    """Make partners of two labels of one shape, which move with their blocks."""
    if not _are_alike(alignment, old, new):
        return
    run = Run(old[0], new[0], old[1] - old[0])
    moves = alignment.old_move[old[1]], alignment.new_move[new[1]]
    if moves[0] == moves[1] and (moves[0] or keeps_order(alignment, run)):
        alignment.keep(run)
        alignment.old_move[slice(*old)] = [moves[0]] * run.length
        alignment.new_move[slice(*new)] = [moves[1]] * run.length


class _Side(NamedTuple):
    """One side of an alignment."""

    reading: ReadWords
    partner: list[int]
    move: list[int]


def _keep_as_text(side: _Side, other: _Side, label: _Stretch) -> None:
    """Keep a label with the words behind it where they became, with it, a part of another block, or were one."""
    start, body = label
    end = side.partner[body]
    begin = end - (body - start)
    if begin < 0 or side.partner[start] >= 0 or max(other.partner[begin:end]) >= 0:
        return
    if side.reading.words.keys[start:body] == other.reading.words.keys[begin:end]:
        side.partner[start:body] = range(begin, end)
        other.partner[begin:end] = range(start, body)
        side.move[start:body] = [side.move[body]] * (body - start)
        other.move[begin:end] = [other.move[end]] * (body - start)


def _are_alike(alignment: Alignment, old: _Stretch, new: _Stretch) -> bool:
    """Whether two labels have as many words, the same ones but for their numbers."""
    keys = alignment.old.words.keys[slice(*old)], alignment.new.words.keys[slice(*new)]
    return len(keys[0]) == len(keys[1]) and all(
        a == b or (a[0].isalnum() and b[0].isalnum() and not is_name(a)) for a, b in zip(*keys, strict=True)
    )
