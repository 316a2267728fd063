"""The label that a clause carries in its own words: "1.", "2.3", "(a)", "iv)", "Article 3", "§ 4", "Annex B", "第3条".

A label counts clauses and says nothing itself: it changes when others come and go. What only looks like one at the
beginning of a sentence ("Section 4 applies", "1.5 million", "24. September 2014", "A. Smith") is a part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import compress, pairwise

from .block_kinds import Block, Kind

# What clauses are called where they are counted; compared without case.
_NAMES = (
    "articles?|art\\.|sections?|sec\\.|clauses?|parts?|chapters?|schedules?|annex(?:e|es)?|appendix|exhibits?|paragraphs?|"
    "rules?|items?|points?|artikel|abschnitt|absatz|abs\\.|teil|kapitel|anlage|anhang|ziffer|nummer|punkt|"
    "titre|chapitre|partie|alinéa|artículos?|sección|cláusula|capítulo|título|apartado|anexo|artigo|seção|secção|"
    "articol[oi]|sezione|capo|allegato|punto|hoofdstuk|lid|bijlage|avsnitt|bilaga|luku|bilag|rozdział|článek|"
    "стать[яиюе]|раздел[аеу]?|пункт[аеу]?|глав[аыеу]|приложени[еяю]|стаття|"
    "المادة|مادة|البند|بند|القسم|الفصل|סעיף|פרק|מאמר|§§?|№|"
    "άρθρ(?:ο|ου|α|ων)|ενότητας?|κεφάλαι(?:ο|ου)|παράρτημα|παράγραφο[ςυ]?|madde(?:si|nin|de)?|bölüm|articolul(?:ui)?|"
    "secțiun(?:ea|ii)|capitolul(?:ui)?|anexa|člana?k[au]?|članu?|odjeljak|poglavlje|члан[ау]?|чланак|одељак|член|"
    "чл\\.|člena?|čl\\.|článo?k[u]?|kapitola|oddíl|príloha|příloha|artikkel|peatükk|neni|artikolu|airteagal|cuid|"
    "adran|erthygl|rhan|clàusula|secció|capítol|điều|khoản|mục|chương|pasal|bab|bagian|ข้อ|มาตรา|หมวด|धारा|अनुच्छेद|"
    "অনুচ্ছেদ|ধারা|பிரிவு|ماده|فصل|بخش|دفعہ|მუხლი|հոդված"
)
# What stands behind the number, without a stop between: "4 §", "4 straipsnis".
_NAMES_BEHIND = "§|straipsnis|skyrius|pykälä|luku"
_NUMBER = r"\d{1,3}(?:\.\d{1,3})*(?:\.?[ºª]|[a-z]|er|re)?"
_ROMAN = r"[ivxlc]{1,6}|[IVXLC]{1,6}"
_SIGN = r"[.:)–—-]"
_HAN_NUMBER = "[〇一二三四五六七八九十百]+"
_HAN = r"第\s*[\d〇一二三四五六七八九十百]+\s*[条條章節节項项款号]|제\s*\d+\s*[조장항]"

_CALLED = rf"(?i:{_NAMES})(?:\s+|(?=\d))|(?i:no\.|nr\.)\s+(?=\d)|#(?=\d)"
_NAMED = rf"(?:{_CALLED})(?:{_NUMBER}|{_ROMAN}|[A-Z])(?!\w)"
_IN_BRACKETS = (
    rf"\((?:{_NUMBER}|{_ROMAN}|[a-zA-Z])\)(?!\w)|(?:{_NUMBER}|{_ROMAN}|[a-zA-Z])\)(?=\s|$)"
    rf"|（(?:\d{{1,2}}|{_HAN_NUMBER})）|{_HAN_NUMBER}、"
)
# A day in German, Czech, Danish … begins with its number and a stop: "24. September 2014".
_COUNTED = rf"(?:{_NUMBER}|{_ROMAN})\.(?=\s|$)(?!\s+[^\W\d]+\.?\s+\d{{4}}\b)"
_ORDINAL = r"\d{1,3}\.?[ºª](?=\s|$)"
_BEFORE_NAME = rf"\d{{1,3}}\s?[a-z]?\s?(?i:{_NAMES_BEHIND})\.?(?=\s+[^\W\d_a-zà-ÿ]|$)"
# Without a stop it is one only before a sentence or a title: "2.3 You may", and not "1.5 million" or "2.50 EUR".
_OUTLINE = r"\d{1,2}(?:\.\d{1,2})+(?=\s+(?:[^\W\d_a-zà-ÿ]['’a-zà-ÿ\s]|[^\x00-\u024f]))"

_ANYWHERE = f"{_IN_BRACKETS}|{_COUNTED}|{_ORDINAL}|{_BEFORE_NAME}|{_OUTLINE}"
_IN_TEXT = re.compile(rf"\s*(?:(?:{_NAMED})\s*(?:{_SIGN}(?=\s|$)|$)|(?:{_HAN})(?=[\s:：、(（]|$)|{_ANYWHERE})")
_IN_HEADING = re.compile(rf"\s*(?:(?:{_NAMED})(?:\s*{_SIGN}(?=\s|$))?|(?:{_HAN})|{_ANYWHERE}|[A-Z]\.(?=\s))")
_OF_NOTE = re.compile(r"\[\d+\]")
_OF = {Kind.HEADING: _IN_HEADING, Kind.PARAGRAPH: _IN_TEXT, Kind.ITEM: _IN_TEXT, Kind.DESCRIPTION: _IN_TEXT}
_OF[Kind.NOTE] = _OF_NOTE

NAME = re.compile(rf"(?:[^\W\d_]{{1,3}}['’])?(?:{_NAMES})\Z", re.IGNORECASE)
"""A word that names what a number behind it counts: "section" of "see section 4"."""


# How blocks are counted in texts in which they go on so: headings with a number alone, "1 Scope", and paragraphs with a
# name and no sign, "Article 1 The customer". Elsewhere such words are words.
_COUNTED_ON = {
    Kind.HEADING: re.compile(r"\s*\**(\d{1,2}(?:\.\d{1,2})*)\**\s+(?=[^\W\d_])(?![^\W\d]+\.?\s+\d{4}\b)"),
    Kind.PARAGRAPH: re.compile(rf"\s*\**(?:{_CALLED})(\d{{1,3}}(?:\.\d{{1,3}})*)(?:\.?[ºª])?(?=[\s*])"),
}
_FEWEST_STEPS = {Kind.HEADING: 1, Kind.PARAGRAPH: 2}


def counted_kinds(blocks: Iterable[Block]) -> frozenset[Kind]:
    """The kinds of blocks of a text that are counted in a way that is none elsewhere: headings, paragraphs, or neither.

    Most numbers must go on from the one before, since titles such as "14 Days to pay" begin with numbers too.
    """
    numbers: dict[Kind, list[tuple[int, ...]]] = {kind: [] for kind in _COUNTED_ON}
    for block in blocks:
        pattern = _COUNTED_ON.get(block.kind)
        if pattern and (match := pattern.match(block.content)):
            numbers[block.kind].append(tuple(map(int, match[1].split("."))))
    return frozenset(kind for kind, found in numbers.items() if _go_on(found, _FEWEST_STEPS[kind]))


def _go_on(numbers: Sequence[tuple[int, ...]], fewest: int) -> bool:
    steps = sum(_goes_on(last, number) for last, number in pairwise(numbers))
    return steps >= fewest and 2 * steps >= len(numbers) - 1


def _goes_on(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether a number is the next one: "2.1" or "3" behind "2", "3" or "2.2" behind "2.1"."""
    same = min(len(last), len(number))
    if len(number) > len(last):
        return number[:same] == last and set(number[same:]) == {1}
    return number[:-1] == last[: same - 1] and number[-1] == last[same - 1] + 1


