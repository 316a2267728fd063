"""A day as a reader says it."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_in_words(day: date) -> str:
    """A day as a reader says it: 24 September 2014. Never by the machine's locale: a build is the same everywhere."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def period_in_words(first: date, last: date) -> str:
    """A period as a reader says it, each part of a day once: “between 24 April and 17 May 2020”, “on 3 May 2020”."""
    if first == last:
        return f"on {day_in_words(first)}"
    begin = day_in_words(first)
    if first.year == last.year:
        begin = f"{first.day}" if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]}"
    return f"between {begin} and {day_in_words(last)}"
