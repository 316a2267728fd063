"""Numbers that are not written in figures, as labels have them: "iv", "十二"."""

from __future__ import annotations

import re

HAN_DIGITS = "〇一二三四五六七八九十百"
HAN = re.compile(rf"[{HAN_DIGITS}]+\Z")
ROMAN = re.compile(r"[ivxlc]+\Z", re.IGNORECASE)
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


def readings(number: str) -> tuple[int, int, int]:
    """What one number is in figures, as a Roman one and as a letter of the Latin alphabet; 0 where it is none."""
    if number.isdecimal():
        return int(number), 0, 0
    letter = ord(number.lower()) - ord("a") + 1 if len(number) == 1 else 0
    return 0, roman(number) if ROMAN.match(number) else 0, letter if 0 < letter <= 26 else 0
