"""Numbers as a list shows them: 1, a, iv. The names are those of WordprocessingML (ISO/IEC 29500-1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable


def _letters(number: int) -> str:
    # Word goes on with aa, bb, cc behind z.
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    signs = ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"]
    worth = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    text = ""
    for sign, amount in zip(signs, worth, strict=True):
        text += sign * (number // amount)
        number %= amount
    return text


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _repeated(signs: str) -> Callable[[int], str]:
    """As letters count: behind the last sign the first one twice."""
    return lambda number: signs[(number - 1) % len(signs)] * ((number - 1) // len(signs) + 1) if number > 0 else ""


def _digits(signs: str) -> Callable[[int], str]:
    table = str.maketrans("0123456789", signs)
    return lambda number: str(number).translate(table)


def _counted(*, says_one: bool, nought: str) -> Callable[[int], str]:
    """Counting in Chinese characters, up to 9,999: 十二, 二十, 一百零一 (in Japanese 百一)."""

    def text(number: int) -> str:
        made, gap = "", False
        for worth, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, number = divmod(number, worth)
            if digit:
                is_bare = digit == 1 and sign and (not says_one or (worth == 10 and not made))
                made += (nought if gap and made else "") + ("" if is_bare else _HAN[digit]) + sign
            gap = not digit
        return made

    return lambda number: text(number) if 0 < number < 10_000 else str(number)


def _between(first: int, last: int, sign: str) -> Callable[[int], str]:
    """Signs of Unicode that follow each other, and figures behind the last one."""
    return lambda number: chr(ord(sign) + number - first) if first <= number <= last else str(number)


def _hebrew(number: int) -> str:
    """Letters by their worth; 15 and 16 are not written as the beginning of a holy name."""
    text, rest = "ת" * (number // 400), number % 400
    for sign, worth in zip("שרק", (300, 200, 100), strict=True):
        text += sign * (rest // worth)
        rest %= worth
    if rest in (15, 16):
        return text + "ט" + "וז"[rest - 15]
    return text + " יכלמנסעפצ"[rest // 10].strip() + " אבגדהוזחט"[rest % 10].strip()


_HAN = "〇一二三四五六七八九"
_chinese, _japanese = _counted(says_one=True, nought="零"), _counted(says_one=False, nought="")
_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}


def _in_words(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    if number < 20:
        return _SMALL[number - 1].capitalize()
    tens, rest = divmod(number, 10)
    return _TENS[tens - 2].capitalize() + (f"-{_SMALL[rest - 1]}" if rest else "")


def _place_in_words(number: int) -> str:
    if not 0 < number < 100:
        return _ordinal(number)
    before, dash, last = _in_words(number).lower().rpartition("-")
    regular = f"{last[:-1]}ieth" if last.endswith("y") else "twelfth" if last == "twelve" else f"{last}th"
    return (before + dash + _ORDINALS.get(last, regular)).capitalize()


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ordinal": _ordinal,
    "cardinalText": _in_words,
    "ordinalText": _place_in_words,
    "none": lambda _number: "",
    "decimalHalfWidth": str,
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": _between(1, 20, "①"),
    "decimalEnclosedCircleChinese": _between(1, 20, "①"),
    "decimalEnclosedParen": _between(1, 20, "⑴"),
    "decimalEnclosedFullstop": _between(1, 20, "⒈"),
    "numberInDash": lambda number: f"- {number} -",
    "chicago": _repeated("*†‡§"),
    "hex": lambda number: f"{number:X}",
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _japanese,
    "ideographDigital": _digits(_HAN),
    "ideographTraditional": _repeated("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _repeated("子丑寅卯辰巳午未申酉戌亥"),
    "aiueoFullWidth": _repeated(
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
    ),
    "irohaFullWidth": _repeated(
        "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
    ),
    "ganada": _repeated("가나다라마바사아자차카타파하"),
    "chosung": _repeated("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    "koreanDigital": _digits("영일이삼사오육칠팔구"),
    "hebrew1": _hebrew,
    "hebrew2": _repeated("אבגדהוזחטיכלמנסעפצקרשת"),
    "arabicAlpha": _repeated("أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    "arabicAbjad": _repeated("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"),
    "russianLower": _repeated("абвгдежзиклмнопрстуфхцчшщыэюя"),
    "russianUpper": _repeated("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
    "lowerGreek": _repeated("αβγδεζηθικλμνξοπρστυφχψω"),
    "hindiNumbers": _digits("०१२३४५६७८९"),
    "thaiNumbers": _digits("๐๑๒๓๔๕๖๗๘๙"),
}
FORMATS["aiueo"], FORMATS["iroha"] = FORMATS["aiueoFullWidth"], FORMATS["irohaFullWidth"]
ENGLISH = frozenset(("cardinalText", "ordinalText", "ordinal"))
"""Formats that are words: of the language of the document, of which only English is known here."""
