"""A new revision held against the weave: which of its words stand where they stood, moved, or came back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from ..redline.alignment import Alignment
from ..redline.identity import alignment_of
from ..text.document import Document, read_document
from .places import Draft
from .returning import came_back
from .spelling import Unit

if TYPE_CHECKING:
    from .weave import Weave


def grown(weave: Weave, source: str) -> Draft:
    """The words of a new revision with the places and identities they take over."""
    document = read_document(source)
    units = weave.speller.units(document)
    words = list(chain.from_iterable(units))
    draft = Draft(units, words, [-1] * len(words), [-1] * len(words))
    number = len(weave.sources)
    base = weave.bases.best(number, units, weave.speller)
    standing = weave.standing(base) if number else {}
    if standing and document.blocks:
        _inherit(weave, draft, base, list(standing), document)
    if weave.sequence and -1 in draft.places:
        _bring_back(weave, draft, standing)
        _return_blocks(weave, draft)
    return draft


def _inherit(weave: Weave, draft: Draft, base: int, order: Sequence[int], document: Document) -> None:
    """Take over from the base the places of words that stayed, and the identities of those that moved."""
    if not read_document(weave.sources[base]).blocks:
        return
    alignment = alignment_of(weave.sources[base], document.source)
    old_starts, new_starts = _starts(weave.units[base]), _starts(draft.units)
    for run in alignment.anchors:
        for step in range(run.length):
            unit = draft.units[run.new + step]
            if _same_keys(weave, weave.units[base][run.old + step], unit):
                old, new = old_starts[run.old + step], new_starts[run.new + step]
                draft.places[new : new + len(unit)] = order[old : old + len(unit)]
    olds = _words_read(alignment, old_starts, is_old=True)
    news = _words_read(alignment, new_starts, is_old=False)
    for at, partner in enumerate(alignment.new_partner):
        if partner >= 0:
            place = order[olds[partner]]
            if alignment.new_move[at]:
                draft.identities[news[at]] = weave.places[place].identity
            else:
                draft.places[news[at]] = place


def _same_keys(weave: Weave, old: Unit, new: Unit) -> bool:
    """Whether blocks that are the same to the letter have the same words: neighbours may decide that."""
    keys = weave.speller.keys
    return old == new or [keys[word] for word in old] == [keys[word] for word in new]


def _starts(units: Sequence[Unit]) -> list[int]:
    """Where the words of each block begin, and at last where they end."""
    return list(accumulate(map(len, units), initial=0))


def _words_read(alignment: Alignment, starts: Sequence[int], *, is_old: bool) -> list[int]:
    """For each word that the alignment read of one side, its place among all words of the revision."""
    found: list[int] = []
    for gap in alignment.gaps:
        units, words = (gap.old_units, gap.old) if is_old else (gap.new_units, gap.new)
        found += range(starts[units[0]], starts[units[0]] + words[1] - words[0])
    return found


def _bring_back(weave: Weave, draft: Draft, standing: dict[int, int]) -> None:
    """Let words stand again that stood between the same neighbours in an earlier revision."""
    used = weave.identities(draft.places)
    claimed = set(draft.identities)
    position = dict(zip(weave.sequence, range(len(weave.sequence))))
    for start, end in list(draft.unplaced()):
        before = position[draft.places[start - 1]] + 1 if start else 0
        after = position[draft.places[end]] if end < len(draft.places) else len(weave.sequence)
        numbers = [place for place in weave.sequence[before:after] if place not in standing]
        gone = [weave.places[number] for number in numbers]
        keys = [weave.speller.keys[word] for word in draft.words[start:end]]
        for at, which in came_back(gone, keys, weave.speller.is_word):
            identity, wanted = gone[which].identity, draft.identities[start + at]
            if identity not in used and (wanted == identity or (wanted < 0 and identity not in claimed)):
                draft.places[start + at] = numbers[which]
                used.add(identity)


# A block of so few words and marks may stand elsewhere without being the same.
_LIGHT = 8


def _return_blocks(weave: Weave, draft: Draft) -> None:
    """Give a block that stood elsewhere in an earlier revision, and is gone from there, its identities."""
    taken: set[int] = set()
    for unit, start in zip(draft.units, _starts(draft.units)):
        stretch = slice(start, start + len(unit))
        if len(unit) <= _LIGHT or unit not in weave.homes:
            continue
        if max(draft.places[stretch]) < 0 and max(draft.identities[stretch]) < 0:
            taken = taken or {*weave.identities(draft.places), *draft.identities}
            identities = [weave.places[place].identity for place in weave.homes[unit]]
            if taken.isdisjoint(identities):
                draft.identities[stretch] = identities
                taken.update(identities)
