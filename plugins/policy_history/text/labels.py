"""The label that a clause carries in its own words: "1.", "2.3", "(a)", "iv)", "Article 3", "§ 4", "Annex B", "第3条".

A label counts clauses and says nothing itself: it changes when others come and go. What only looks like one at the
beginning of a sentence ("Section 4 applies", "1.5 million", "24. September 2014", "A. Smith") is a part of the text.
"""

from __future__ import annotations

import re

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


def label_end(text: str, kind: Kind) -> int:
    """Where the label ends with which the visible text of a block of that kind begins; 0 where there is none."""
    pattern = _OF.get(kind)
    match = pattern.match(text) if pattern else None
    return match.end() if match else 0
