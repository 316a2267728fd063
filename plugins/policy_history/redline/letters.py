"""The letters in which a word differs from the one it replaced: of an address, an amount, a date, a long word.

Words are struck and added whole, as lawyers do; in two that are much alike the eye needs help to find what differs.
diff-match-patch compares one word with one other, without its clock, and tidies the outcome ("semantic clean-up"). What
it compares are grapheme clusters (Unicode UAX 29), so that no accent is parted from its letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import regex
from diff_match_patch import diff_match_patch
from markupsafe import Markup

from ..text.keeping import kept
from ..text.markup import element, html_of
from .model import Span, is_word

_SHORTEST = 5, 6  # letters of the shorter and of the longer word: in shorter ones the difference is plain
_ALIKE = 0.6  # the part of the longer word that both have
_ALIKE_AT_ONE_HOST = 0.3  # the same of two addresses at one host: where they lead there may be worded otherwise
_LONGEST = 400  # letters: an address longer than this is shown whole

_GRAPHEME = regex.compile(r"\X")
# The host of an address: behind its scheme or "www.", or behind the name of a mailbox.
_HOST = regex.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)(?:[^/?#]*@)?([^/?#]+)|[^/@]+@([^/?@]+)", regex.IGNORECASE)
_PRIVATE_USE = range(0xE000, 0xF900)
_engine = diff_match_patch()
_engine.Diff_Timeout = 0

Stretches = tuple[tuple[str, bool], ...]
"""A text in parts, each with whether it differs from the other text."""


class Letters(NamedTuple):
    """Both words in parts; joined, they are the words."""

    old: Stretches
    new: Stretches


@kept
def differing_letters(old: str, new: str) -> Letters | None:
    """In which letters two words differ; None where they are too short, too long, or not much alike."""
    olds, news = _GRAPHEME.findall(old), _GRAPHEME.findall(new)
    sizes = sorted((len(olds), len(news)))
    if sizes[0] < _SHORTEST[0] or not _SHORTEST[1] <= sizes[1] <= _LONGEST or old == new:
        return None
    least = (_ALIKE_AT_ONE_HOST if _are_at_one_host(old, new) else _ALIKE) * sizes[1]
    if sum((Counter(olds) & Counter(news)).values()) < least:
        return None
    signs = _signs(olds, news)
    found = _engine.diff_main(*("".join(signs.get(each, each) for each in word) for word in (olds, news)), False)
    _engine.diff_cleanupSemantic(found)
    if sum(len(part) for operation, part in found if not operation) < least:
        return None
    read = {sign: grapheme for grapheme, sign in signs.items()}
    whole = _without_crumbs(found)
    return Letters(*(_stretches(whole, side, read) for side in (-1, 1)))


def _are_at_one_host(old: str, new: str) -> bool:
    """Whether two addresses are; two that begin with a slash are both on the site that says them."""
    if old[0] == new[0] == "/":
        return True
    hosts = [match[1] or match[2] for match in map(_HOST.match, (old, new)) if match]
    return len(hosts) == 2 and hosts[0].lower() == hosts[1].lower()


def _signs(*words: Sequence[str]) -> dict[str, str]:
    """One character for each grapheme of several, for the time of the comparison: one that neither word has.

    What lies beyond the first plane counts as several too: it takes two code units in UTF-16.
    """
    graphemes = dict.fromkeys(grapheme for word in words for grapheme in word)
    free = (chr(code) for code in _PRIVATE_USE if chr(code) not in graphemes)
    return {each: next(free) for each in graphemes if len(each) > 1 or each > "\uffff"}


def _without_crumbs(found: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The same with few letters at an end, which are alike by chance, counted to what differs beside them.

    Of "letters" and "complaints" the whole differs; "recieve" and "receive" have the same end. The clean-up does this
    between two differences.
    """
    parts = list(found)
    for end, beside in ((0, (1, 2)), (-1, (-3, -2))):
        if len(parts) > 2 and not parts[end][0] and all(parts[at][0] for at in beside):
            same, gone, come = parts[end][1], *(parts[at][1] for at in beside)
            if 2 * len(same) < min(len(gone), len(come)):
                joined = (same + gone, same + come) if end == 0 else (gone + same, come + same)
                parts[slice(0, 3) if end == 0 else slice(-3, None)] = [(-1, joined[0]), (1, joined[1])]
    return parts


def _stretches(found: Sequence[tuple[int, str]], side: int, read: Mapping[str, str]) -> Stretches:
    return tuple(
        ("".join(read.get(sign, sign) for sign in part), operation == side)
        for operation, part in found
        if operation in (0, side)
    )


def plain(text: str) -> Stretches:
    """A text of which nothing is set off."""
    return ((text, False),)


def stretches_of(pieces: Iterable[str | Stretches]) -> Stretches:
    """A sentence in pieces (``wording.pieces``) as one text in stretches; what is the sentence's own is not set off."""
    return tuple(chain.from_iterable(plain(piece) if isinstance(piece, str) else piece for piece in pieces))


def letters_of_words(old: Sequence[str], new: Sequence[str]) -> dict[int, Letters]:
    """The letters that differ in words that replaced others, word by word, signs apart; by the number of the pair.

    Nothing where there are not as many words as there were: then none tells which word replaced which.
    """
    if len(old) != len(new):
        return {}
    pairs = (differing_letters(before, after) for before, after in zip(old, new, strict=True))
    return {number: letters for number, letters in enumerate(pairs) if letters}


def letters_of_spans(spans: Sequence[Span]) -> list[dict[int, Stretches]]:
    """Of what was removed and added at one place: for each span the words that are much like their counterparts."""
    places: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    texts: tuple[list[str], list[str]] = ([], [])
    for number, span in enumerate(spans):
        side = 0 if span.operation.is_old else 1
        for at, token in enumerate(span.tokens):
            if is_word(token.text):
                places[side].append((number, at))
                texts[side].append(token.text)
    found: list[dict[int, Stretches]] = [{} for _ in spans]
    for word, letters in letters_of_words(*texts).items():
        for side in (0, 1):
            number, at = places[side][word]
            found[number][at] = letters[side]
    return found


def parts_of(text: str, stretches: Sequence[tuple[str, bool]]) -> Stretches:
    """A text in these stretches; from where it is not what they say, cut or written out, in one that is not set off."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for part, differs in stretches:
        if not text.startswith(part, at):
            break
        parts.append((part, differs))
        at += len(part)
    return (*parts, (text[at:], False))


def set_off(text: str, stretches: Sequence[tuple[str, bool]]) -> Markup:
    """A text with what differs of it set off, as far as the stretches are that text.

    The element says nothing to a screen reader: ``b`` has no role of its own (HTML-AAM).
    """
    parts = parts_of(text, stretches)
    return html_of(*(element("b", part, class_="policy-letters") if differs else part for part, differs in parts))


def mark(tag: str, *words: str, class_: str | None = None) -> Markup:
    """A ``<del>`` or ``<ins>`` whose boundaries are told by text alone.

    Some screen readers announce these elements and others say nothing of them. All read the labels, so the elements
    have no role: every boundary is heard, and heard once.
    """
    return element(tag, *words, class_=class_, role="none")
