"""Which lines of Markdown belong to a footnote, and which to a term and what it means.

Both stand in the text itself, never in a list or a quotation. The article is rendered by these very lines: footnotes
end what they follow, and a meaning ends where the next term begins, which the extensions of Python-Markdown leave open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from .lines import INDENT, QUOTE, Line, next_text, splits, without_indent

NOTE = re.compile(r" {0,3}\[\^([^\[\]\n]*[^\[\]\s][^\[\]\n]*)\]:[ \t]*")
"""The mark of a footnote; its label is the group."""

_MEANING = re.compile(r" {0,3}:[ \t]+(?=\S)")


def label_of(text: str) -> str:
    """The label of a link definition or a footnote as it is looked up: in lower case, blanks folded."""
    return re.sub(r"\s+", " ", text.lower())


def note_at(lines: Sequence[Line], at: int) -> tuple[list[Line], int]:
    """The lines of the footnote that begins there, without its mark and its indentation, and where it ends.

    Raises ValueError when none begins there.
    """
    mark = NOTE.match(lines[at].text)
    if mark is None:
        raise ValueError("No footnote begins on this line.")

    def ends(place: int) -> bool:
        return begins_note(lines[place].text) or splits(lines[place].text)

    return _content(lines, at, mark.end(), ends)


def begins_note(text: str) -> bool:
    """Whether that line begins a footnote."""
    return "[^" in text and NOTE.match(text) is not None


class Explained(NamedTuple):
    """Terms, the lines of each of their meanings, and where it ends.

    ``meanings`` are the places at which each meaning begins, with its lines.
    """

    terms: list[Line]
    meanings: list[tuple[int, list[Line]]]
    end: int


def explained_at(lines: Sequence[Line], at: int) -> Explained | None:
    """The terms that begin there and what they mean; None when what stands there is no term."""
    first = at
    while first < len(lines) and lines[first].text.strip() and not _MEANING.match(lines[first].text):
        first += 1
    position = next_text(lines, first)
    # Most lines are no terms, which the mark behind them tells soonest.
    if first == at or position == len(lines) or not _MEANING.match(lines[position].text):
        return None
    terms = list(lines[at:first])
    if not all(_is_text(line.text) for line in terms):
        return None
    meanings: list[tuple[int, list[Line]]] = []
    end = at
    while position < len(lines) and (mark := _MEANING.match(lines[position].text)):
        inner, end = _content(lines, position, mark.end(), lambda place: _ends_meaning(lines, place))
        meanings.append((position, inner))
        position = next_text(lines, end)
    return Explained(terms, meanings, end)


def _is_text(text: str) -> bool:
    is_mark = splits(text) or QUOTE.match(text) or _MEANING.match(text) or begins_note(text)
    return bool(text.strip()) and not is_mark


def _ends_meaning(lines: Sequence[Line], at: int) -> bool:
    """Whether a meaning ends before that line: another meaning, or the term of one, begins on it."""
    if not _is_text(lines[at].text):
        return True
    is_term = at + 1 < len(lines) and _MEANING.match(lines[at + 1].text)
    return bool(is_term) and not INDENT.match(lines[at].text)


def _content(lines: Sequence[Line], at: int, mark: int, ends: Callable[[int], bool]) -> tuple[list[Line], int]:
    """The lines behind a mark: those of its paragraph, and what is indented behind blank lines."""
    start = lines[at].start + mark
    inner = [Line(start, lines[at].text[mark:], start)]
    position = at + 1
    while True:
        while position < len(lines) and lines[position].text.strip() and not ends(position):
            inner.append(without_indent(lines[position]))
            position += 1
        following = next_text(lines, position)
        if following in (position, len(lines)) or not INDENT.match(lines[following].text):
            return inner, position
        inner += lines[position:following]
        position = following
