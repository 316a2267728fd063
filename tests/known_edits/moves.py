"""Paragraphs, list items, table rows, sections and sentences that go elsewhere, with and without edits."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from .block_edits import _stands_alone, list_around
from .draft import Draft, Move, Unit
from .pool import Pool
from .word_edits import edited_words, sentence_spans, untouched, with_sentence, without_sentence

_FARTHEST = 8  # units that a unit goes past


def move_paragraph(draft: Draft, pool: Pool, random: Random) -> bool:
    """A paragraph goes past one or more others; in every second case it is edited on the way."""
    places = [at for at in untouched(draft, ("paragraph",), 10) if _may_go(draft, at)]
    if not places:
        return False
    index = random.choice(places)
    span = range(max(1, index - _FARTHEST), min(len(draft.units) - 1, index + _FARTHEST) + 1)
    return _move_unit(draft, index, [at for at in span if _may_go(draft, at)], pool, random)


def _may_go(draft: Draft, index: int) -> bool:
    unit = draft.units[index]
    return unit.kind == "paragraph" and "{" not in unit.text and _stands_alone(draft, index) and unit.end == "\n\n"


def move_item(draft: Draft, pool: Pool, random: Random) -> bool:
    """A list item goes elsewhere in its list."""
    places = [at for at in untouched(draft, ("item",), 5) if len(list_around(draft, at)) >= 3]
    if not places:
        return False
    index = random.choice(places)
    # The last item may have a list of its own, which would have to go with it.
    around = list_around(draft, index)[:-1]
    return index in around and _move_unit(draft, index, around, pool, random)


def move_row(draft: Draft, pool: Pool, random: Random) -> bool:
    """A table row goes elsewhere in its table."""
    places = untouched(draft, ("row",), 4)
    if not places:
        return False
    index = random.choice(places)
    first = last = index
    while draft.units[first - 1].kind == "row":
        first -= 1
    while last + 1 < len(draft.units) and draft.units[last + 1].kind == "row":
        last += 1
    return _move_unit(draft, index, list(range(first, last + 1)), pool, random)


def _move_unit(draft: Draft, index: int, places: list[int], pool: Pool, random: Random) -> bool:
    end = draft.units[index].end
    others = [at for at in places if at != index and draft.units[at].end == end]
    if not others:
        return False
    target = random.choice(others)
    first, last = min(index, target), max(index, target)
    passed = draft.units[first:index] + draft.units[index + 1 : last + 1]
    if not _can_pass(draft, [draft.units[index]], passed):
        return False
    unit = draft.units.pop(index)
    draft.units.insert(target, unit)
    _note(draft, [unit], passed)
    if random.random() < 0.5:
        _edit_moved(draft, target, pool, random)
    return True


def _can_pass(draft: Draft, moved: Sequence[Unit], passed: Sequence[Unit]) -> bool:
    """Whether both are free of other edits and differ enough for the order to be told."""
    if any(unit.serial in draft.touched for unit in (*moved, *passed)):
        return False
    own = {piece.text for unit in moved for piece in unit.words}
    words = [piece.text for unit in passed for piece in unit.words]
    shared = sum(word in own for word in words)
    return len(words) >= 4 and shared <= 0.6 * len(words)


def _note(draft: Draft, moved: Sequence[Unit], passed: Sequence[Unit]) -> None:
    """Remember a move; what took part in it is not to be edited further, or two edits could not be told
    apart.
    """
    gone = frozenset().union(*(unit.identities for unit in moved))
    crossed = frozenset().union(*(unit.identities for unit in passed))
    draft.moves = (*draft.moves, Move(gone, crossed))
    draft.touched.update(unit.serial for unit in (*moved, *passed))


def _edit_moved(draft: Draft, index: int, pool: Pool, random: Random) -> None:
    unit = draft.units[index]
    for _ in range(1 + (len(unit.words) > 40)):
        longest = 1 if len(unit.words) < 16 else random.choice((1, 1, 2, 3))
        pieces = edited_words(draft, draft.units[index].pieces, pool, random, longest)
        if pieces is not None:
            draft.edited(index, pieces)


def move_section(draft: Draft, pool: Pool, random: Random) -> bool:
    """A section with its heading goes past another of the same level; in every second case it is edited."""
    sections = [span for span in _sections(draft) if 2 <= span[1] - span[0] <= 30]
    neighbours = [(a, b) for a in sections for b in sections if a[1] == b[0] and _level(draft, a) == _level(draft, b)]
    random.shuffle(neighbours)
    for (first, middle), (_, last) in neighbours[:5]:
        upper, lower = draft.units[first:middle], draft.units[middle:last]
        if "\n\n" not in upper[-1].end or upper[-1].end != lower[-1].end or not _can_pass(draft, upper, lower):
            continue
        draft.units[first:last] = lower + upper
        _note(draft, upper, lower)
        if random.random() < 0.5:
            _edit_section(draft, range(first + len(lower), last), pool, random)
        return True
    return False


def _edit_section(draft: Draft, places: range, pool: Pool, random: Random) -> None:
    candidates = [
        at for at in places if draft.units[at].kind in ("paragraph", "item") and len(draft.units[at].words) > 11
    ]
    if candidates:
        _edit_moved(draft, random.choice(candidates), pool, random)


def _sections(draft: Draft) -> list[tuple[int, int]]:
    headings = [at for at, unit in enumerate(draft.units) if unit.kind == "heading"]
    found = []
    for number, at in enumerate(headings):
        level = draft.units[at].level
        after = (other for other in headings[number + 1 :] if draft.units[other].level <= level)
        found.append((at, next(after, len(draft.units))))
    return found


def _level(draft: Draft, span: tuple[int, int]) -> int:
    return draft.units[span[0]].level


def move_sentence(draft: Draft, pool: Pool, random: Random) -> bool:
    """A sentence leaves its paragraph for one nearby."""
    places = untouched(draft, ("paragraph",), 24)
    near = [(a, b) for a in places for b in places if a != b and abs(a - b) <= _FARTHEST]
    if not near:
        return False
    index, target = random.choice(near)
    unit, other = draft.units[index], draft.units[target]
    spans = sentence_spans(unit)
    at = random.randrange(len(spans))
    first, last = spans[at]
    sentence = unit.pieces[first:last]
    words = [piece for piece in sentence if piece.identity]
    if len(spans) < 2 or len(words) < 10 or any(mark in piece.text for piece in sentence for mark in "[]*_`<>{}|"):
        return False
    ends = sentence_spans(other)
    place = random.randrange(len(ends))
    arrived = with_sentence(other, ends, place, (*sentence, *draft.pieces_of(".")))
    if arrived is None:
        return False
    between = _passed_by_sentence(draft, (index, last), (target, ends[place][1]), at)
    if not between:
        return False
    draft.edited(index, without_sentence(unit, spans, at))
    draft.edited(target, arrived)
    draft.moves = (*draft.moves, Move(frozenset(piece.identity for piece in words), frozenset(between)))
    return True


def _passed_by_sentence(draft: Draft, left: tuple[int, int], reached: tuple[int, int], at: int) -> set[int]:
    """The words between where the sentence stood and where it goes; none where another edit lies between."""
    first, last = min(left[0], reached[0]), max(left[0], reached[0])
    if any(unit.serial in draft.touched for unit in draft.units[first : last + 1]):
        return set()
    (_, from_piece), (_, to_piece) = sorted((left, reached))
    own = set()
    if left > reached:
        span = sentence_spans(draft.units[left[0]])[at]
        own = {piece.identity for piece in draft.units[left[0]].pieces[span[0] : span[1]]}
    words = {piece.identity for unit in draft.units[first + 1 : last] for piece in unit.words}
    words |= {piece.identity for piece in draft.units[first].pieces[from_piece:] if piece.identity}
    words |= {piece.identity for piece in draft.units[last].pieces[:to_piece] if piece.identity}
    draft.touched.update(unit.serial for unit in draft.units[first : last + 1])
    return words - own
