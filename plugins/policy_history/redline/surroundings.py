"""The words around a change that both texts have: without them “removed 24, added 12” says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from ..text.characters import LINE_BREAK
from ..text.tokens import Token
from ..text.words import NOTE_KEY
from .capitals import differ_in_capital
from .model import Around, Operation, Span, is_word
from .renumbering import is_renumbered
from .sentence_ends import is_abbreviated

BEFORE, BEHIND = 8, 5
"""How many words are quoted at most."""

_ENDS = frozenset(".!?。！？؟।")
"""Signs behind which a sentence ends."""
_CLOSING_ENDS = frozenset("\"'”’»)]）」』")


# Half a pair of brackets at the end of a quotation is none of its own, nor is a sign that ends what is not quoted.
_OPENING, _CLOSING = " ([", " )],.;:，；：、。،؛"


def surroundings(groups: Sequence[Sequence[Span]], at: int) -> Around:
    """What stands right before a group of spans and right behind it, in its sentence.

    Only words that stayed are quoted, as the new text has them, with the blanks of either text around what changed.
    Three dots stand where a sentence is cut.
    """
    olds = [token for span in groups[at] for token in span.old]
    news = [token for span in groups[at] for token in span.new]
    kept = _kept_alike(groups[at - 1][0])[-1] if at else ()
    # What closes the words that changed before these is no part of the quotation.
    kept = kept[sum(1 for _ in takewhile(_closes, kept)) :] if at > 1 else kept
    before = words_before(kept, (olds or news)[0])
    behind = _words_behind(_kept_alike(groups[at + 1][0])[0]) if at + 1 < len(groups) else ""
    following = groups[at + 1][0] if behind else None
    leads = _blanks(olds, news) if before else ("", "")
    tails = _blanks(following.old, following.new) if following else ("", "")
    return Around(before, behind, leads, tails)


def _blanks(old: Sequence[Token], new: Sequence[Token]) -> tuple[str, str]:
    """The blank before these words of either text."""
    return (" " if old and old[0].space else "", " " if new and new[0].space else "")


def _kept_alike(span: Span) -> list[Sequence[Token]]:
    """The words of a span that stayed, parted where one was counted anew or took or lost a capital by its place: either
    text would be quoted wrongly there."""
    if span.operation is not Operation.EQUAL:
        return [()]
    parts: list[Sequence[Token]] = []
    start = 0
    for at, (old, new) in enumerate(zip(span.old, span.new, strict=True)):
        if is_renumbered(old, new) or differ_in_capital(old.key, new.key):
            parts.append(span.new[start:at])
            start = at + 1
    return [*parts, span.new[start:]]


def words_before(tokens: Sequence[Token], following: Token | None = None) -> str:
    """The last of these words, from the beginning of their sentence on; ``following`` is the word behind them."""
    start, count = len(tokens), 0
    while start and count < BEFORE and not _ends(tokens, start - 1, following):
        start -= 1
        count += is_word(tokens[start].text)
    is_cut = start > 0 and not _ends(tokens, start - 1, following)
    while 0 < start < len(tokens) and not is_cut and _closes(tokens[start]):
        start += 1
    return ("… " if is_cut else "") + _running(tokens[start:]).lstrip(_CLOSING)


def _ends(tokens: Sequence[Token], at: int, following: Token | None = None) -> bool:
    """Whether a sentence or line ends with that word, or a label; the stop of "Art. 6", "e.g. by post", "Dr." or
    "Mon.–Fri." ends none."""
    token, following = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else following
    if following and following.gap == LINE_BREAK:
        return True
    behind = following.text[:1] if following else ""
    if token.is_label or token.text not in _ENDS:
        return token.is_label
    is_short = at > 0 and not token.space and is_abbreviated(tokens[at - 1].text)
    is_within = following is not None and not following.space and not _closes(following)
    return token.text != "." or not (behind.isdecimal() or behind.islower() or is_short or is_within)


def _closes(token: Token) -> bool:
    """Whether that word, right behind the end of a sentence, belongs to it: a quotation mark, the number of a note."""
    return not token.space and (token.text in _CLOSING_ENDS or token.key == NOTE_KEY)


def _words_behind(tokens: Sequence[Token]) -> str:
    """The first of these words, up to the end of their sentence."""
    if tokens and tokens[0].gap == LINE_BREAK:
        return ""
    end, count = 0, 0
    while end < len(tokens) and count < BEHIND:
        count += is_word(tokens[end].text)
        end += 1
        if _ends(tokens, end - 1):
            return _running(tokens[:end]).lstrip()
    return _running(tokens[:end]).strip().rstrip(_OPENING) + (" …" if end < len(tokens) else "")


def words_of_stretch(tokens: Sequence[Token]) -> str:
    """These words, or the first of them where they are many."""
    count = 0
    for at, token in enumerate(tokens):
        count += is_word(token.text)
        if count > BEFORE:
            return _running(tokens[:at]).lstrip() + " …"
    return _running(tokens).lstrip()


def _running(tokens: Sequence[Token]) -> str:
    return "".join((" " if token.space else "") + token.said for token in tokens)
