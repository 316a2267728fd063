"""Edits inside a unit: words, phrases, sentences, link targets. Each returns whether it found a place."""

from __future__ import annotations

import itertools
import re
from random import Random

from .draft import Draft, Piece, Unit, joined
from .pool import Pool

_PROSE = ("paragraph", "item")
_BETWEEN_SENTENCES = re.compile(r"[.?!]['\"’”)]*[ \n]+")
_TARGET = re.compile(r"(?<=\]\()(?:https?://|/|#)[^()\s]*")
_OPPOSITES = {
    "may": "must",
    "must": "may",
    "shall": "may",
    "can": "must",
    "all": "no",
    "any": "no",
    "or": "and",
}


def untouched(draft: Draft, kinds: tuple[str, ...], words: int) -> list[int]:
    """Where units of those kinds and at least that many words stand that have not been edited yet."""
    return [
        index
        for index, unit in enumerate(draft.units)
        if unit.kind in kinds and unit.serial not in draft.touched and len(unit.words) >= words
    ]


def edit_word(draft: Draft, pool: Pool, random: Random) -> bool:
    """A word replaced, inserted or deleted; a number, a modal verb or a negation among them."""
    index = _pick(random, untouched(draft, _PROSE, 8))
    if index is None:
        return False
    pieces = edited_words(draft, draft.units[index].pieces, pool, random, 1)
    if pieces is None:
        return False
    draft.edited(index, pieces)
    return True


def edit_phrase(draft: Draft, pool: Pool, random: Random) -> bool:
    """Two to six successive words replaced, inserted or deleted."""
    index = _pick(random, untouched(draft, _PROSE, 14))
    if index is None:
        return False
    pieces = edited_words(draft, draft.units[index].pieces, pool, random, random.randint(2, 6))
    if pieces is None:
        return False
    draft.edited(index, pieces)
    return True


def edited_words(
    draft: Draft, pieces: tuple[Piece, ...], pool: Pool, random: Random, length: int
) -> tuple[Piece, ...] | None:
    """The pieces with that many words in a row replaced, inserted or deleted; None where no place was
    found.
    """
    places = [at for at in range(3, len(pieces) - 2) if _is_plain(pieces, at, length)]
    at = _pick(random, places)
    if at is None:
        return None
    end = at + 2 * length - 1
    way = random.choice(("replace", "replace", "insert", "delete"))
    if way == "delete":
        return joined(pieces[: at - 1] + pieces[end:])
    if way == "insert":
        return joined((*pieces[:at], *draft.pieces_of(_inserted(pieces, at, pool, random, length) + " "), *pieces[at:]))
    return joined((*pieces[:at], *draft.pieces_of(_replacement(pieces[at], pool, random, length)), *pieces[end:]))


def _is_plain(pieces: tuple[Piece, ...], at: int, length: int) -> bool:
    stretch = pieces[at - 1 : at + 2 * length]
    return len(stretch) == 2 * length + 1 and all(
        bool(piece.identity) is bool(offset % 2) and (offset % 2 == 1 or piece.text == " ")
        for offset, piece in enumerate(stretch)
    )


def _inserted(pieces: tuple[Piece, ...], at: int, pool: Pool, random: Random, length: int) -> str:
    if length == 1:
        return "not" if pieces[at - 2].text in ("may", "will", "shall", "do", "must") else pool.word(random)
    return pool.phrase(random, length)


def _replacement(word: Piece, pool: Pool, random: Random, length: int) -> str:
    if length > 1:
        return pool.phrase(random, random.randint(2, 6))
    if word.text.isdigit():
        return str(int(word.text) + random.choice((1, 5, 15, 30)))
    return _OPPOSITES.get(word.text) or pool.word(random)


