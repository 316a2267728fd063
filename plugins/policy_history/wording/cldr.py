"""Days, numbers, lists and the direction of writing, by the Unicode CLDR as Babel has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel import Locale

SOURCE_LANGUAGE = "en"

_RIGHT_TO_LEFT = frozenset("Adlm Arab Hebr Mand Mend Nkoo Rohg Samr Syrc Thaa Yezi".split())
"""The scripts in use today that are written from right to left (CLDR, scriptMetadata, "rtl")."""

_OURS = {"en": "en_GB"}
"""Where a language alone means another country's habit to CLDR than to this project."""


def day_of(day: date, language: str) -> str:
    """A day in full, as that language writes it: 24 September 2014. Never by the machine's locale.

    CLDR writes some languages' days in other digits or another calendar's order; the calendar is the Gregorian one.
    """
    from babel.dates import format_date

    return format_date(day, "long", locale=locale_of(language))


def day_and_month_of(day: date, language: str) -> str:
    """The same without the year, where another day says it: 24 April."""
    from babel.dates import format_skeleton

    return format_skeleton("MMMMd", day, locale=locale_of(language))


def number_of(number: int, language: str) -> str:
    """A whole number with its groups of digits: 12,345."""
    if -1000 < number < 1000 and language == SOURCE_LANGUAGE:
        return str(number)
    from babel.numbers import format_decimal

    return format_decimal(number, locale=locale_of(language))


def list_of(parts: Sequence[str], language: str, style: Literal["standard", "or"] = "standard") -> str:
    """Several things in a sentence: "a, b and c", or with the style ``or`` "a, b or c"."""
    from babel.lists import format_list

    return format_list(parts, style=style, locale=locale_of(language))


def direction_of(language: str) -> str:
    """``rtl`` or ``ltr``: how a language is written, by the script its tag names or CLDR's likely one for it."""
    return "rtl" if _script(language) in _RIGHT_TO_LEFT else "ltr"


@cache
def locale_of(language: str) -> Locale:
    """CLDR's data for a tag of BCP 47; for a language that CLDR does not have, those of English."""
    from babel import Locale, UnknownLocaleError

    wanted = _OURS.get(language, language)
    for tag in (wanted, wanted.split("-")[0]):
        try:
            return Locale.parse(tag.replace("-", "_"))
        except (ValueError, UnknownLocaleError):
            continue
    return Locale.parse(_OURS[SOURCE_LANGUAGE])


@cache
def _script(language: str) -> str:
    named = re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}-([A-Za-z]{4})(?:-.*)?", language)
    if named:
        return named[1].title()
    from babel.core import get_global

    likely = get_global("likely_subtags")
    first, _, rest = language.replace("-", "_").partition("_")
    territory = re.match(r"(?:.*_)?([A-Za-z]{2}|\d{3})(?:_|$)", rest)
    tags = [f"{first.lower()}_{territory[1].upper()}"] if territory else []
    for tag in (*tags, first.lower()):
        if found := likely.get(tag):
            return str(found).split("_")[1]
    return ""
