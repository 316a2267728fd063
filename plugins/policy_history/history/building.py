"""Revisions -> their store: woven anew, or added to a store that is already there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .cutting import cut
from .restoring import CannotRestore, restore
from .serial import sha256_of
from .store import Revision, Store
from .weave import Weave


class Wording(NamedTuple):
    """A revision and its source."""

    revision: Revision
    source: str


class RewrittenHistory(Exception):
    """The revisions are not those of the store with new ones behind them.

    ``reasons`` are whole sentences that say so of each revision concerned, what it means, and what to do.
    """

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(reasons))


_REMEDY = (
    "Put it back as it was and publish the change as a new revision; or have the history woven anew, which"
    " may change comparisons that have been published."
)


def build(wordings: Sequence[Wording]) -> Store:
    """The store of these revisions, oldest first."""
    weave = Weave()
    for wording in wordings:
        weave.add(wording.source)
    return cut(weave, [wording.revision for wording in wordings])


def extend(store: Store, wordings: Sequence[Wording]) -> Store:
    """A store with the revisions that it does not have yet, which stand behind those it has.

    Whatever two of its own revisions gave, they give afterwards. Raises RewrittenHistory when one of them was
    rewritten, taken away or put elsewhere, or a new one was put before the last of them, and when this
    version of the program reads their words otherwise; then only ``build`` can help.
    """
    reasons = deviations(store, wordings)
    if reasons:
        raise RewrittenHistory(reasons)
    known = len(store.revisions)
    if len(wordings) == known:
        return store
    try:
        weave = restore(store)
    except CannotRestore as error:
        raise RewrittenHistory([str(error)]) from None
    for wording in wordings[known:]:
        weave.add(wording.source)
    return cut(weave, [wording.revision for wording in wordings])


def deviations(store: Store, wordings: Sequence[Wording]) -> list[str]:
    """What keeps these revisions from being those of the store with new ones behind them, as sentences."""
    given = {wording.revision.id: wording for wording in wordings}
    names = [revision.id for revision in store.revisions]
    reasons: list[str] = []
    for number, revision in enumerate(store.revisions):
        reasons += _rewritten(revision, store.source(number), given.get(revision.id))
    last = max((at for at, wording in enumerate(wordings) if wording.revision.id in names), default=-1)
    known = set(names)
    for wording in wordings[: last + 1]:
        if wording.revision.id not in known:
            reasons.append(_back_dated(wording.revision, wordings[last].revision))
    order = [wording.revision.id for wording in wordings if wording.revision.id in known]
    if not reasons and order != names:
        was, now = ", ".join(names), ", ".join(order)
        reasons.append(f"The revisions were published in the order {was}, not {now}. {_REMEDY}")
    return reasons


def _back_dated(revision: Revision, published: Revision) -> str:
    return (
        f"The revision {revision.id} is new but stands before {published.id}, which was published earlier: it"
        " is back-dated. Date it on the day it is published; or have the history woven anew, which may change"
        " comparisons that have been published."
    )


def _rewritten(revision: Revision, source: str, wording: Wording | None) -> list[str]:
    if wording is None:
        return [f"The revision {revision.id} was published and is gone. {_REMEDY}"]
    if source != wording.source:
        hashes = sha256_of(source)[:12], sha256_of(wording.source)[:12]
        return [
            (
                f"The revision {revision.id} was published with another text: its SHA-256 began {hashes[0]} and"
                f" begins {hashes[1]} now. {_REMEDY}"
            )
        ]
    if revision.is_reconstructed != wording.revision.is_reconstructed:
        names = {True: "reconstructed", False: "original"}
        was, now = names[revision.is_reconstructed], names[wording.revision.is_reconstructed]
        return [f"The wording of the revision {revision.id} was published as {was} and is called {now} now. {_REMEDY}"]
    return []
