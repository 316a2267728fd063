"""The declared dates against what the text says and what the publisher has promised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from ..days import day_or_none
from ..model import ChangeClass, Policy, Revision
from ..problems import counted
from ..text.document import Document
from ..text.read_blocks import ReadBlock
from .finding import Finding

_MONTHS = "January February March April May June July August September October November December".split()
"""Texts are read for dates in English words; a day that is said is said by ``days.py``."""
_MONTH = "|".join([*_MONTHS, *(month[:3] for month in _MONTHS), "Sept"])
_DATE = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})\.?,? (?P<year>\d{{4}})\b"
    rf"|(?P<month2>{_MONTH})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>\d{{4}})\b"
    r"|\b(?P<year3>\d{4})(?P<sign>[-/.])(?P<month3>\d{1,2})(?P=sign)(?P<day3>\d{1,2})\b"
    r"|\b(?P<one>\d{1,2})(?P<sign2>[-/.])(?P<two>\d{1,2})(?P=sign2)(?P<year4>\d{4})\b"
    rf"|\b(?P<month5>{_MONTH})\.? (?P<year5>\d{{4}})\b"
)
# Words that make a date a statement about the text itself.
_STATEMENT = re.compile(
    r"\b(?:effective|updated|revised|modified|amended|in force|applies|apply|takes? effect|"
    r"last (?:update|revision|change)|version (?:of|from|dated)"
    r"|date of (?:last )?(?:update|revision))\b[^.;]*$",
    re.IGNORECASE,
)
_STATEMENT_OF_A_MONTH = re.compile(
    r"\b(?:effective|updated|revised|modified|amended)\b\W*(?:in|on|as of|from)?\W*$", re.IGNORECASE
)


def text_date(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A text that says from when it applies, or when it was updated, and names none of its declared days.

    Dates in English words and in numbers are read; where two numbers can each be the month, either is right, and of a
    month without a day every day. An editorial revision or a correction may leave the date of an earlier revision
    where it is.
    """
    stated = [(start + at, quote, days) for start, found in document.once(_stated) for at, quote, days in found]
    if not stated:
        return
    known = {revision.published, revision.effective}
    if revision.change_class is not ChangeClass.MATERIAL:
        before = (each for each in policy.revisions if each.id < revision.id)
        known.update(chain.from_iterable((each.published, each.effective) for each in before))
    if known.isdisjoint(chain.from_iterable(days for _, _, days in stated)):
        offset, quote, _ = stated[-1]
        yield Finding(
            offset,
            quote,
            f"The text says “{quote}”, but this revision is declared as published on {revision.published} and "
            f"effective "
            f"from {revision.effective}. Correct the one that is wrong.",
        )


def _stated(read: ReadBlock) -> list[tuple[int, str, frozenset[date]]]:
    """The dates that a block states of the text, each with its place, its words and the days that it may mean."""
    found = []
    for match in _DATE.finditer(read.title):
        days = frozenset(_days(match))
        sentence = re.split(r"(?<=[.;])\s", read.title[: match.start()])[-1]
        statement = _STATEMENT_OF_A_MONTH if match["month5"] else _STATEMENT
        if days and statement.search(sentence):
            found.append((_offset(read, match[0]), match[0], days))
    return found


def _offset(read: ReadBlock, quote: str) -> int:
    tokens, wanted = read.tokens, quote.split(maxsplit=1)[0].rstrip(",.")
    return next((token.start for token in tokens if token.text.startswith(wanted)), tokens[0].start)


def _days(match: re.Match[str]) -> Iterator[date]:
    """The days that a date may mean; none where it is no date."""
    part = match.groupdict()
    if part["month5"]:
        yield from filter(None, (day_or_none(part["year5"], _number(part["month5"]), day) for day in range(1, 32)))
        return
    name = part["month"] or part["month2"]
    readings: list[tuple[str, str | int, str]]
    if name:
        readings = [(part["year"] or part["year2"], _number(name), part["day"] or part["day2"])]
    elif part["year3"]:
        readings = [(part["year3"], part["month3"], part["day3"])]
    else:
        readings = [(part["year4"], part["one"], part["two"]), (part["year4"], part["two"], part["one"])]
    yield from filter(None, (day_or_none(*each) for each in readings))


def _number(month: str) -> int:
    return [each[:3] for each in _MONTHS].index(month[:3]) + 1


def notice_period(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A material revision that takes effect sooner after its publication than policy.yml promises (``notice_days``).

    The first revision changes nothing that anyone relied on, so it needs no notice.
    """
    is_first = revision is policy.revisions[0]
    earliest = revision.published + timedelta(days=policy.notice_days)
    if revision.change_class is ChangeClass.MATERIAL and not is_first and revision.effective < earliest:
        days = (revision.effective - revision.published).days
        yield Finding(
            0,
            revision.effective.isoformat(),
            f"{counted(days, 'day')} of notice are given, and policy.yml promises {policy.notice_days}. "
            f"Write {earliest} or later, or publish earlier.",
            field="effective",
        )
