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
