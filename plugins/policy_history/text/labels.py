"""The label that a clause carries in its own words: "1.", "2.3", "(a)", "iv)", "Article 3", "§ 4", "Annex B", "第3条".

A label counts clauses and says nothing itself: it changes when others come and go. What only looks like one at the
beginning of a sentence ("Section 4 applies", "1.5 million", "24. September 2014", "A. Smith") is a part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise

from .blocks import Kind

# What clauses are called where they are counted, in the languages of the policies looked at; compared without case.
_NAMES = (
    "articles?|art\\.|sections?|sec\\.|clauses?|parts?|chapters?|schedules?|annex(?:e|es)?|appendix|exhibits?|paragraphs?|"
    "rules?|items?|points?|artikel|abschnitt|absatz|abs\\.|teil|kapitel|anlage|anhang|ziffer|nummer|punkt|"
    "titre|chapitre|partie|alinéa|artículos?|sección|cláusula|capítulo|título|apartado|anexo|artigo|seção|secção|"
    "articol[oi]|sezione|capo|allegato|punto|hoofdstuk|lid|bijlage|avsnitt|bilaga|luku|bilag|rozdział|článek|"
    "стать[яиюе]|раздел[аеу]?|пункт[аеу]?|глав[аыеу]|приложени[еяю]|стаття|"
    "المادة|مادة|البند|بند|القسم|الفصل|סעיף|פרק|מאמר|§§?"
)
_NUMBER = r"\d{1,3}(?:\.\d{1,3})*[a-z]?"
_ROMAN = r"[ivxlc]{1,6}|[IVXLC]{1,6}"
_SIGN = r"[.:)–—-]"
_HAN = r"第\s*[\d〇一二三四五六七八九十百]+\s*[条條章節节項项款号]|제\s*\d+\s*[조장항]"

_NAMED = rf"(?i:{_NAMES})(?:\s+|(?=\d))(?:{_NUMBER}|{_ROMAN}|[A-Z])(?!\w)"
_IN_BRACKETS = rf"\((?:{_NUMBER}|{_ROMAN}|[a-zA-Z])\)(?!\w)|(?:{_NUMBER}|{_ROMAN}|[a-zA-Z])\)(?=\s|$)"
# A day in German, Czech, Danish … begins with its number and a stop: "24. September 2014".
_COUNTED = rf"(?:{_NUMBER}|{_ROMAN})\.(?=\s|$)(?!\s+[^\W\d]+\.?\s+\d{{4}}\b)"
# Without a stop it is one only before a sentence or a title: "2.3 You may", and not "1.5 million" or "2.50 EUR".
_OUTLINE = r"\d{1,2}(?:\.\d{1,2})+(?=\s+(?:[^\W\d_a-zà-ÿ]['’a-zà-ÿ\s]|[^\x00-\u024f]))"

_IN_TEXT = re.compile(
    rf"\s*(?:(?:{_NAMED})\s*(?:{_SIGN}(?=\s|$)|$)|(?:{_HAN})(?=[\s:：、(（]|$)|{_IN_BRACKETS}|{_COUNTED}|{_OUTLINE})"
)
_IN_HEADING = re.compile(
    rf"\s*(?:(?:{_NAMED})(?:\s*{_SIGN}(?=\s|$))?|(?:{_HAN})|{_IN_BRACKETS}|{_COUNTED}|{_OUTLINE}|[A-Z]\.(?=\s))"
)
_OF_NOTE = re.compile(r"\[\d+\]")
_OF = {Kind.HEADING: _IN_HEADING, Kind.PARAGRAPH: _IN_TEXT, Kind.ITEM: _IN_TEXT, Kind.DESCRIPTION: _IN_TEXT}
_OF[Kind.NOTE] = _OF_NOTE

NAME = re.compile(rf"(?:[^\W\d_]{{1,3}}['’])?(?:{_NAMES})\Z", re.IGNORECASE)
"""A word that names what a number behind it counts: "section" of "see section 4"."""


_BARE = re.compile(r"\s*\**(\d{1,2}(?:\.\d{1,2})*)\**\s+(?=[^\W\d_])(?![^\W\d]+\.?\s+\d{4}\b)")


def are_counted(titles: Iterable[str]) -> bool:
    """Whether titles are counted with numbers that have no stop: "1 Scope", "2 Fees", "2.1 Reminders".

    Most numbers must go on from the one before, since titles such as "14 Days to pay" begin with numbers too.
    """
    numbers = [tuple(map(int, match[1].split("."))) for title in titles if (match := _BARE.match(title))]
    steps = sum(_goes_on(last, number) for last, number in pairwise(numbers))
    return steps > 0 and 2 * steps >= len(numbers) - 1


def _goes_on(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether a number is the next one: "2.1" or "3" behind "2", "3" or "2.2" behind "2.1"."""
    same = min(len(last), len(number))
    if len(number) > len(last):
        return number[:same] == last and set(number[same:]) == {1}
    return number[:-1] == last[: same - 1] and number[-1] == last[same - 1] + 1


def label_end(text: str, kind: Kind, *, is_counted: bool = False) -> int:
    """Where the label ends with which the visible text of a block of that kind begins; 0 where there is none.

    ``is_counted`` says that headings have numbers without stops.
    """
    pattern = _OF.get(kind)
    match = pattern.match(text) if pattern else None
    if match is None and is_counted and kind is Kind.HEADING:
        match = _BARE.match(text)
    return match.end() if match else 0


_JOINING = 3  # letters that a word between two numbers of a list has at most: "and", "to", "und", "et"


_PART = re.compile(r"(?:\d{1,3}|[ivxlc]{1,5}|[^\W\d_])\Z")


def references(keys: Sequence[str], labels: Set[int]) -> Iterator[tuple[int, int]]:
    """Stretches of words that name labels: the number behind "section" with the items in it, "4" or "4(c)", the items
    alone, as behind "paragraph (b)", or a list of these from its first to its last."""
    at = 1
    while at < len(keys):
        if at not in labels and NAME.match(keys[at - 1]):
            end = _reference_end(keys, at, keys[at][:1].isalnum())
            while end > at and end + 1 < len(keys) and 0 < len(keys[end]) <= _JOINING:
                behind = _reference_end(keys, end + 1, keys[end + 1][:1].isdigit())
                if behind == end + 1:
                    break
                end = behind
            if end > at:
                yield at, end
                at = end
        at += 1


def _reference_end(keys: Sequence[str], at: int, is_number: bool) -> int:
    """Where a number with the items in it ends, "4(c)(ii)", or the items alone; ``at`` where there is neither."""
    end = at + 1 if is_number else at
    while keys[end : end + 1] == ["("] and keys[end + 2 : end + 3] == [")"] and _PART.match(keys[end + 1]):
        end += 3
    return end
