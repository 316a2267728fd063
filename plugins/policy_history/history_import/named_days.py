"""The day that the name of a file tells: ``privacy-2019-03-01.docx``, ``Privacy Policy (v3) 12 March 2021.docx``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from ..days import day_or_none
from ..wording.cldr import locale_of

_SPACE = r"[\s._,-]*"
_NUMBERS = re.compile(
    r"(?<!\d)(?:"
    r"(?P<y>(?:19|20)\d\d)(?P<s>[-_. ]?)(?P<m>\d\d)(?P=s)(?P<d>\d\d)"  # 2019-03-01, 20190301
    r"|(?P<y1>(?:19|20)\d\d)(?P<s1>[-_.] ?| )(?P<m1>\d\d?)(?P=s1)(?P<d1>\d\d?)(?!\d|[-_. ](?:19|20)\d\d)"  # 2019-3-1
    r"|(?P<y4>(?:19|20)\d\d)[年년] ?(?P<m4>\d\d?)[月월] ?(?P<d4>\d\d?)[日일]"  # 2019年3月1日
    r"|(?<!v)(?P<a>\d\d?)(?P<dot>[-_.] ?| )(?P<b>\d\d?)(?P=dot)(?P<y2>(?:19|20)\d\d)(?![-_.]\d\d?[-_.]\d)"  # 01.03.2019
    r"|(?P<a8>\d\d)(?P<b8>\d\d)(?P<y3>(?:19|20)\d\d)"  # 01032019
    r")(?!\d)"
)
_MONTH_ONLY = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_. ](?P<m>0[1-9]|1[0-2])(?!\d|[-_. ]\d)")


@dataclass(frozen=True, slots=True)
class NamedDay:
    """The day, and why it is in doubt: a sentence, or nothing."""

    day: date
    doubt: str = ""


def named_day(name: str, language: str = "en") -> NamedDay | None:
    """The day that a file's name tells; None where it tells none, or a year alone.

    Months may be numbers, or words of English and of ``language``. Where two numbers can each be the month, the day
    is taken to come first, but for the English of the United States, and that is a doubt; so is a month without a day.
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    found = [*_in_numbers(text, language), *_in_words(text, language)]
    if not found:
        return _short_year(text, language) or _month_alone(text, language)
    first = found[0]
    others = sorted({str(each.day) for each in found} - {str(first.day)})
    if others:
        return NamedDay(first.day, f"Its name has {first.day} and {', '.join(others)}; {first.day} was taken.")
    return first


def _in_numbers(text: str, language: str) -> Iterator[NamedDay]:
    for match in _NUMBERS.finditer(text):
        part = match.groupdict()
        if part["y"] or part["y1"] or part["y4"]:
            found = day_or_none(*(part[name] or part[f"{name}1"] or part[f"{name}4"] for name in "ymd"))
            if found:
                yield NamedDay(found)
            elif part["s"] == "" and part["y"]:  # 20032019 is the 20th of March
                yield from _either(match[0][:2], match[0][2:4], match[0][4:], language, is_sure=False)
        else:
            numbers = part["a"] or part["a8"], part["b"] or part["b8"], part["y2"] or part["y3"]
            yield from _either(*numbers, language, is_sure=(part["dot"] or "")[:1] == ".")


def _either(one: str, two: str, year: str, language: str, *, is_sure: bool) -> Iterator[NamedDay]:
    """Two numbers of which either may be the month; with full stops between them the day comes first."""
    day_first, month_first = day_or_none(year, two, one), day_or_none(year, one, two)
    if is_sure and day_first:
        yield NamedDay(day_first)
    elif day_first and month_first and day_first != month_first:
        taken, other = (month_first, day_first) if language.lower() == "en-us" else (day_first, month_first)
        yield NamedDay(taken, f"Its name may mean {taken} or {other}; {taken} was taken.")
    elif found := day_first or month_first:
        yield NamedDay(found)


def _in_words(text: str, language: str) -> Iterator[NamedDay]:
    months = _months(language)
    words = _either_of(months)
    day = r"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th|er|o|a)?"
    year = r"(?P<y>(?:19|20)\d\d)(?!\d)"
    for pattern in (
        rf"{day}{_SPACE}(?:of|de|d')?{_SPACE}(?P<m>{words}){_SPACE}(?:de|of)?{_SPACE}{year}",
        rf"(?<![^\W\d_])(?P<m>{words}){_SPACE}{day}{_SPACE}{year}",
        rf"(?<!\d)(?P<y>(?:19|20)\d\d){_SPACE}(?P<m>{words}){_SPACE}(?P<d>\d\d?)(?!\d)",
    ):
        for match in re.finditer(pattern, text):
            found = day_or_none(match["y"], months[match["m"]], match["d"])
            if found:
                yield NamedDay(found)


def _short_year(text: str, language: str) -> NamedDay | None:
    """A day whose month is a word and whose year has two digits: 1-Mar-19."""
    months = _months(language)
    match = re.search(rf"(?<!\d)(\d\d?){_SPACE}({_either_of(months)}){_SPACE}(\d\d)(?!\d)", text)
    found = day_or_none(f"20{match[3]}", months[match[2]], match[1]) if match else None
    return NamedDay(found, f"Its name has a year of two digits; {found} was taken.") if found else None


def _month_alone(text: str, language: str) -> NamedDay | None:
    months = _months(language)
    words = rf"(?<![^\W\d_])(?P<m>{_either_of(months)}){_SPACE}(?:de|of)?{_SPACE}(?P<y>(?:19|20)\d\d)(?!\d)"
    match = re.search(words, text)
    if match:
        found = date(int(match["y"]), months[match["m"]], 1)
    elif match := _MONTH_ONLY.search(text):
        found = date(int(match["y"]), int(match["m"]), 1)
    else:
        return None
    return NamedDay(found, f"Its name has a month and no day; {found} was taken.")


def _either_of(months: dict[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(months, key=len, reverse=True))


@cache
def _months(language: str) -> dict[str, int]:
    """The numbers of the months by their names and short names, in English and in that language (CLDR)."""
    found: dict[str, int] = {"sept": 9}
    for name in (language, "en"):
        months = locale_of(name).months
        for context in ("format", "stand-alone"):
            for width in ("abbreviated", "wide"):
                names = {each.casefold().rstrip("."): number for number, each in months[context][width].items()}
                found |= {each: number for each, number in names.items() if not each.isdigit()}
    return found