def edit_sentence(draft: Draft, pool: Pool, random: Random) -> bool:
    """A sentence inserted, deleted or rewritten."""
    index = _pick(random, untouched(draft, _PROSE, 12))
    if index is None:
        return False
    unit = draft.units[index]
    spans = sentence_spans(unit)
    way = random.choice(("insert", "delete", "rewrite"))
    if way == "delete" and len(spans) < 2:
        way = "rewrite"
    at = random.randrange(len(spans))
    first, last = spans[at]
    if way != "insert" and not _is_whole(unit.pieces[first:last]):
        return False
    if way == "delete":
        draft.edited(index, without_sentence(unit, spans, at))
    elif way == "rewrite":
        sentence = draft.pieces_of(pool.sentence(random).rstrip("."))
        draft.edited(index, joined((*unit.pieces[:first], *sentence, *unit.pieces[last:])))
    else:
        pieces = with_sentence(unit, spans, at, draft.pieces_of(pool.sentence(random)))
        if pieces is None:
            return False
        draft.edited(index, pieces)
    return True


def sentence_spans(unit: Unit) -> list[tuple[int, int]]:
    """The sentences of a unit as places of its pieces: where the first word stands, and behind the last
    one.
    """
    words = [at for at, piece in enumerate(unit.pieces) if piece.identity]
    spans: list[tuple[int, int]] = []
    first = words[0]
    for at, following in itertools.pairwise(words):
        between = "".join(piece.text for piece in unit.pieces[at + 1 : following])
        if _BETWEEN_SENTENCES.fullmatch(between) and unit.pieces[following].text[0].isupper():
            spans.append((first, at + 1))
            first = following
    return [*spans, (first, words[-1] + 1)]


def _is_whole(pieces: tuple[Piece, ...]) -> bool:
    """Whether every mark that opens in these pieces closes in them: taken out, they leave no half behind."""
    text = "".join(piece.text for piece in pieces)
    closed = all(text.count(opening) == text.count(closing) for opening, closing in ("[]", "()", "<>", "{}", "“”"))
    return closed and all(text.count(mark) % 2 == 0 for mark in '*_`"')


def without_sentence(unit: Unit, spans: list[tuple[int, int]], at: int) -> tuple[Piece, ...]:
    """The pieces without the sentence of that number; a unit keeps at least one."""
    first, _ = spans[at]
    if at + 1 < len(spans):
        return joined(unit.pieces[:first] + unit.pieces[spans[at + 1][0] :])
    return joined((*unit.pieces[: first - 1], Piece(unit.pieces[first - 1].text.rstrip())))


def with_sentence(
    unit: Unit, spans: list[tuple[int, int]], at: int, sentence: tuple[Piece, ...]
) -> tuple[Piece, ...] | None:
    """The pieces with a sentence (full stop included) put behind the one of that number."""
    last = spans[at][1]
    if at + 1 < len(spans):
        before = spans[at + 1][0]
        return joined((*unit.pieces[:before], *sentence, Piece(" "), *unit.pieces[before:]))
    ending = "".join(piece.text for piece in unit.pieces[last:])
    if not re.fullmatch(r"[.?!]['\"’”)]*", ending):
        return None
    return joined((*unit.pieces, Piece(" "), *sentence))


def edit_link(draft: Draft, pool: Pool, random: Random) -> bool:
    """The target of a link changed; no word changes."""
    places = [
        (index, at)
        for index in untouched(draft, (*_PROSE, "row"), 1)
        for at, piece in enumerate(draft.units[index].pieces)
        if not piece.identity and _TARGET.search(piece.text)
    ]
    if not places:
        return False
    index, at = random.choice(places)
    pieces = list(draft.units[index].pieces)
    target = f"https://www.example.org/{random.choice(pool.words)}-{random.choice(pool.words)}/"
    pieces[at] = Piece(_TARGET.sub(target, pieces[at].text, count=1))
    draft.edited(index, pieces)
    return True


def _pick(random: Random, places: list[int]) -> int | None:
    return random.choice(places) if places else None