def label_end(text: str, kind: Kind, *, is_counted: bool) -> int:
    """Where the label ends with which the visible text of a block of that kind begins; 0 where there is none.

    ``is_counted`` says that blocks of that kind are counted in the text (``counted_kinds``).
    """
    pattern = _OF.get(kind)
    match = pattern.match(text) if pattern else None
    if match is None and is_counted:
        match = _COUNTED_ON[kind].match(text)
    return match.end() if match else 0


_JOINING = 3  # letters that a word between two numbers of a list has at most: "and", "to", "und", "et"


_PART = re.compile(r"(?:\d{1,3}|[ivxlc]{1,5}|[^\W\d_])\Z")


def references(keys: Sequence[str], labels: Set[int]) -> Iterator[tuple[int, int]]:
    """Stretches of words that name labels: the number behind "section" with the items in it, "4" or "4(c)", the items
    alone, as behind "paragraph (b)", or a list of these from its first to its last."""
    names = set(filter(NAME.match, set(keys)))
    reached = 0
    for at in compress(range(1, len(keys)), map(names.__contains__, keys)):
        if at in labels or at < reached:
            continue
        end = _reference_end(keys, at, keys[at][:1].isalnum())
        while end > at and end + 1 < len(keys) and 0 < len(keys[end]) <= _JOINING:
            behind = _reference_end(keys, end + 1, keys[end + 1][:1].isdigit())
            if behind == end + 1:
                break
            end = behind
        if end > at:
            yield at, end
            reached = end + 1


def _reference_end(keys: Sequence[str], at: int, is_number: bool) -> int:
    """Where a number with the items in it ends, "4(c)(ii)", or the items alone; ``at`` where there is neither."""
    end = at + 1 if is_number else at
    while keys[end : end + 1] == ["("] and keys[end + 2 : end + 3] == [")"] and _PART.match(keys[end + 1]):
        end += 3
    return end
