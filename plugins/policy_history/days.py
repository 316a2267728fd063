"""Days: as a reader says them, and as parts of a text name them."""

from __future__ import annotations

from datetime import date

from .wording import interface_language
from .wording.cldr import day_and_month_of, day_of


def day_in_words(day: date) -> str:
    """A day in the language of the interface: 24 September 2014. Never by the machine's locale."""
    return day_of(day, interface_language())


def day_before(day: date, last: date) -> str:
    """The first day of a period, without the year where the last day says it: 24 April, of 24 April to 17 May 2020."""
    language = interface_language()
    return day_and_month_of(day, language) if day.year == last.year else day_of(day, language)


def day_or_none(year: str | int, month: str | int, day: str | int) -> date | None:
    """The day of these numbers; None where the calendar has none."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
