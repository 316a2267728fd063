"""A change in words, as lists of changes tell it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ..text.characters import shown
from .clause_joins import join_in_words
from .letters import Stretches, differing_letters, letters_of_words, plain, set_off
from .model import REPLACED, Change, ChangeKind


def describe(change: Change) -> str:
    """A change in words: where it is, and what it does; what cannot be seen of it, by name."""
    unseen = f" ({', '.join(change.told)})" if change.told else ""
    return shown("".join(part for part, _ in _stretches(change))) + unseen


def description_html(change: Change) -> Markup:
    """The same, with the letters set off in which words differ from those that they replaced."""
    return set_off(describe(change), _stretches(change))


def sides_html(change: Change, longest: int) -> tuple[Markup, Markup]:
    """What was removed and what was added, at most so many characters of each, with the letters set off that differ."""
    texts = change.removed, change.added
    sides = zip(texts, changed_letters(change), strict=True)
    old, new = (set_off(_cut(shown(text), longest), side) for text, side in sides)
    return old, new


_LEEWAY = 5  # characters; so little is not cut


def _cut(text: str, longest: int) -> str:
    """A text cut behind a word, with three dots that count."""
    return text if len(text) <= longest + _LEEWAY else text[: longest - 3].rsplit(" ", 1)[0] + "..."


def _stretches(change: Change) -> Stretches:
    clause = change.clause.title if change.clause else "Opening"
    return ((f"{clause}: ", False), *_deed(change))


def _deed(change: Change) -> Stretches:
    if change.told and not (change.removed + change.added).strip():
        return plain("a space of another kind")
    if change.kind in REPLACED:
        column = "" if change.column is None else "the column "
        old, new = changed_letters(change)
        removed = ((f"removed {column}“", False), *old, ("”", False)) if change.removed else ()
        added = ((f"added {column}“", False), *new, ("”", False)) if change.added else ()
        return (*removed, *((("; ", False),) if removed and added else ()), *added)
    if change.kind is ChangeKind.NUMBERING:
        return plain(change.renumbering)
    if change.move:
        source = change.from_clause.title if change.from_clause else "Opening"
        edited = "" if change.removed == change.added else ", and edited"
        column = "" if change.column is None else f"column “{change.column}” "
        return plain(f"{column}moved from {source}{edited}: “{change.added}”")
    if change.kind is ChangeKind.STRUCTURE and not change.removed:
        return plain(join_in_words(change.added, change.from_clause))
    old, new = changed_letters(change)
    return (
        (f"{change.kind} changed from “", False),
        *(old if change.removed else plain("none")),
        ("” to “", False),
        *(new if change.added else plain("none")),
        ("”", False),
    )


def changed_letters(change: Change) -> tuple[Stretches, Stretches]:
    """What was removed and what was added, in stretches, with which of them differ within a word."""
    texts = change.removed, change.added
    if change.kind is ChangeKind.LINK:
        return differing_letters(*texts) or (plain(texts[0]), plain(texts[1]))
    if change.kind not in REPLACED or not all(texts):
        return plain(texts[0]), plain(texts[1])
    letters = letters_of_words(*change.replaced)
    old, new = (
        _within(text, change.replaced[side], {number: each[side] for number, each in letters.items()})
        for side, text in enumerate(texts)
    )
    return old, new


def _within(text: str, words: Sequence[str], letters: dict[int, Stretches]) -> Stretches:
    """A text, with the stretches of those of its words that are given by their numbers."""
    found: list[tuple[str, bool]] = []
    done = at = 0
    for number, word in enumerate(words):
        start = text.index(word, at)
        at = start + len(word)
        if number in letters:
            found += [(text[done:start], False), *letters[number]]
            done = at
    return (*found, (text[done:], False))
