"""Clauses that are counted in the ways of many languages: one that goes is told, and the others as one new count."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from policy_history.redline.compare import changes, compare
from policy_history.redline.model import ChangeKind
from policy_history.text.document import read_document

TITLES = ["Scope", "Trial period", "Payment of fees", "Liability to others", "Ending the contract", "Law and courts"]
BODIES = [
    "These terms hold for everybody who uses the service.",
    "You may try the service for thirty days without paying.",
    "Fees are due within fourteen days of the invoice.",
    "We answer for damage that we caused on purpose.",
    "Either side may end the contract at the end of a month.",
    "The courts at our seat decide on disputes.",
]
SHAPES = {
    "headings": "## {label} {title}\n\n{body}\n",
    "bold words": "**{label} {title}.** {body}\n",
    "paragraphs": "{label} {body}\n",
}
HAN = "〇一二三四五六"

LABELS: dict[str, Callable[[int], str]] = {
    **{
        name: f"{name} {{}}".format
        for name in (
            *(
                "Article",
                "Clause",
                "Schedule",
                "§",
                "Ziffer",
                "Artikel",
                "Articolo",
                "Art.",
                "Раздел",
                "Άρθρο",
                "Madde",
            ),
            *("MADDE", "Articolul", "Čl.", "Чл.", "Pasal", "ข้อ", "धारा", "ধারা", "பிரிவு", "Clàusula", "Airteagal"),
            *("Adran", "المادة", "ماده", "סעיף", "No.", "Nr."),
        )
    },
    **{name: f"{name} {{}}.".format for name in ("Članak", "Члан", "Điều", "Стаття", "Art.")},
    "Article 1er": lambda number: "Article 1er" if number == 1 else f"Article {number}",
    "Artículo 1.º": lambda number: f"Artículo {number}.º",
    "Cláusula 1ª": lambda number: f"Cláusula {number}ª",
    "1.º": lambda number: f"{number}.º",
    "1 §": lambda number: f"{number} §",
    "1 straipsnis.": lambda number: f"{number} straipsnis.",
    "المادة ١": lambda number: f"المادة {'٠١٢٣٤٥٦'[number]}",
    "第一条": lambda number: f"第{HAN[number]}条",
    "一、": lambda number: f"{HAN[number]}、",
    "（一）": lambda number: f"（{HAN[number]}）",
    "제1조": lambda number: f"제{number}조",
    "Artículo 1.-": lambda number: f"Artículo {number}.-",
    "1.-": lambda number: f"{number}.-",
    "1.ª.-": lambda number: f"{number}.ª.-",
}
WORDS = {
    "Clause One:": "One Two Three Four Five Six",
    "First Schedule:": "First Second Third Fourth Fifth Sixth",
    "First.": "First Second Third Fourth Fifth Sixth",
    "Article premier –": "premier deuxième troisième quatrième cinquième sixième",
    "Erster Abschnitt:": "Erster Zweiter Dritter Vierter Fünfter Sechster",
    "Erstens:": "Erstens Zweitens Drittens Viertens Fünftens Sechstens",
    "Hoofdstuk een.": "een twee drie vier vijf zes",
    "Cláusula primera.": "primera segunda tercera cuarta quinta sexta",
    "CLÁUSULA DÉCIMA.-": "DÉCIMA DÉCIMA#PRIMERA DÉCIMA#SEGUNDA DÉCIMA#TERCERA DÉCIMA#CUARTA DÉCIMA#QUINTA",
    "PRIMERA.-": "PRIMERA SEGUNDA TERCERA CUARTA QUINTA SEXTA",
    "CLÁUSULA PRIMEIRA –": "PRIMEIRA SEGUNDA TERCEIRA QUARTA QUINTA SEXTA",
    "Articolo primo.": "primo secondo terzo quarto quinto sesto",
    "Раздел первый.": "первый второй третий четвертый пятый шестой",
    "Rozdział pierwszy.": "pierwszy drugi trzeci czwarty piąty szósty",
    "Část první:": "první druhá třetí čtvrtá pátá šestá",
    "Άρθρο πρώτο:": "πρώτο δεύτερο τρίτο τέταρτο πέμπτο έκτο",
    "ΑΡΘΡΟ ΠΡΩΤΟ:": "ΠΡΩΤΟ ΔΕΥΤΕΡΟ ΤΡΙΤΟ ΤΕΤΑΡΤΟ ΠΕΜΠΤΟ ΕΚΤΟ",
    "Birinci Bölüm:": "Birinci İkinci Üçüncü Dördüncü Beşinci Altıncı",
    "المادة الأولى:": "الأولى الثانية الثالثة الرابعة الخامسة السادسة",
    "أولاً:": "أولاً ثانياً ثالثاً رابعاً خامساً سادساً",
    "ماده اول:": "اول دوم سوم چهارم پنجم ششم",
    "פרק ראשון:": "ראשון שני שלישי רביעי חמישי שישי",
}


def _in_words(first: str, numbers: str) -> Callable[[int], str]:
    words = [word.replace("#", " ") for word in numbers.split()]
    return lambda number: first.replace(words[0], words[number - 1])


LABELS |= {first: _in_words(first, numbers) for first, numbers in WORDS.items()}

BEFORE_TITLES = {
    "A. –": lambda number: f"{'_ABCDEF'[number]}.",
    "I –": lambda number: f"{('', 'I', 'II', 'III', 'IV', 'V', 'VI')[number]} –",
    "1 –": lambda number: f"{number} –",
}
"""What is counted so in headings alone."""

BEFORE_SENTENCES = {
    "Section I": lambda number: f"Section {('', 'I', 'II', 'III', 'IV', 'V', 'VI')[number]}",
    "Annex A": lambda number: f"Annex {'_ABCDEF'[number]}",
    "A.": lambda number: f"{'_ABCDEF'[number]}.",
    "a.": lambda number: f"{'_abcdef'[number]}.",
}
"""What is counted so in paragraphs alone."""


def _of_its_own(first: str) -> Callable[[int], str]:
    head, tail = first.rsplit("1", 1) if "1" in first[1:] or first[0] == "1" else (first, "")
    return lambda number: f"{head}{number}{tail}"


OF_THEIR_OWN = [*"1.) (1.) 1/ REQ-1 SEC-01: A-1. 2(1) (a)(1) §2-1".split(), "Part I - 1.", "Schedule 2, Part 1:"]
OF_HEADINGS = ["Goal 1:", "Data principle 1:", "Sec 1.", "No 1.", "1. Teil:"]
"""Shapes that no text has but one."""
WAYS = [
    *((name, shape, _of_its_own(name)) for name in OF_THEIR_OWN for shape in ("headings", "paragraphs")),
    *((name, "headings", _of_its_own(name)) for name in OF_HEADINGS),
    *((name, shape, label) for name, label in LABELS.items() for shape in SHAPES),
    *((name, "headings", label) for name, label in BEFORE_TITLES.items()),
    *((name, shape, label) for name, label in BEFORE_SENTENCES.items() for shape in ("bold words", "paragraphs")),
]


def text(label: Callable[[int], str], shape: str, *, without: int = -1) -> str:
    clauses = [each for at, each in enumerate(zip(TITLES, BODIES, strict=True)) if at != without]
    blocks = (
        shape.format(label=label(number), title=title, body=body) for number, (title, body) in enumerate(clauses, 1)
    )
    return "\n".join(["# Terms\n", *blocks])


@pytest.mark.parametrize(("name", "shape", "label"), WAYS, ids=lambda part: part if isinstance(part, str) else "")
def test_a_clause_that_goes_or_comes_is_told_and_the_others_are_counted_anew_once(
    name: str, shape: str, label: Callable[[int], str]
) -> None:
    layout = SHAPES[shape]
    texts = text(label, layout), text(label, layout, without=1)
    for old, new in (texts, texts[::-1]):
        found = changes(compare(read_document(old), read_document(new)))
        said = [change for change in found if change.kind is not ChangeKind.NUMBERING]
        assert len(found) == len(said) + 1
        words = " ".join(change.removed or change.added for change in said)
        assert (
            words.split()
            == layout.format(label=label(2), title=TITLES[1], body=BODIES[1]).replace("#", "").replace("*", "").split()
        )


@pytest.mark.parametrize(
    "sentence",
    [
        "Section {n} applies to what you buy.",
        "§ {n} Absatz 2 gilt für alle Käufe.",
        "Artikel {n} DSGVO gilt für uns.",
        "2{n} § avtalslagen gäller.",
        "No. {n} of the rules is printed here.",
    ],
)
def test_a_paragraph_that_names_a_clause_is_a_sentence(sentence: str) -> None:
    old, new = (f"# Terms\n\n{sentence.format(n=number)}\n" for number in (4, 7))
    (change,) = changes(compare(read_document(old), read_document(new)))
    assert change.kind is ChangeKind.WORDING


NO_LABELS = """
Room 1 is for members.

