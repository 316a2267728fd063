"""A change in words, as lists of changes tell it: in its sentence, since “removed 24, added 12” says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ..text.characters import shown
from ..text.markup import element, html_of
from ..wording import N_, _, pieces, translated
from .clause_joins import join_in_words
from .letters import Stretches, differing_letters, letters_of_words, mark, plain, set_off, stretches_of
from .model import REPLACED, Change, ChangeKind
from .numbering import MARK_CLASS
from .styles import quoted
from .summary import title_of


def describe(change: Change) -> str:
    """A change in words: where it is, and what it does; what cannot be seen of it, by name."""
    remarks = f" ({', '.join(change.remarks)})" if change.remarks else ""
    return shown("".join(part for part, _differs in _stretches(change))) + remarks


def description_html(change: Change) -> Markup:
    """The same with marks: “What we keep: kept for ~~24~~ 12 months”."""
    if change.kind not in REPLACED:
        return set_off(describe(change), _stretches(change))
    remarks = f" ({', '.join(change.remarks)})" if change.remarks else ""
    longest = max(len(shown(words)) for words in (change.removed, change.added))
    return html_of(f"{title_of(change.clause)}: ", sentence_html(change, longest), remarks)


def sentence_html(change: Change, longest: int) -> Markup:
    """What was replaced, with the words around it: what left and what came are marked, and labelled for the ear.

    Of each at most so many characters are shown.
    """
    if _is_of_space(change):
        return html_of(translated(_OTHER_SPACE))
    old, new = sides_html(change, longest)
    around = change.around
    leads, tails = _shared(change, around.leads), _shared(change, around.tails)
    drawn: list[str] = ["" if change.column is None else _("the column") + " ", shown(around.before), leads[2]]
    if change.removed:
        drawn += [_label(_("[removed]") + " "), mark("del", leads[0], old, tails[0])]
    if change.added:
        drawn += [_label((" " if change.removed else "") + _("[added]") + " "), mark("ins", leads[1], new, tails[1])]
    return html_of(*drawn, _label(" " + _("[end]")), tails[2], shown(around.behind))


def _shared(change: Change, blanks: tuple[str, str]) -> tuple[str, str, str]:
    """Of the blanks of either text at one place those that are marked with what was removed and added, and the one that
    is neither's."""
    if change.removed and change.added and blanks[0] != blanks[1]:
        return (*blanks, "")
    return "", "", blanks[0] if change.removed else blanks[1]


def _label(text: str) -> Markup:
    return element("span", text, class_=MARK_CLASS)


def sides_html(change: Change, longest: int) -> tuple[Markup, Markup]:
    """What was removed and what was added, at most so many characters of each, with the letters set off that differ."""
    texts = change.removed, change.added
    sides = zip(texts, changed_letters(change), strict=True)
    old, new = (set_off(_cut(shown(text), longest), side) for text, side in sides)
    return old, new


_OTHER_SPACE = N_("a space of another kind")
_LEEWAY = 5  # characters; so little is not cut


def _cut(text: str, longest: int) -> str:
    """A text cut behind a word, with three dots that count."""
    return text if len(text) <= longest + _LEEWAY else text[: longest - 3].rsplit(" ", 1)[0] + "..."


def _stretches(change: Change) -> Stretches:
    return stretches_of(pieces("%(clause)s: %(deed)s", clause=plain(title_of(change.clause)), deed=_deed(change)))


def _is_of_space(change: Change) -> bool:
    """Whether nothing but the kind of a space changed: its marks would stand around nothing."""
    return bool(change.told) and not (change.removed + change.added).strip()


def _deed(change: Change) -> Stretches:
    if _is_of_space(change):
        return plain(translated(_OTHER_SPACE))
    if change.kind in REPLACED:
        return _replacement(change)
    if change.kind is ChangeKind.NUMBERING:
        return plain(change.renumbering)
    if change.move:
        return plain(_move(change))
    if change.kind is ChangeKind.STRUCTURE and not change.removed:
        return plain(join_in_words(change.added, change.from_clause))
    if change.kind is ChangeKind.STRUCTURE:
        return plain(form_in_words(change.removed, change.added))
    old, new = changed_letters(change)
    said = pieces(
        "%(kind)s changed from “%(old)s” to “%(new)s”",
        kind=plain(translated(change.kind)),
        old=old if change.removed else plain(_("none")),
        new=new if change.added else plain(_("none")),
    )
    return stretches_of([quoted(change.around.before), *said])


def _move(change: Change) -> str:
    values = {
        "clause": title_of(change.from_clause),
        "words": change.added,
        "column": change.column or "",
    }
    if change.column is not None and change.stays_in_clause:
        return _("column “%(column)s” moved: “%(words)s”", **values)
    if change.column is not None:
        return _("column “%(column)s” moved from %(clause)s: “%(words)s”", **values)
    if change.stays_in_clause and not change.is_edited:
        return _("moved from its old place: “%(words)s”", **values)
    if change.stays_in_clause:
        return _("moved from its old place, and edited: “%(words)s”", **values)
    if not change.is_edited:
        return _("moved from %(clause)s: “%(words)s”", **values)
    return _("moved from %(clause)s, and edited: “%(words)s”", **values)


def _replacement(change: Change) -> Stretches:
    """Both states of a passage, each with the words around it, or what alone came or went."""
    old, new = changed_letters(change)
    around = change.around
    was, now = (
        (*plain(around.before + lead), *words, *plain(tail + around.behind))
        for lead, words, tail in zip(around.leads, (old, new), around.tails, strict=True)
    )
    has_surroundings = around.before or around.behind
    if change.removed and change.added and has_surroundings:
        return stretches_of(pieces("“%(was)s” is now “%(now)s”", was=was, now=now))
    deed = stretches_of(_coming_and_going(change, old, new))
    if not has_surroundings:
        return deed
    return stretches_of(pieces("%(deed)s in “%(sentence)s”", deed=deed, sentence=was if change.removed else now))


def _coming_and_going(change: Change, old: Stretches, new: Stretches) -> list[str | Stretches]:
    if change.removed and change.added and change.column is not None:
        return pieces("removed the column “%(old)s”; added the column “%(new)s”", old=old, new=new)
    if change.removed and change.added:
        return pieces("removed “%(old)s”; added “%(new)s”", old=old, new=new)
    if change.column is not None:
        words = old if change.removed else new
        removed, added = (
            pieces("removed the column “%(words)s”", words=words),
            pieces("added the column “%(words)s”", words=words),
        )
        return removed if change.removed else added
    return pieces("removed “%(words)s”", words=old) if change.removed else pieces("added “%(words)s”", words=new)


def form_in_words(removed: str, added: str) -> str:
    """What became of a block's form, from both forms as ``difference.form_change`` has them."""
    if removed.startswith("heading of level") and added.startswith("heading of level"):
        return _("heading level changed")
    if removed[:1].isdigit():
        return _("%(old)s became %(new)s", old=removed, new=added)
    return _("was a %(old)s, is now a %(new)s", old=removed, new=added)


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
