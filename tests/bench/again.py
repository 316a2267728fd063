"""Words that a redline removes and adds again in one passage: work for a reader that tells nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from policy_history.redline.model import ChangeKind

from .corpus import Pair
from .engines import OURS

_WORD = re.compile(r"[^\W_]+")
HEADINGS = ["pairs", "words shown", "removed and added again", "of 1,000 words shown"]


def row(name: str, pairs: Iterable[Pair]) -> list[Any]:
    """How many words of these redlines are both removed and added between the same two stretches that stayed."""
    shown = again = 0
    for pair in pairs:
        for removed, added in _passages(OURS.compare(pair.old, pair.new)):
            counted = passages_counted(removed, added)
            shown, again = shown + counted[0], again + counted[1]
    return [name, f"{shown:,}", f"{again:,}", f"{1000 * again / max(1, shown):.1f}"]


def passages_counted(removed: str, added: str) -> tuple[int, int]:
    """The words of one passage, and how many of them are in both texts, counted on both sides."""
    gone, come = (Counter(_WORD.findall(text.casefold())) for text in (removed, added))
    return gone.total() + come.total(), 2 * (gone & come).total()


def _passages(found: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """What is worded anew between two kept or moved stretches of words: the removed and the added text."""
    removed = added = ""
    for segment in found:
        if segment.operation in ("delete", "insert") and segment.kind is ChangeKind.WORDING:
            removed, added = removed + " " + segment.old, added + " " + segment.new
        elif _WORD.search(segment.old + segment.new):
            yield removed, added
            removed = added = ""
    yield removed, added