Room 2 is for guests.

Room 3 is for all.

EUR 1: a copy.

EUR 2: a card.

EUR 3: a bag.

5-1 Doors open.

5-2 Doors close.

See section 4.1.1.

See section 4.1.2.

See section 4.1.3.

First, we collect your name.

A cookie is a small file.

Second, we keep it for a year.

One of our partners may call you.

Third parties see nothing.

I. Newton is our patron.

B. Jones and Sons deliver it.

Second hand goods are sold as they are.

Section on cookies: see below.

Part of it is free.

Once. You may try it once.

Primera vez que usa el servicio: vea la lista.

Uno de nuestros socios puede llamarle.

Le premier jour est gratuit.

Erste Hilfe leisten wir gern.

A. Smith is the head of our office.

Point to the list and rule on it.
"""


def test_sentences_that_begin_with_a_number_in_words_or_a_letter_have_no_label() -> None:
    document = read_document(NO_LABELS)
    assert [read.title for read in document.reads if read.words.labels] == ["I. Newton is our patron."]


@pytest.mark.parametrize(
    ("numbers", "count"),
    [
        *(
            (each, 4)
            for each in ("1 2 3 4", "1. 2. 3. 4.", "1.1 1.2 1.3 2.1", "AC-1 AC-2 AC-3 AC-4", "(i) (ii) (iii) (iv)")
        ),
        *((each, 0) for each in ("2021 2022 2023 2024", "30 7 90 14", "A B C D", "Ann Ben Cid Dan", "A-9 A-2 A-5 A-1")),
    ],
)
def test_numbers_in_the_first_column_are_labels_where_rows_go_on_counting(numbers: str, count: int) -> None:
    rows = "".join(f"| {number} | Data {at} | {number} days |\n" for at, number in enumerate(numbers.split()))
    document = read_document(f"| No. | What | How long |\n|---|---|---|\n{rows}")
    assert sum(bool(read.words.labels) for read in document.reads) == count
