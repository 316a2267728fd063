"""When an answer is due. The periods are the publisher's settings, each with its source; none is built in."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from ..problems import counted
from ..wording import ngettext


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

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days as settings name them, in the order of ``date.weekday``."""
NEXT_WORKING_DAY = "next working day"
"""What a clock says when its last day moves on from a day of rest."""


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as laws give it, such as one month or 15 business days."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return counted(self.count, self.unit)

    def in_words(self) -> str:
        """The same in the language of the interface, for readers."""
        match self.unit:
            case Unit.DAY:
                return ngettext("%(num)s day", "%(num)s days", self.count)
            case Unit.BUSINESS_DAY:
                return ngettext("%(num)s business day", "%(num)s business days", self.count)
            case Unit.WEEK:
                return ngettext("%(num)s week", "%(num)s weeks", self.count)
            case Unit.MONTH:
                return ngettext("%(num)s month", "%(num)s months", self.count)
            case Unit.YEAR:
                return ngettext("%(num)s year", "%(num)s years", self.count)


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
    promise; ``law`` is its name. ``extension`` is what may be added when the reader is told. ``moves_on`` says that
    a last day which is a day of rest becomes the next working day; not every law has that rule.
    """

    kinds: tuple[str, ...]
    where: str
    within: Period
    law: str
    source: str
    extension: Period | None = None
    moves_on: bool = False

    @property
    def is_own_promise(self) -> bool:
        return self.source.startswith("/")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where and how the publisher counts days.

    ``zone`` decides on which day a request was received. ``rest_days`` are days of every week (0 is Monday),
    at most six of them; ``holidays`` are single days, None when no list of them was given.
    """

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    rest_days: frozenset[int] = frozenset((5, 6))
    holidays: frozenset[date] | None = None

    def day_of(self, moment: datetime) -> date:
        """The day it is for the publisher at that moment, which must know its zone."""
        return moment.astimezone(self.zone).date()

    def is_working(self, day: date) -> bool:
        return day.weekday() not in self.rest_days and day not in (self.holidays or ())

    def reaches(self, day: date) -> bool:
        """Whether the holidays of that year are known."""
        return any(holiday.year == day.year for holiday in self.holidays or ())


def last_day(received: date, period: Period, calendar: Calendar, *, moves_on: bool = False) -> date | None:
    """The day an answer is due at the latest; None for business days without holidays that reach so far.

    The day received is not counted (Regulation (EEC, Euratom) 1182/71, article 3(1)); days of rest are, unless
    the period is in business days (3(3)). A month ends on the day of the same number, or on the last of a month
    that has no such day: 31 January and one month is 28 or 29 February (3(2)(c)). With ``moves_on`` a last day that
    is a day of rest becomes the next working day (3(4)). Holidays that are not listed move nothing, so the day is
    never later than the law's; for the same reason 3(5), two working days at least, is not applied.
    """
    if period.unit is Unit.BUSINESS_DAY:
        return _business_day(received, period.count, calendar)
    if period.unit in _DAYS:
        last = received + timedelta(days=period.count * _DAYS[period.unit])
    else:
        months = received.year * 12 + received.month - 1 + period.count * _MONTHS[period.unit]
        year, month = divmod(months, 12)
        last = date(year, month + 1, min(received.day, monthrange(year, month + 1)[1]))
    while moves_on and not calendar.is_working(last):
        last += timedelta(days=1)
    return last


def _business_day(start: date, count: int, calendar: Calendar) -> date | None:
    day = start
    while count:
        day += timedelta(days=1)
        if not calendar.reaches(day):
            return None
        count -= calendar.is_working(day)
    return day
