"""A whole history of one text: revisions by known edits, some of which take earlier ones back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from .draft import Draft, read_draft
from .generate import NoClearEdit, edit_draft
from .pool import Pool
from .truth import KnownEdit, known_edit


@dataclass(frozen=True)
class KnownHistory:
    """Revisions of one text, counted from 1, whose words keep their identity through all of them.

    ``births`` has, for each word of the last revision, the revision it first stood in: a word that went and
    came back by a revert was born once. ``reverts`` are the revisions that restored an earlier one.
    """

    drafts: tuple[Draft, ...]
    edits: tuple[tuple[str, ...], ...]
    reverts: frozenset[int]
    births: tuple[tuple[str, int], ...]

    @property
    def texts(self) -> list[str]:
        return [draft.text for draft in self.drafts]

    def between(self, start: int, end: int) -> KnownEdit:
        """The truth about two of the revisions, in that direction."""
        done = [name for edits in self.edits[start:end] for name in edits]
        return known_edit(self.drafts[start - 1], self.drafts[end - 1], done)


def generate_history(text: str, pool: Pool, seed: str | int, revisions: int = 60) -> KnownHistory:
    """That many revisions from one text on: one to four edits each, about every tenth a revert.

    A revert restores the revision before the last one, or one of the two before that. The same arguments give
    the same history.
    """
    random = Random(str(seed))
    drafts = [read_draft(text)]
    edits: list[tuple[str, ...]] = [()]
    reverts = set()
    forced = random.randint(3, min(revisions, 12))
    while len(drafts) < revisions:
        number = len(drafts) + 1
        if number >= 3 and (number == forced or random.random() < 0.1):
            back = random.randint(2, min(4, len(drafts)))
            drafts.append(drafts[-back].copy())
            edits.append(("revert",))
            reverts.add(number)
            continue
        draft, done = _revise(drafts[-1], pool, random)
        drafts.append(draft)
        edits.append(tuple(done))
    return KnownHistory(tuple(drafts), tuple(edits), frozenset(reverts), _births(drafts))


def _revise(draft: Draft, pool: Pool, random: Random) -> tuple[Draft, list[str]]:
    for wanted in (random.randint(1, 4), 1, 1, 1, 1):
        try:
            return edit_draft(draft, pool, random, wanted)
        except NoClearEdit:
            continue
    raise NoClearEdit("the history has no room for another edit")


def _births(drafts: list[Draft]) -> tuple[tuple[str, int], ...]:
    born: dict[int, int] = {}
    for number, draft in enumerate(drafts, 1):
        for piece in draft.words():
            born.setdefault(piece.identity, number)
    return tuple((piece.text, born[piece.identity]) for piece in drafts[-1].words())


def since_when(drafts: Sequence[Draft]) -> list[list[int]]:
    """For each revision, counted from 1, the one since which each of its units stands.

    A unit that was not there before, but has most of its words from one that was, is a part of it.
    """
    found: list[list[int]] = []
    first: dict[int, int] = {}
    for number, draft in enumerate(drafts, 1):
        before = drafts[number - 2].units if number > 1 else []
        for unit in draft.units:
            if unit.serial not in first:
                shared = [(len(unit.identities & each.identities), each.serial) for each in before]
                count, whole = max(shared, default=(0, 0))
                first[unit.serial] = first[whole] if count and 2 * count >= len(unit.words) else number
        found.append([first[unit.serial] for unit in draft.units])
    return found
