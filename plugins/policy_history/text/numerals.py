"""Numbers that are not written in figures, as labels have them: "iv", "十二", "б"."""

from __future__ import annotations

import re

HAN_DIGITS = "〇一二三四五六七八九十百"
HAN = re.compile(rf"[{HAN_DIGITS}]+\Z")
ROMAN = re.compile(r"[ivxlc]+\Z", re.IGNORECASE)
ALPHABETS = tuple(
    alphabet.split()
    for alphabet in (
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "α β γ δ ε στ ζ η θ ι ια ιβ ιγ ιδ ιε ιστ ιζ ιη ιθ κ",
        "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ τ υ φ χ ψ ω",
        "а б в г д е ж з и к л м н о п р с т у ф х ц ч ш щ э ю я",
        "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ э ю я",
        "а б в г д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ю я",
        "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш",
        "א ב ג ד ה ו ז ח ט י יא יב יג יד טו טז יז יח יט כ",
        "أ ب ج د هـ و ز ح ط ي ك ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ",
        "أ ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن هـ و ي",
        "क ख ग घ ङ च छ ज झ ञ ट ठ ड ढ ण त थ द ध न प फ ब भ म",
        "ก ข ค ง จ ฉ ช ซ ฌ ญ ฎ ฏ ฐ ฑ ฒ ณ ด ต ถ ท ธ น บ ป ผ ฝ พ ฟ ภ ม ย ร ล ว ศ ษ ส ห",
        "가 나 다 라 마 바 사 아 자 차 카 타 파 하",
        "ア イ ウ エ オ カ キ ク ケ コ サ シ ス セ ソ タ チ ツ テ ト",
        "イ ロ ハ ニ ホ ヘ ト チ リ ヌ ル ヲ",
        "aa bb cc dd ee ff gg hh ii jj kk ll mm nn oo pp",
    )
)
"""Letters as they count, by script: some alphabets leave letters out ("й"), others have more ("στ"). Of two that begin
alike the one that lists commonly have is first."""

LETTER = (
    "(?i:"
    + "|".join(sorted({each for letters in ALPHABETS for each in letters}, key=lambda each: (-len(each), each)))
    + ")"
)
"""A pattern of the letters that count."""

_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_TEN = HAN_DIGITS.index("十")


def roman(text: str) -> int:
    """The value of a Roman number, up to 399."""
    digits = [_ROMAN_DIGITS[letter] for letter in text.lower()]
    return sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))


def han(text: str) -> int:
    """The value of a number in Chinese characters, up to 999."""
    total = digit = 0
    for sign in text:
        value = HAN_DIGITS.index(sign)
        if value < _TEN:
            digit = value
        else:
            total += (digit or 1) * (10 if value == _TEN else 100)
            digit = 0
    return total + digit


def letters(*each: str) -> tuple[int, ...]:
    """The values of letters by the first alphabet that has them all; none where there is no such alphabet."""
    small = [letter.lower() for letter in each]
    alphabet = next((known for known in ALPHABETS if all(letter in known for letter in small)), ())
    return tuple(alphabet.index(letter) + 1 for letter in small) if alphabet else ()


def readings(number: str) -> tuple[int, int, int]:
    """What one number is in figures, as a Roman one and as a letter; 0 where it is none."""
    if number.isdecimal():
        return int(number), 0, 0
    return 0, roman(number) if ROMAN.match(number) else 0, sum(letters(number))
