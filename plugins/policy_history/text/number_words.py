"""Numbers in words, as clauses are counted with them: "Cláusula segunda", "Second Schedule", "PRIMERA.-".

Each language has its own names of clauses, because what is a number in one is another word elsewhere: "on" is ten in
Turkish, "set" seven in Catalan. Babel has no CLDR rules for numbers in words (RBNF).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple


class _Language(NamedTuple):
    """How a language counts in words.

    ``names`` are what clauses are called before a number, and ``behind`` what they are called behind an ordinal.
    ``ordinals``, ``cardinals`` and ``adverbs`` have a group for each number from 1 on ("30:" sets another one), of
    forms parted by strokes. A form that ends in a hyphen takes each of the ``endings``.
    """

    names: str = ""
    behind: str = ""
    ordinals: str = ""
    endings: str = ""
    cardinals: str = ""
    adverbs: str = ""


_ENGLISH = (
    "article articles section sections clause clauses part parts chapter chapters schedule schedules annex appendix "
    "exhibit paragraph paragraphs rule rules title book step principle point phase stage module number"
)
_LANGUAGES = (
    _Language(
        _ENGLISH,
        _ENGLISH,
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth 30:thirtieth",
        cardinals="one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty 30:thirty",
        adverbs="firstly secondly thirdly fourthly fifthly sixthly seventhly",
    ),
    _Language(
        "artikel abschnitt teil kapitel anlage anhang ziffer paragraph titel buch",
        "artikel abschnitt teil kapitel anlage anhang titel buch",
        "erst- zweit- dritt- viert- fünft- sechst- siebt-/siebent- acht- neunt- zehnt- elft- zwölft- dreizehnt- "
        "vierzehnt- fünfzehnt- sechzehnt- siebzehnt- achtzehnt- neunzehnt- zwanzigst-",
        "e er es en",
        "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn",
        "erstens zweitens drittens viertens fünftens sechstens siebtens achtens neuntens zehntens",
    ),
    _Language(
        "artikel hoofdstuk afdeling bijlage deel titel",
        "hoofdstuk afdeling bijlage deel titel",
        "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde",
        cardinals="een/één twee drie vier vijf zes zeven acht negen tien elf twaalf",
    ),
    _Language(
        "article articles titre chapitre partie section clause annexe alinéa",
        "titre chapitre partie section clause annexe article",
        "premier/première deuxième/second/seconde troisième quatrième cinquième sixième septième huitième neuvième "
        "dixième onzième douzième treizième quatorzième quinzième seizième 20:vingtième",
        cardinals="un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize 20:vingt",
        adverbs="premièrement deuxièmement troisièmement quatrièmement cinquièmement",
    ),
    _Language(
        "artículo sección cláusula capítulo título apartado anexo parte disposición estipulación",
        "parte sección cláusula anexo capítulo título disposición",
        "primer/primer- segund- tercer/tercer- cuart- quint- sext- séptim- octav- noven- décim- "
        "undécim-/decimoprimer- duodécim-/decimosegund- decimotercer- decimocuart- decimoquint- decimosext- "
        "decimoséptim- decimoctav- decimonoven- vigésim- 30:trigésim-",
        "o a",
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince",
    ),
    _Language(
        "artigo seção secção cláusula capítulo título anexo parte",
        "parte seção secção cláusula anexo capítulo título",
        "primeir- segund- terceir- quart- quint- sext- sétim- oitav- non- décim- 20:vigésim- 30:trigésim-",
        "o a",
        "um dois/duas três quatro cinco seis sete oito nove dez onze doze treze quatorze/catorze quinze",
    ),
    _Language(
        "article clàusula secció capítol annex títol part pacte",
        "part secció clàusula capítol títol",
        "primer/primera segon/segona tercer/tercera quart/quarta cinquè/cinquena sisè/sisena setè/setena "
        "vuitè/vuitena novè/novena desè/desena onzè/onzena dotzè/dotzena",
    ),
    _Language(
        "articolo sezione capo allegato parte titolo clausola punto",
        "parte sezione titolo clausola",
        "prim- second- terz- quart- quint- sest- settim- ottav- non- decim- undicesim- dodicesim- tredicesim- "
        "quattordicesim- quindicesim- sedicesim- diciassettesim- diciottesim- diciannovesim- ventesim-",
        "o a",
        "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici",
    ),
    _Language(
        "articolul capitolul secțiunea titlul anexa partea",
        cardinals="unu/întâi doi/două trei patru cinci șase șapte opt nouă zece",
    ),
    _Language(
        "статья статьи статью раздел глава часть пункт приложение",
        "статья раздел глава часть",
        "перв- втор- трет-/треть- четверт-/четвёрт- пят- шест- седьм- восьм- девят- десят- одиннадцат- двенадцат-",
        "ый ой ий ая я ое е",
    ),
    _Language(
        "стаття розділ глава частина пункт",
        "розділ глава частина",
        "перш- друг- трет- четверт- п’ят-/п'ят- шост- сьом- восьм- дев’ят-/дев'ят- десят-",
        "ий ій а я е є",
    ),
    _Language(
        "rozdział część artykuł dział tytuł załącznik",
        "rozdział część dział",
        "pierwsz- drug- trzec- czwart- piąt- szóst- siódm- ósm- dziewiąt- dziesiąt- jedenast- dwunast-",
        "y i a ia e ie",
    ),
    _Language(
        "část hlava kapitola oddíl článek časť článok diel príloha příloha",
        "část hlava kapitola oddíl článek časť článok diel",
        "prvn-/prv- druh- třet-/tret- čtvrt-/štvrt- pát-/piat- šest-/šiest- sedm-/siedm- osm-/ôsm- devát-/deviat- "
        "desát-/desiat-",
        "í ý á é a y ia ie",
    ),
    _Language(
        "άρθρο κεφάλαιο μέρος ενότητα τμήμα παράρτημα",
        "άρθρο κεφάλαιο μέρος ενότητα τμήμα",
        "πρώτ- δεύτερ- τρίτ- τέταρτ- πέμπτ- έκτ- έβδομ- όγδο- ένατ- δέκατ- ενδέκατ- δωδέκατ-",
        "ο η ον",
    ),
    _Language(
        "madde bölüm",
        "bölüm kısım madde",
        "birinci ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu onuncu",
        cardinals="bir iki üç dört beş altı yedi sekiz dokuz on",
    ),
    _Language(
        behind="kapitlet avdelningen avsnittet delen stycket",
        ordinals="första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde",
    ),
    _Language(
        behind="kapittel kapitel del avsnit avsnitt",
        ordinals="første anden/andet/andre tredje fjerde femte sjette syvende/sjuende ottende/åttende niende tiende",
    ),
    _Language(
        behind="luku osa",
        ordinals="ensimmäinen toinen kolmas neljäs viides kuudes seitsemäs kahdeksas yhdeksäs kymmenes",
    ),
    _Language(
        behind="fejezet rész szakasz",
        ordinals="első második harmadik negyedik ötödik hatodik hetedik nyolcadik kilencedik tizedik",
    ),
    _Language(
        "bagian bab pasal", ordinals="kesatu kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh"
    ),
    _Language(
        "المادة مادة البند بند القسم الفصل الباب الجزء الملحق",
        "",
        "الأول/الأولى/الحادي/الحادية الثاني/الثانية الثالث/الثالثة الرابع/الرابعة الخامس/الخامسة السادس/السادسة "
        "السابع/السابعة الثامن/الثامنة التاسع/التاسعة العاشر/العاشرة/عشر/عشرة",
        adverbs="أولاً/أولًا/أولا ثانياً/ثانيًا/ثانيا ثالثاً/ثالثًا/ثالثا رابعاً/رابعًا/رابعا خامساً/خامسًا/خامسا "
        "سادساً/سادسًا/سادسا سابعاً/سابعًا/سابعا ثامناً/ثامنًا/ثامنا تاسعاً/تاسعًا/تاسعا عاشراً/عاشرًا/عاشرا",
    ),
    _Language("ماده فصل بخش بند", ordinals="اول دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم"),
    _Language(
        "סעיף פרק חלק נספח",
        ordinals="ראשון/ראשונה שני/שנייה שלישי/שלישית רביעי/רביעית חמישי/חמישית שישי/שישית שביעי/שביעית שמיני/שמינית",
    ),
)


def _forms(words: str, endings: str = "") -> Iterator[tuple[str, int]]:
    """Each form of each number, and the number: as it is written, and as it is in capitals that have no accents."""
    value = 0
    for group in words.split():
        number, _, forms = group.rpartition(":")
        value = int(number) if number else value + 1
        for form in forms.split("/"):
            for whole in [form[:-1] + ending for ending in endings.split()] if form[-1] == "-" else [form]:
                yield whole, value
                yield _without_accents(whole), value


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare).replace("ı", "i")


class _Words(NamedTuple):
    """The words of one language: what clauses are called, before and behind a number, and all numbers and ordinals."""

    names: frozenset[str]
    behind: frozenset[str]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]


def _words_of(language: _Language) -> _Words:
    names, behind = (
        frozenset(words.split()) | frozenset(_without_accents(words).split())
        for words in (language.names, language.behind)
    )
    ordinals = dict(_forms(language.ordinals, language.endings))
    return _Words(names, behind, {**ordinals, **dict(_forms(language.cardinals))}, ordinals)


_WORDS = [_words_of(language) for language in _LANGUAGES]
_ADVERBS = dict(chain.from_iterable(_forms(language.adverbs) for language in _LANGUAGES))
_ORDINALS = dict(chain(*(words.ordinals.items() for words in _WORDS), _ADVERBS.items()))
_VALUES = dict(chain(*(words.numbers.items() for words in _WORDS), _ORDINALS.items()))
_NAMES = frozenset(chain.from_iterable(words.names for words in _WORDS))
_ONE = r"[^\W\d_][^\s.:;,!?()\[\]*–—/]*"
_FIRST = re.compile(rf"\s*({_ONE})(?:\s+({_ONE}))?(?:\s+({_ONE}))?")


def lower(word: str) -> str:
    """A word in lower case, as numbers are looked up: the Turkish "İ" loses its dot."""
    return word.lower().replace("i\u0307", "i")


def value(text: str) -> int:
    """The value of a number in words, of which each is added: "décima primera", "twenty-first"; 0 where one is none."""
    values = [_VALUES.get(word, 0) for word in lower(text).replace("-", " ").split()]
    return sum(values) if all(values) else 0


def named_end(text: str) -> int:
    """Where the number in words ends with which a text begins, with what it counts: "clause two", "second schedule".

    0 where it begins otherwise.
    """
    return _end_of(text, lambda words: max(_named(words, language) for language in _WORDS))


def ordinal_end(text: str) -> int:
    """Where the ordinal ends with which a text begins: "primera", "second", "erstens"; 0 where it begins otherwise."""
    return _end_of(text, lambda words: _count(words, 0, _ORDINALS))


def _end_of(text: str, count: Callable[[Sequence[str]], int]) -> int:
    """Where those of its first words end that ``count`` gives; 0 where it counts none."""
    match = _FIRST.match(text)
    if not match or not may_begin_number(match[1]):
        return 0
    number = count([lower(each) for each in match.groups() if each])
    return match.end(number) if number else 0


def may_begin_number(word: str) -> bool:
    """Whether a number in words may begin with that word, or with what it counts."""
    word = lower(word)
    return word in _NAMES or word in _VALUES or "-" in word


def _named(words: Sequence[str], language: _Words) -> int:
    """How many of these words are a number with its name; 0 where none is."""
    if words[0] in language.names:
        return _count(words, 1, language.numbers)
    end = _count(words, 0, language.numbers)
    is_ordinal = end > 0 and words[end - 1].split("-")[-1] in language.ordinals
    return end + 1 if is_ordinal and end < len(words) and words[end] in language.behind else 0


def _count(words: Sequence[str], start: int, numbers: Mapping[str, int]) -> int:
    """Where a number of one or two words ends that begins at that one; 0 where none begins."""
    end = start
    while end < min(len(words), start + 2) and all(each in numbers for each in words[end].split("-")):
        end += 1
    return end if end > start else 0
