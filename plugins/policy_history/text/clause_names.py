"""What clauses are called where they are counted, in many languages."""

from __future__ import annotations

import re
from functools import lru_cache

# What clauses are called where they are counted; compared without case.
_NAMES = (
    "articles?|art\\.|sections?|sec\\.|clauses?|parts?|chapters?|schedules?|annex(?:e|es)?|appendix|exhibits?|paragraphs?|"
    "rules?|items?|points?|artikel|abschnitt|absatz|abs\\.|teil|kapitel|anlage|anhang|ziffer|nummer|punkt|"
    "titre|chapitre|partie|alinéa|artículos?|sección|cl[aá]usula|capítulo|título|apartado|anexo|artigo|seção|secção|"
    "articol[oi]|sezione|capo|allegato|punto|hoofdstuk|lid|bijlage|avsnitt|bilaga|luku|bilag|rozdział|článek|"
    "стать[яиюе]|раздел[аеу]?|пункт[аеу]?|глав[аыеу]|приложени[еяю]|стаття|"
    "(?:ال|لل|بال|وال|ول|ب|ل|و)?مادة|البند|بند|القسم|الفصل|סעיף|פרק|מאמר|§§?|№|"
    "άρθρ(?:ο|ου|α|ων)|ενότητας?|κεφάλαι(?:ο|ου)|παράρτημα|παράγραφο[ςυ]?|madde(?:si|nin|de)?|bölüm|articolul(?:ui)?|"
    "secțiun(?:ea|ii)|capitolul(?:ui)?|anexa|člana?k[au]?|članu?|odjeljak|poglavlje|члан[ау]?|чланак|одељак|член|"
    "чл\\.|člena?|čl\\.|článo?k[u]?|kapitola|oddíl|príloha|příloha|artikkel|peatükk|neni|artikolu|airteagal|cuid|"
    "adran|erthygl|rhan|clàusula|secció|capítol|điều|khoản|mục|chương|pasal|bab|bagian|ข้อ|มาตรา|หมวด|धारा|अनुच्छेद|"
    "অনুচ্ছেদ|ধারা|பிரிவு|ماده|فصل|بخش|دفعہ|მუხლი|հոդված"
)
# An article that is run into the name, as in French, or what makes it a part of a clause.
_BEFORE = r"(?:[^\W\d_]{1,3}['’]|sub-?)?"

CALLED = rf"(?i:{_NAMES})(?:\s+|(?=\d))|(?i:no\.|nr\.)\s+(?=\d)|#(?=\d)"
"""A pattern of such a name with the space behind it, before a number."""

_NAME = re.compile(rf"{_BEFORE}(?:{_NAMES})\Z", re.IGNORECASE)


@lru_cache(maxsize=1 << 16)
def is_name(word: str) -> bool:
    """Whether a word names what a number behind it counts: "section" of "see section 4"."""
    return _NAME.match(word) is not None
