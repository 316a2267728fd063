"""Blocks next to one another that took the same new form, told once: "1 paragraph became 4 list items".

So are headings of which each follows the last one: "40 headings became headings one level lower". Lines across the page
that came or went between blocks that stayed are told once too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from ..text.blocks import Block, Kind
from .model import Entry

_PLURALS = {
    str(Kind.PARAGRAPH): "paragraphs",
    str(Kind.ITEM): "list items",
    str(Kind.ROW): "table rows",
    str(Kind.TERM): "terms",
    str(Kind.DESCRIPTION): "definitions",
}


def told_once(entries: Iterable[Entry], old: Sequence[Block], new: Sequence[Block]) -> list[Entry]:
    """The entries of a redline, in which of a run of blocks with the same change of form the first tells it for all.

    A block that was split off within such a run says nothing of that: the run does. What was added in a run is no part
    of it. ``old`` and ``new`` are the blocks of both texts.
    """
    found: list[Entry] = []
    run: list[int] = []
    reached = 0
    for entry in entries:
        if entry.form and _counted(entry.form[0], 1) and _counted(entry.form[1], 1):
            if run and (found[run[-1]].form != entry.form or reached + 1 != entry.new):
                _tell(found, run)
                run = []
            run.append(len(found))
            reached = entry.new or 0
        elif entry.old is None and entry.new == reached + 1:
            reached += 1
        found.append(entry)
    _tell(found, run)
    _tell_headings(found, new)
    _tell_rules(found, (old, new))
    return found


def _tell_rules(found: list[Entry], blocks: tuple[Sequence[Block], Sequence[Block]]) -> None:
    """Let the first of the lines across the page that came tell it for all, and the first of those that went."""
    for side, deed in ((1, "added"), (0, "removed")):
        places = [at for at in range(1, len(found) - 1) if _is_own_rule(found[at - 1 : at + 2], blocks[side], side)]
        for at in places:
            joins = "" if at != places[0] else f"lines {deed}" if len(places) > 1 else f"line {deed}"
            found[at] = replace(found[at], joins=joins, goes_on=at != places[0])


def _is_own_rule(entries: Sequence[Entry], blocks: Sequence[Block], side: int) -> bool:
    """Whether the second of three blocks is a line that one text alone has, between two that follow each other in both.

    Elsewhere a line came with a block, or went with one.
    """
    if entries[1].is_same or entries[1].spans or entries[1].cells:
        return False
    before, own, behind = ((entry.old, entry.new) for entry in entries)
    place = own[side]
    if place is None or own[1 - side] is not None or blocks[place].kind is not Kind.RULE:
        return False
    beside = before[1 - side], behind[1 - side]
    are_beside = (before[side], behind[side]) == (place - 1, place + 1)
    return are_beside and beside[0] is not None and beside[1] == beside[0] + 1


_LEVELS = re.compile(r"heading of level (\d)")


def _tell_headings(found: list[Entry], blocks: Sequence[Block]) -> None:
    """Let the first of several headings, between which none stayed as it was, tell by how many levels they moved."""
    headings = (
        (at, _steps(entry))
        for at, entry in enumerate(found)
        if entry.new is not None and entry.old is not None and blocks[entry.new].kind is Kind.HEADING
    )
    for steps, group in groupby(headings, key=lambda each: each[1]):
        first, *others = (at for at, _ in group)
        if not steps or not others:
            continue
        levels = "one level" if abs(steps) == 1 else f"{abs(steps)} levels"
        told = f"{len(others) + 1} headings", f"headings {levels} {'lower' if steps > 0 else 'higher'}"
        found[first] = replace(found[first], form=told)
        for at in others:
            found[at] = replace(found[at], form=None, goes_on=True)


def _steps(entry: Entry) -> int:
    """By how many levels a heading moved in the outline; below 0 towards its top."""
    levels = [_LEVELS.fullmatch(form) for form in entry.form or ()]
    return int(levels[1][1]) - int(levels[0][1]) if len(levels) == 2 and levels[0] and levels[1] else 0


def _tell(found: list[Entry], run: Sequence[int]) -> None:
    first, *others = run or (0,)
    form = found[first].form if others else None
    if not form:
        return
    sources = {found[at].old for at in run}
    told = _counted(form[0], len(sources)), _counted(form[1], len(run))
    for at in run:
        entry = found[at]
        joins = "" if entry.joins == "split" else entry.joins
        found[at] = replace(entry, form=told if at == first else None, joins=joins, goes_on=at != first)


def _counted(form: str, count: int) -> str:
    """So many blocks of a form in words; nothing for forms that are told of each block."""
    for kind, plural in _PLURALS.items():
        if form.startswith(kind):
            return f"{count} {kind if count == 1 else plural}{form.removeprefix(kind)}"
    return ""
