"""What clauses are called where they are counted, in many languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from functools import lru_cache

from .numerals import HAN_DIGITS

# What clauses are called where they are counted; compared without case.
_NAMES = (
    "articles?|(?:sub)?sections?|(?:sub)?clauses?|parts?|chapters?|schedules?|annex(?:e|es|ures?)?|appendi(?:x|ces)|exhibits?|"
    "(?:sub)?paragraphs?|principles?|questions?|phases?|attachments?|addend(?:um|a)|steps?|tables?|figures?|recitals?|modules?|rules?|items?|itens|points?|"
    "artikeln?|abschnitte?[ns]?|absatz|teile?[ns]?|kapiteln?|anlagen?|anhangs?|anhängen?|beilagen?|tabellen?|ziffern?|"
    "nummern?|punkt|artikelen|leden|onderde(?:el|len)|hoofdstuk(?:ken)?|lid|bijlagen?|"
    "titre|chapitres?|partie|paragraphes|alinéas?|artículos?|secci(?:ón|ones)|cl[aá]usulas?|capítulos?|título|"
    "apartados?|anexos?|párrafos?|numeral(?:es)?|incisos?|artigos?|se[cç]?ç(?:ão|ões)|parágrafos?|alíneas?|"
    "articol[oi]|commi|comma|sezion[ei]|cap[oi]|allegat[oi]|clausol[ae]|paragraf[oi]|punt[oi]|"
    "avsnitt(?:et|en)?|kapitl(?:et|en)|punkt(?:en|erna)|bilag(?:a|an|or|orna)|paragraf(?:en|erna)?|luku|bilag|koh(?:ta|dan|dat|dassa|dissa|tien)|"
    "rozdzia(?:ł|łu|le|łem|ły)|ust(?:ęp|ępu|ępie|ępy)|artyku(?:ł|łu|łem|ły)|załącznik(?:a|u|iem|i)?|punkt(?:u|em|y)|"
    "článe?k(?:u|em|y|ů)?|odstav(?:ec|ce|ci|cem|ců)|přílo(?:ha|hy|ze|hou)|bod(?:u|ě|em|y|ů)?|část(?:i|í)?|kapitol[aey]|"
    "стать[яиюе]|стат(?:ей|ьями|ьям|ьях)|(?:под)?раздел(?:[аеу]|ом|ы|ах)?|(?:под)?пункт(?:[аеуы]|ов|ом|ами|ам|ах)?|"
    "глав(?:[аыеу]|ой)|приложени(?:[еяюи]|ем|ях)|част(?:ь|и|ью)|параграф[ае]?|абзац(?:а|е|у)?|"
    "стат(?:тя|ті|тею|тей)|розділ(?:[уіи]|ом|ів)?|(?:під)?пункт(?:[уіаи]|ів|ом|ами)?|додат(?:ок|ку|ком|ки)|частин[аиі]|"
    "(?:ال|لل|بال|وال|ول|ب|ل|و)?(?:مادة|مواد|بند|بنود|فقرة|ملحق|جزء|باب)|القسم|الفصل|"
    "[ובהלכמש]{0,3}סעי(?:ף|פים)|[ובהלכמש]{0,3}נספח|פרק|מאמר|§§?|№|¶¶?|"
    "άρθρ(?:ο|ου|α|ων)|ενότητ(?:α|ας|ες)|κεφάλαι(?:ο|ου)|παρ(?:άρτημα|αρτήματος)|(?:υπο)?παρ(?:άγραφο[ςυ]?|αγράφου)|"
    "όρο[ςυ]|όρων|ρήτρας?|στοιχεί(?:ο|ου|α)|σημεί(?:ο|ου|α)|"
    "madde(?:si|nin|de|ler|leri|sine|sinde|sinin)?|bölümü?|ek|articolul(?:ui)?|"
    "secțiun(?:ea|ii)|capitolul(?:ui)?|anexa|člana?k[au]?|članu?|odjeljak|poglavlje|члан[ау]?|чланак|одељак|член|"
    "člena?|článo?k[u]?|kapitola|oddíl|príloha|artikkel|peatükk|neni|artikolu|airteagal|cuid|"
    "adran|erthygl|rhan|clàusula|secció|capítol|điều|khoản|mục|chương|điểm|phần|pasal|bab|bagian|ayat|huruf|angka|"
    "lampiran|धारा|उपधारा|अनुच्छेद|दफा|कलम|खंड|अनुभाग|परिशिष्ट|अनुसूची|अध्याय|별표|별지|부록|붙임|"
    "letras?|letter[ae]|lettres?|litera|buchstaben?|bokstav|písmen[aoue]|abs[aä]tze[ns]?|"
    "অনুচ্ছেদ|ধারা|பிரிவு|ماده|فصل|بخش|دفعہ|მუხლი|հոդված"
)
# As they are shortened, with a stop behind.
_SHORT = (
    "artt?|arts|secs?|cls?|paras?|sch|app|abs|ziff|nr|nrn|lit|kap|anh|chap|al|apdo|núm|cap|par|lett|all|ust|pkt|"
    "čl|odst|písm|stk|buchst|tiret|ст|п|пп|п\\.п|ч|гл|разд|чл|ал|άρθ|αρ|παρ|κεφ"
)
# In scripts that are written without spaces, where every letter is a word.
_UNSPACED = tuple("ข้อ มาตรา หมวด 附件 附录 附錄 附表 別紙 別表 ຂໍ້ ມາດຕາ មាត្រា ប្រការ ပုဒ်မ".split())
# An article that is run into the name, as in French, or what makes it a part of a clause.
_BEFORE = r"(?:[^\W\d_]{1,4}['’]|sub-)?"

CALLED = (
    rf"(?i:{_NAMES}|{'|'.join(_UNSPACED)}|(?:{_SHORT})\.)(?:\s+|(?=\d))|(?:{'|'.join(_UNSPACED)})(?=[{HAN_DIGITS}])"
    r"|(?i:no\.)\s+(?=\d)|#(?=\d)"
)
"""A pattern of such a name with the space behind it, before a number."""

_NAME = re.compile(rf"{_BEFORE}(?:{_NAMES})\Z", re.IGNORECASE)
_SHORTENED = re.compile(rf"{_BEFORE}(?:{_SHORT}|nos?)\Z", re.IGNORECASE)
_LAST_LETTERS = frozenset(name[-1] for name in _UNSPACED)


@lru_cache(maxsize=1 << 16)
def is_name(word: str) -> bool:
    """Whether a word names what a number behind it counts: "section" of "see section 4"."""
    return _NAME.match(word) is not None


@lru_cache(maxsize=1 << 16)
def _is_shortened(word: str) -> bool:
    return _SHORTENED.match(word) is not None


def name_ending(words: Sequence[str], at: int) -> str:
    """The name of a clause that ends with that word: "section", "Art.", "ข้อ"; empty where none does."""
    word = words[at]
    if word == ".":
        return f"{words[at - 1]}." if at and _is_shortened(words[at - 1]) else ""
    if word in _LAST_LETTERS:
        return next((name for name in _UNSPACED if "".join(words[max(0, at + 1 - len(name)) : at + 1]) == name), "")
    return word if is_name(word) else ""


_BEHIND = re.compile(
    r"§|straipsn|skyri|pykäl|lu[kv]u|artikla|koh[dt]a|momenti|madde|bend|fıkra|pont|cikk|bekezdés|pant[su]?|punkt|nodaļ|lõi[gk]e|"
    "artiku",
    re.IGNORECASE,
)
"""How words begin that name a number before them: "4 §", "3 artiklan", "2 straipsnį"."""


def names_number_before(words: Sequence[str], at: int) -> str:
    """The name that stands behind a number at that place: "§" of "4 §", "maddeye" of "2. maddeye"; empty for none."""
    word, behind = words[at + 1], "".join(words[at + 2 : at + 3])
    if word == "." and behind and (_BEHIND.match(behind) or is_name(behind)):
        return f". {behind}"
    return f" {word}" if _BEHIND.match(word) else ""


_WITHIN = re.compile(
    r"abs\w*|satz|nrn?|nummern?|lit(?:era)?|buchst\w*|ust|pkt|odst|písm\w*|stk|al|alinéa|apdo|apartado|letras?|lett\w*|"
    r"punkt\w*|пункт\w*|пп?|ал|ч|παρ\w*|khoản|paras?|paragraphs?|points?|items?|lid|ponto|punt[oi]s?|nos?|numbers?|"
    r"bokst\w*|comm[ai]|al[ií]neas?|incisos?|ayat|huruf|điểm|ustęp\w*|odstav\w*|bod\w?|абзац\w*|подпункт\w*|στοιχεί\w*",
    re.IGNORECASE,
)
_APART = re.compile(
    r"ann?ex|append|app\b|schedul|sch\b|exhibit|attachm|addend|table|tabelle|figure|step|recital|module|anlage|anh|beilage|"
    r"bijlage|allegat|bilag|liite|příloh|príloh|załącznik|приложени|додат|παράρτημ|παραρτήμ|lampiran|ملحق|נספח|परिशिष्ट|अनुसूची|"
    r"附|別|별|붙임|부록|ek\b",
    re.IGNORECASE,
)
"""How names begin of what is counted apart from clauses: "Schedule 2" is not clause 2."""


_PREFIX = re.compile(r"\A(?:[^\W\d_]{1,4}['’]|[ובהלכמש]{1,3}(?=נספח)|(?:ال|لل|بال|وال|ول|ب|ل|و)(?=ملحق))")


def names_part(name: str) -> bool:
    """Whether a name is that of a part of a clause: "Abs.", "paragraph"."""
    return _WITHIN.fullmatch(name.strip(".").lower()) is not None


def may_name(name: str, labels: Set[str]) -> bool:
    """Whether a reference with that name may be to what is counted with one of these names, "" being none.

    "Abs. 1" is a part of a clause, and not "§ 1"; what has no name, "(1)", it may be. "Schedule 2" is a schedule.
    """
    bare = _PREFIX.sub("", name.strip(".").lower(), count=1)
    if labels and bare and (_APART.match(bare) or all(map(_APART.match, labels))):
        return any(each[:3].lower() == bare[:3] for each in labels)
    return not labels or not names_part(bare) or any(each[:2].lower() in ("", bare[:2]) for each in labels)


@lru_cache(maxsize=1 << 16)
def may_end_name(word: str) -> bool:
    """Whether a name may end with that word."""
    return word == "." or word in _LAST_LETTERS or is_name(word)


def names_among(words: Sequence[str], have: Callable[[str], bool]) -> list[str]:
    """The names that texts may have of which these are the words, once each, as ``name_ending`` gives them.

    ``have`` says whether a word is among these.
    """
    short = [f"{word}." for word in words if _is_shortened(word)]
    return [*filter(is_name, words), *short, *(name for name in _UNSPACED if all(map(have, name)))]
