"""Labels that changed, told once for a run: "3 to 9 are now 2 to 8"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..text.tokens import Token
from ..text.words import NOTE_KEY
from .model import Change, Span, joined

_PARTS = re.compile(r"\d+|[^\W\d_]+")
_ROMAN = re.compile(r"[ivxlc]+\Z", re.IGNORECASE)
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def label_change(span: Span) -> tuple[str, str] | None:
    """The label of a block before and after, where it changed; None where it did not, or where the span has none."""
    pairs = [pair for pair in zip(span.old, span.new, strict=True) if pair[0].is_label or pair[1].is_label]
    if all(_compared(old) == _compared(new) for old, new in pairs):
        return None
    olds, news = zip(*pairs, strict=True)
    return _label(olds), _label(news)


def _compared(token: Token) -> str:
    """A word of a label as it is compared; the numbers of notes, of which all are alike elsewhere, by their digits."""
    return token.text if token.key == NOTE_KEY else token.key


def is_renumbered(old: Token, new: Token) -> bool:
    """Whether a kept word is a number that was counted anew: of a clause that is referred to, or of a footnote."""
    return old.key != new.key or _compared(old) != _compared(new)


def note_name(token: Token) -> str:
    """What the number of a footnote is called: "footnote 3"."""
    return f"footnote {token.text.strip('[]')}"


def _label(tokens: Sequence[Token]) -> str:
    if tokens and tokens[0].key == NOTE_KEY:
        return note_name(tokens[0])
    return joined(tokens).strip(" .:)(–—-")


@dataclass(slots=True)
class _Run:
    """A run of labels: where it is in the list of changes, and whether what began it is a whole clause."""

    place: int
    first: tuple[str, str]
    last: tuple[str, str]
    is_outer: bool


class Renumberings:
    """Gathers changes of labels into runs, in reading order; references to clauses stay by themselves."""

    def __init__(self) -> None:
        self._runs: dict[tuple[str, int], _Run] = {}

    def add(self, change: Change, place: int) -> bool:
        """Whether a change begins a run, which then is entry ``place`` of the list; otherwise it goes on in one."""
        step = _step(change.removed, change.added)
        if step is None:
            return True
        before, distance, is_outer = step
        key = before, distance
        pair = change.removed, change.added
        run = self._runs.get(key)
        if run is None:
            self._runs[key] = _Run(place, pair, pair, is_outer)
            return True
        if is_outer and not run.is_outer:
            run.first, run.is_outer = pair, True
        if is_outer or not run.is_outer:
            run.last = pair
        return False

    def told(self, found: list[Change]) -> list[Change]:
        """The list with each run in words, as its first and last labels."""
        for run in self._runs.values():
            if run.first != run.last:
                removed, added = (f"{run.first[side]} to {_number(run.last[side])}" for side in (0, 1))
            else:
                removed, added = run.first
            found[run.place] = replace(found[run.place], removed=removed, added=added)
        return found


def _number(label: str) -> str:
    """A label without the word before its number, which is said once: "Article 5 to 8"."""
    return label.rsplit(" ", 1)[-1]


def _step(old: str, new: str) -> tuple[str, int, bool] | None:
    """What stands before the part in which two labels differ, by how much they do, and whether it is their last part.

    None for labels of different shapes, and for references, which have a word before the label.
    """
    olds, news = _PARTS.findall(old), _PARTS.findall(new)
    if len(olds) != len(news):
        return None
    at = next((at for at, pair in enumerate(zip(olds, news, strict=True)) if pair[0] != pair[1]), len(olds))
    if at == len(olds) or (olds[at + 1 :] != news[at + 1 :]):
        return None
    values = _value(olds[at], news[at])
    if values is None:
        return None
    return " ".join(olds[:at]).lower(), values[1] - values[0], at == len(olds) - 1


def _value(old: str, new: str) -> tuple[int, int] | None:
    """Two numbers, Roman numbers or letters as numbers; None where they are of two kinds."""
    if old.isdigit() and new.isdigit():
        return int(old), int(new)
    if (
        _ROMAN.match(old)
        and _ROMAN.match(new)
        and not (len(old) == len(new) == 1 and {old.lower(), new.lower()} & {"c", "l"})
    ):
        return _roman(old), _roman(new)
    if len(old) == len(new) == 1:
        return ord(old), ord(new)
    return None


def _roman(text: str) -> int:
    digits = [_ROMAN_DIGITS[letter] for letter in text.lower()]
    return sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))
