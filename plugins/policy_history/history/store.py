"""The weave as it is kept and walked: runs of words that share their fate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import NamedTuple

from ..redline.model import ChangeKind
from ..text.inline import Style
from .places import stands
from .spelling import Form, Look
from .weighing import Scale


class Revision(NamedTuple):
    """A revision's id, and whether its wording is reconstructed: such a one attests nothing."""

    id: str
    is_reconstructed: bool = False


class RunStyle(NamedTuple):
    """What the words of a run have in common: a ``look``, or for a mark which ``mark`` it is and its block's
    ``form``.

    ``mark`` is ``block``, ``row`` or ``cell``, and empty for words; ``alone`` is the class of change it is
    when they come or go.
    """

    look: Look | None
    mark: str
    form: Form | None
    alone: ChangeKind

    @property
    def targets(self) -> list[tuple[str | None, str | None]]:
        """The addresses of its links and pictures."""
        styles = [self.look] if isinstance(self.look, Style) else [style for _, style in self.look or ()]
        return [(style.link, style.image) for style in styles if style.link or style.image]


@dataclass(frozen=True)
class Store:
    """All revisions of a text as parallel lists, one entry a run, in the order of the weave.

    ``texts`` are pieces of source. ``sets`` and ``styles`` say which of ``turns`` and ``looks`` are a run's:
    ``turns`` holds the revisions from which on it stands and from which on it no longer does, in turn. Runs
    with one number in ``links`` (0: none) are the same words, in other places or otherwise spelled; with one
    number in ``letters`` too, they are the same to the letter. ``respelled`` are the runs that stand where
    the last run of the same link stood, spelled otherwise. ``skipped`` and ``shown`` (by run) say what of the
    source a reader sees.
    """

    revisions: tuple[Revision, ...]
    turns: Sequence[tuple[int, ...]]
    looks: Sequence[RunStyle]
    texts: Sequence[str]
    sets: Sequence[int]
    styles: Sequence[int]
    links: Sequence[int]
    letters: Sequence[int]
    skipped: Sequence[int]
    shown: Mapping[int, str] = field(default_factory=dict)
    respelled: Set[int] = frozenset()

    def number(self, revision: str) -> int:
        """The number, from 0, of the revision with that id; KeyError when there is none."""
        return self._numbers[revision]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {revision.id: number for number, revision in enumerate(self.revisions)}

    @cached_property
    def scale(self) -> Scale:
        """Weighs its runs, each once."""
        return Scale(self)

    def standing(self, revision: int) -> list[int]:
        """For each run 1 when it stands in that revision, else 0."""
        fates = [stands(turns, revision) for turns in self.turns]
        return [fates[each] for each in self.sets]

    def source(self, revision: int) -> str:
        """The source of a revision, byte for byte."""
        return "".join(compress(self.texts, self.standing(revision)))

    def style(self, run: int) -> RunStyle:
        """What the words of a run have in common."""
        return self.looks[self.styles[run]]

    def visible(self, run: int) -> str:
        """What a reader sees of a run, with the blank before it if there is one."""
        if self.style(run).mark:
            return ""
        if run in self.shown:
            return self.shown[run]
        skipped = self.skipped[run]
        return " " + self.texts[run][-skipped:] if skipped < 0 else self.texts[run][skipped:]
