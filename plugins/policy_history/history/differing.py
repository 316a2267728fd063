"""In what two stretches of runs differ to a reader."""

from __future__ import annotations

from collections.abc import Sequence

from ..redline.model import ChangeKind
from .store import Store


def difference(store: Store, old: int, new: int) -> ChangeKind | None:
    """In what two runs differ that are the same words; None for nothing, not even in the source."""
    one, other = store.style(old), store.style(new)
    if one.mark:
        if one.form != other.form:
            return ChangeKind.STRUCTURE
    elif store.letters[old] != store.letters[new]:
        return ChangeKind.TYPOGRAPHY
    elif one.look != other.look:
        return ChangeKind.LINK if one.targets != other.targets else ChangeKind.FORMATTING
    return None if store.texts[old] == store.texts[new] else ChangeKind.INVISIBLE


def word_of(store: Store, run: int) -> int:
    """A number for the words of a run, the same for every run that is the same words."""
    return -store.links[run] or run + 1


def kinds_between(store: Store, old: Sequence[int], new: Sequence[int]) -> tuple[ChangeKind, ...]:
    """The classes of change from one stretch to another, in the order of ``ChangeKind``.

    What came or went counts as what it is; what stands in another order as structure.
    """
    if old == new:
        return ()
    olds = {word_of(store, run): run for run in old}
    news = {word_of(store, run): run for run in new}
    alone = [olds[word] if word in olds else news[word] for word in olds.keys() ^ news.keys()]
    found: set[ChangeKind | None] = {store.style(run).alone for run in alone if store.texts[run]}
    found.update(difference(store, olds[word], news[word]) for word in olds.keys() & news.keys())
    if [word for word in olds if word in news] != [word for word in news if word in olds]:
        found.add(ChangeKind.STRUCTURE)
    return tuple(kind for kind in ChangeKind if kind in found)
