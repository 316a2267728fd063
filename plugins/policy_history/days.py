"""A day as a reader says it."""

from __future__ import annotations

from datetime import date

from .wording import interface_language
from .wording.cldr import day_of


def day_in_words(day: date) -> str:
    """A day in the language of the interface: 24 September 2014. Never by the machine's locale."""
    return day_of(day, interface_language())
