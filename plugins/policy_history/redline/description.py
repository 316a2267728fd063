"""A change in words, as lists of changes tell it: in its sentence, since “removed 24, added 12” says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ..text.characters import shown
from ..text.markup import element, html_of
from .clause_joins import join_in_words
from .inline_html import mark
from .letters import Stretches, differing_letters, letters_of_words, plain, set_off
from .model import REPLACED, Change, ChangeKind
from .numbering import MARK_CLASS
from .summary import BEFORE_THE_FIRST


def describe(change: Change) -> str:
    """A change in words: where it is, and what it does; what cannot be seen of it, by name."""
    unseen = f" ({', '.join(change.told)})" if change.told else ""
    return shown("".join(part for part, _ in _stretches(change))) + unseen


def description_html(change: Change) -> Markup:
    """The same with marks: “What we keep: kept for ~~24~~ 12 months”."""
    if change.kind not in REPLACED:
        return set_off(describe(change), _stretches(change))
    unseen = f" ({', '.join(change.told)})" if change.told else ""
    return html_of(f"{_place(change)}: ", sentence_html(change, max(map(len, (change.removed, change.added)))), unseen)


def sentence_html(change: Change, longest: int) -> Markup:
    """What was replaced, with the words around it: what left and what came are marked, and labelled for the ear.

    Of each at most so many characters are shown.
    """
    old, new = sides_html(change, longest)
    parts: list[str] = ["" if change.column is None else "the column ", shown(change.before)]
    if change.removed:
        parts += [_label("[removed] "), mark("del", old)]
    if change.added:
        parts += [_label(" [added] " if change.removed else "[added] "), mark("ins", new)]
    return html_of(*parts, _label(" [end]"), shown(change.behind))


def _label(text: str) -> Markup:
    return element("span", text, class_=MARK_CLASS)


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
    return ((f"{_place(change)}: ", False), *_deed(change))


def _place(change: Change) -> str:
    return change.clause.title if change.clause else BEFORE_THE_FIRST


def _deed(change: Change) -> Stretches:
    if change.told and not (change.removed + change.added).strip():
        return plain("a space of another kind")
    if change.kind in REPLACED:
        return _replacement(change)
    if change.kind is ChangeKind.NUMBERING:
        return plain(change.renumbering)
    if change.move:
        source = change.from_clause.title if change.from_clause else BEFORE_THE_FIRST
        edited = "" if change.removed == change.added else ", and edited"
        column = "" if change.column is None else f"column “{change.column}” "
        return plain(f"{column}moved from {source}{edited}: “{change.added}”")
    if change.kind is ChangeKind.STRUCTURE and not change.removed:
        return plain(join_in_words(change.added, change.from_clause))
    if change.kind is ChangeKind.STRUCTURE:
        return plain(form_in_words(change.removed, change.added))
    old, new = changed_letters(change)
    return (
        (f"{quoted(change.before)}{change.kind} changed from “", False),
        *(old if change.removed else plain("none")),
        ("” to “", False),
        *(new if change.added else plain("none")),
        ("”", False),
    )


def _replacement(change: Change) -> Stretches:
    """Both states of a passage, each with the words around it, or what alone came or went."""
    column = "" if change.column is None else "the column "
    old, new = changed_letters(change)
    before, behind = ((change.before, False),), ((change.behind, False),)
    if change.removed and change.added and (change.before or change.behind):
        was, now = (*before, *old, *behind), (*before, *new, *behind)
        return (("“", False), *was, ("” is now “", False), *now, ("”", False))
    removed = ((f"removed {column}“", False), *old, ("”", False)) if change.removed else ()
    added = ((f"added {column}“", False), *new, ("”", False)) if change.added else ()
    where: Stretches = ()
    if change.before or change.behind:
        where = ((" in “", False), *before, *(old if change.removed else new), *behind, ("”", False))
    return (*removed, *((("; ", False),) if removed and added else ()), *added, *where)


def quoted(before: str) -> str:
    """The words to which a change of a link or a style belongs, in front of what is said of it."""
    return f"“{before}”: " if before else ""


def form_in_words(removed: str, added: str) -> str:
    """What became of a block's form, from both forms as ``difference.form_change`` has them."""
    if removed.startswith("heading of level") and added.startswith("heading of level"):
        return "heading level changed"
    return f"was a {removed}, is now a {added}" if not removed.startswith("number ") else f"{removed} is now {added}"


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
