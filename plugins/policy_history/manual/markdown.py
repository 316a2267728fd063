"""Pieces of a page in Markdown. A text stays text: nothing in it becomes a mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_MARK = re.compile(r"[\\`*\[\]<>|]|(?<!\w)_|_(?!\w)")  # within a word an underscore marks nothing


def as_text(text: str) -> str:
    """A text on one line, its marks escaped; ``<`` is an entity, since a backslash does not keep it from being HTML."""
    escaped = _MARK.sub(lambda mark: {"<": "&lt;", ">": "&gt;"}.get(mark[0], f"\\{mark[0]}"), text)
    return " ".join(escaped.split())


def as_code(text: str) -> str:
    """A text as code, in a table too; nothing for an empty one. No text of the code has a backtick in it."""
    return f"`{' '.join(text.split()).replace('|', chr(92) + '|')}`" if text else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def page(title: str, lead: str, sections: Iterable[str]) -> str:
    """A page, with the sign by which an editor knows that it is made."""
    made = "<!-- Made by “python -m policy_history.manual”. Change the code, not this page. -->"
    return f"{made}\n\n# {title}\n\n{lead}\n\n" + "\n".join(sections)
