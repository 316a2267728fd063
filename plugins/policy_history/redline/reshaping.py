"""Blocks next to one another that took the same new form, told once: "1 paragraph became 4 list items"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..text.blocks import Kind
from .model import Entry

_PLURALS = {
    str(Kind.PARAGRAPH): "paragraphs",
    str(Kind.ITEM): "list items",
    str(Kind.ROW): "table rows",
    str(Kind.TERM): "terms",
    str(Kind.DESCRIPTION): "definitions",
}


def told_once(entries: Iterable[Entry]) -> list[Entry]:
    """The entries of a redline, in which of a run of blocks with the same change of form the first tells it for all.

    A block that was split off within such a run says nothing of that: the run does.
    """
    found: list[Entry] = []
    run: list[int] = []
    for entry in entries:
        if entry.form and _counted(entry.form[0], 1) and _counted(entry.form[1], 1):
            if run and (found[run[-1]].form != entry.form or (found[run[-1]].new or 0) + 1 != entry.new):
                _tell(found, run)
                run = []
            run.append(len(found))
        found.append(entry)
    _tell(found, run)
    return found


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
