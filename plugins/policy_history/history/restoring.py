"""A store -> the weave it was cut from, so that it can grow."""

from __future__ import annotations

from itertools import chain, compress

from ..text.document import read_document
from .cutting import cut
from .store import Store
from .weave import Weave


class CannotRestore(Exception):
    """The words of a store are not those that this version of the program reads; the message says so."""


_CHANGED = (
    "The history was woven by a version of this program that read words otherwise, so nothing can be added to"
    " it. Have it woven anew, which may change comparisons that have been published."
)


def restore(store: Store) -> Weave:
    """The weave of a store. Raises CannotRestore."""
    weave = Weave()
    words: dict[int, list[int]] = {}
    every_run = range(len(store.texts))
    standing = [list(compress(every_run, store.standing(at))) for at in range(len(store.revisions))]
    units = []
    for number, runs in enumerate(standing):
        units.append(weave.speller.units(read_document(store.source(number))))
        _deal_out(weave, store, runs, list(chain.from_iterable(units[-1])), words)
    places = _lay_out(weave, store, words)
    for number, runs in enumerate(standing):
        order = {place: word for run in runs for place, word in zip(places[run], words[run])}
        weave.bases.remember(number, units[number])
        weave.note(store.source(number), units[number], order)
    if cut(weave, store.revisions) != store:
        raise CannotRestore(_CHANGED)
    return weave


def _deal_out(weave: Weave, store: Store, runs: list[int], read: list[int], words: dict[int, list[int]]) -> None:
    """Give each run of a revision, of whose words these have been read, its own."""
    at = 0
    for run in runs:
        start, length = at, len(store.texts[run])
        if run in words:
            at += len(words[run])
            continue
        while at < len(read) and (length > 0 or at == start):
            length -= len(weave.speller.spellings[read[at]].source)
            at += 1
        words[run] = read[start:at]


def _lay_out(weave: Weave, store: Store, words: dict[int, list[int]]) -> dict[int, list[int]]:
    """Make the places of every run."""
    places: dict[int, list[int]] = {}
    last: dict[int, int] = {}
    for run, link in enumerate(store.links):
        if run in store.respelled:
            places[run] = places[last[link]]
        else:
            known = [weave.places[place].identity for place in places[last[link]]] if link in last else None
            identities = known or [-1] * len(words[run])
            places[run] = [weave.new_place(word, identity) for word, identity in zip(words[run], identities)]
            weave.sequence += places[run]
        for place, word in zip(places[run], words[run]):
            weave.places[place].spellings[word] = list(store.turns[store.sets[run]])
        if link:
            last[link] = run
    return places
