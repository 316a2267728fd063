"""Amounts written in groups of three digits, "10 000", which are struck and added whole like any other figure."""

from __future__ import annotations

import re

from .alignment import Alignment
from .chain import Run
from .sides import ReadWords

_FIRST = re.compile(r"[^\w\s]?\d{1,3}")
_GROUP = re.compile(r"\d{3}")
_LAST = re.compile(r"\d{3}([.,]\d+)?")


def keep_amounts_whole(alignment: Alignment) -> None:
    """Make strangers of the words of each amount that has not the same amount as its partner."""
    sides = (alignment.old, alignment.old_partner), (alignment.new, alignment.new_partner)
    amounts = [dict(_amounts(reading)) for reading, _ in sides]
    for side, (_, partner) in enumerate(sides):
        for start, end in amounts[side].items():
            partners = partner[start:end]
            theirs = partners[0], partners[0] + end - start
            if amounts[1 - side].get(theirs[0]) == theirs[1] and partners == [*range(*theirs)]:
                continue
            for at, there in enumerate(partners, start):
                if there >= 0:
                    alignment.drop(Run(there, at, 1) if side else Run(at, there, 1))


def _amounts(reading: ReadWords) -> list[tuple[int, int]]:
    """Where the amounts of several words begin and end in a text."""
    keys, labels = reading.words.keys, reading.words.labels
    found: list[tuple[int, int]] = []
    for at in [at for at, key in enumerate(keys) if key[:3].isdecimal() and at]:
        if not _LAST.fullmatch(keys[at]):
            continue
        if found and found[-1][1] == at and _GROUP.fullmatch(keys[at - 1]):
            found[-1] = found[-1][0], at + 1
        elif at - 1 not in labels and _FIRST.fullmatch(keys[at - 1]):
            found.append((at - 1, at + 1))
    return found
