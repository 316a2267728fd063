"""When an answer is due. The periods are the publisher's settings, each with its source; none is built in."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Unit(StrEnum):
    """What a period is counted in."""

    DAY = "day"
    BUSINESS_DAY = "business day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_PERIOD = re.compile(r"([1-9][0-9]{0,2}) (day|business day|week|month|year)s?")
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as laws give it, such as one month or 15 business days."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'s' if self.count != 1 else ''}"


def read_period(text: str) -> Period:
    """The period in “1 month” or “15 business days”. Raises ValueError with the remedy for anything else."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise ValueError("Write a number and days, business days, weeks, months or years, such as “1 month”.")
    return Period(int(match[1]), Unit(match[2]))


@dataclass(frozen=True, slots=True)
class Clock:
    """Within what time a kind of request is answered: where that holds, and where it is written.

    ``source`` is an https address, or one on the site itself (“/privacy/#clause”) for the publisher's own
    promise; ``law`` is its name. ``extension`` is what may be added when the reader is told.
    """

    kinds: tuple[str, ...]
    where: str
    within: Period
    law: str
    source: str
    extension: Period | None = None

    @property
    def is_own_promise(self) -> bool:
        return self.source.startswith("/")


def last_day(received: date, period: Period, holidays: Collection[date] | None = None) -> date | None:
    """The day an answer is due at the latest; None for business days without a calendar that reaches so far.

    A month ends on the day of the same number, or on the last of a month that has no such day: 31 January and
    one month is 28 or 29 February (Regulation (EEC, Euratom) 1182/71, article 3(2)(c)). Business days are
    Monday to Friday without ``holidays``, which must be known for every year that is counted through.
    """
    if period.unit is Unit.BUSINESS_DAY:
        return _business_day(received, period.count, holidays or ())
    if period.unit in _DAYS:
        return received + timedelta(days=period.count * _DAYS[period.unit])
    months = received.year * 12 + received.month - 1 + period.count * _MONTHS[period.unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(received.day, calendar.monthrange(year, month + 1)[1]))


def _business_day(start: date, count: int, holidays: Collection[date]) -> date | None:
    known = {day.year for day in holidays}
    day = start
    while count:
        day += timedelta(days=1)
        if day.year not in known:
            return None
        count -= day.weekday() < _SATURDAY and day not in holidays
    return day
