"""How much of a text a run is, in half words, by a rule that any language can follow to the same answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .store import Store

WORD = 2

# White space counts as the word behind it, and a mark as the first word of the block behind it; in scripts
# without blanks a character is half a word. Whatever way a run is cut, its parts weigh what it weighs,
# because white space always stands before the first letter of a word. The ranges are written out: what \s
# means differs between languages.
_BLANK = re.compile(r"[ \t\n\r\f\v\u00a0]+")
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)


class Scale:
    """Weighs the runs of a store, each once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._weights: dict[int, int] = {}

    def weight(self, run: int) -> int:
        """The weight of what a reader sees of a run."""
        if run not in self._weights:
            is_mark = self._store.style(run).mark
            self._weights[run] = WORD if is_mark else weigh(self._store.visible(run))
        return self._weights[run]

    def total(self, runs: Sequence[int]) -> int:
        """The weight of several runs."""
        return sum([self.weight(run) for run in runs])


def weigh(text: str) -> int:
    """The weight of visible text."""
    weight = WORD * len(_BLANK.findall(text))
    return weight if text.isascii() else weight + len(_UNSPACED.findall(text))
