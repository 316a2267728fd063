"""Read what a publisher says about requests: within what time they are answered, and who receives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field

from ..clock import zone
from ..problems import Problem, ProblemsFound
from ..source.data_file import item_node, read_data_file
from ..source.fields import Day, Fields, Line, broken, items, on_one_line
from ..source.rules import Rule
from ..source.yaml_tree import LONG_LIST, Node
from .deadlines import NEXT_WORKING_DAY, WEEK, Calendar, Clock, Period, read_period
from .endpoint import split_address
from .kinds import CHILDREN, KINDS

_OWN_ADDRESS = re.compile(r"/[a-z0-9._~/-]*(?:#[A-Za-z0-9._~-]+)?")
_EMPTY = "The file is empty. Write “clocks: []” when the policy promises no time and no law is cited."

UNKNOWN_KIND = Rule("unknown-kind", "There is no form “{kind}”. Write some of: {known}.")
WRONG_PERIOD = Rule("wrong-period", "“{field}” is “{value}”. {remedy}")
NOT_OF_THIS_SITE = Rule("wrong-address", "Write a place on this site, such as /privacy/#security.")
NO_SOURCE = Rule("wrong-address", "Write an https address, or a place on this site: /privacy/#clause.")
WRONG_MOVE = Rule(
    "wrong-choice",
    "“{field}” is “{value}”. Write “next working day”, or leave the line out when the law has no such rule.",
)
WRONG_TIMEZONE = Rule("wrong-timezone", "{remedy}")
WRONG_DAY = Rule("wrong-day", "Write days of the week: some of {known}.")
NO_DAY_LEFT = Rule("wrong-day", "No day is left to work on. Leave at least one day of the week out.")
# 16 CFR 312.6 gives no number: a number beside it would be an invention, the 45 days of California above all.
INVENTED_CLOCK = Rule(
    "invented-clock",
    "The rule on children's information (16 CFR 312.6) sets no number of days. For “children”, give only what the "
    "policy itself promises, with its place on this site as the source, such as /privacy/#children.",
)


def _kinds(text: str) -> str:
    known = [kind.slug for kind in KINDS]
    for kind in _listed(text):
        if kind not in known:
            raise broken(UNKNOWN_KIND, kind=kind, known=", ".join(known))
    return text


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _period(value: object) -> Period:
    text = on_one_line(value)
    try:
        return read_period(text)
    except ValueError as error:
        raise broken(WRONG_PERIOD, remedy=str(error)) from None


def _source(address: str) -> str:
    parts = split_address(address)
    if _OWN_ADDRESS.fullmatch(address) is None and (parts is None or parts.scheme != "https"):
        raise broken(NO_SOURCE)
    return address


def _own_address(address: str) -> str:
    if not _OWN_ADDRESS.fullmatch(address):
        raise broken(NOT_OF_THIS_SITE)
    return address


def _moves_on(value: object) -> bool:
    if on_one_line(value) != NEXT_WORKING_DAY:
        raise broken(WRONG_MOVE)
    return True


def _timezone(value: object) -> ZoneInfo:
    try:
        return zone(on_one_line(value))
    except ValueError as error:
        raise broken(WRONG_TIMEZONE, remedy=str(error)) from None


def _day_of_the_week(value: object) -> int:
    name = on_one_line(value).lower()
    if name not in WEEK:
        raise broken(WRONG_DAY, known=", ".join(WEEK))
    return WEEK.index(name)


def _rest_days(days: tuple[int, ...]) -> frozenset[int]:
    if len(set(days)) == len(WEEK):
        raise broken(NO_DAY_LEFT)
    return frozenset(days)


class ClockFields(Fields):
    """An item of ``clocks``: within what time some kinds of request are answered."""

    kinds: Annotated[Line, AfterValidator(_kinds)] = Field(
        examples=["access, deletion"], description="The kinds of request, with commas between."
    )
    where: Line = Field(examples=["European Union"], description="For whom it holds.")
    within: Annotated[Period, BeforeValidator(_period)] = Field(
        examples=["1 month"], description="The time: days, business days, weeks, months or years."
    )
    law: Line = Field(examples=["GDPR, article 12(3)"], description="The law or the clause.")
    source: Annotated[Line, AfterValidator(_source)] = Field(
        examples=["/privacy/#clause"], description="Where it can be read: an https address, or a place on this site."
    )
    extension: Annotated[Period, BeforeValidator(_period)] | None = Field(
        None, examples=["2 months"], description="What may be added when the reader is told."
    )
    moves_on: Annotated[bool, BeforeValidator(_moves_on)] = Field(
        False,
        alias="on_rest_day",
        examples=[NEXT_WORKING_DAY],
        description="Where the law lets the last day move on from a day of rest.",
    )


class RequestsFile(Fields):
    """The fields of requests.yml."""

    clocks: tuple[ClockFields, ...] = Field(
        examples=["[]"], description="Within what time requests are answered; [] when no time is promised."
    )
    timezone: Annotated[ZoneInfo, BeforeValidator(_timezone)] | None = Field(
        None, examples=["Europe/Paris"], description="The zone that says on which day a request was received."
    )
    rest_days: (
        Annotated[tuple[Annotated[int, BeforeValidator(_day_of_the_week)], ...], AfterValidator(_rest_days)] | None
    ) = Field(None, examples=["saturday"], description="The days of rest of every week.")
    holidays: Annotated[tuple[Day, ...], BeforeValidator(items)] | None = Field(
        None, examples=["2026-12-25"], description="Single days of rest; with them, business days become a date."
    )
    receives: Line = Field("", examples=["Example Ltd, Ireland"], description="Who receives what is sent.")
    kept: Line = Field("", examples=["for two years"], description="How long it is kept.")
    notice: Annotated[Line, AfterValidator(_own_address)] = Field(
        "", examples=["/privacy/#security"], description="The clause about it, a place on this site."
    )
    also_ask: Annotated[tuple[Line, ...], BeforeValidator(items)] = Field(
        (), examples=["https://authority.example/"], description="Others whom a reader may turn to."
    )


@dataclass(frozen=True, slots=True)
class RequestSettings:
    """Clocks and, in the publisher's words, who receives what is sent, how long it is kept, and the clause on it.

    ``also_ask`` names others a reader may turn to, such as the authority for data protection.
    ``names_zone`` says that the file itself names the time zone of its ``calendar``.
    """

    clocks: tuple[Clock, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)
    names_zone: bool = False
    receives: str = ""
    kept: str = ""
    notice: str = ""
    also_ask: tuple[str, ...] = ()

    def in_zone(self, name: str) -> RequestSettings:
        """The same settings, counted in that time zone where the file names none."""
        return self if self.names_zone else replace(self, calendar=replace(self.calendar, zone=zone(name)))

    def clocks_of(self, kind: str) -> tuple[Clock, ...]:
        """The clocks of that kind of request, in the order of the file."""
        return tuple(clock for clock in self.clocks if kind in clock.kinds)


def read_request_settings(root: Path, path: str) -> RequestSettings:
    """The settings at ``path``, relative to ``root``; nothing is set when there is no such file.

    Raises ProblemsFound with everything that is wrong in the file, each with its line and column.
    """
    found = read_data_file(root, path, RequestsFile, LONG_LIST, if_empty=_EMPTY)
    if found is None:
        return RequestSettings()
    fields, tree = found
    clocks = tuple(Clock(**dict(each) | {"kinds": _listed(each.kinds)}) for each in fields.clocks)
    if problems := list(_invented(clocks, tree)):
        raise ProblemsFound(problems)
    return RequestSettings(
        clocks,
        Calendar(
            fields.timezone or Calendar().zone,
            Calendar().rest_days if fields.rest_days is None else frozenset(fields.rest_days),
            None if fields.holidays is None else frozenset(fields.holidays),
        ),
        names_zone=fields.timezone is not None,
        receives=fields.receives,
        kept=fields.kept,
        notice=fields.notice,
        also_ask=fields.also_ask,
    )


def _invented(clocks: tuple[Clock, ...], tree: Node) -> Iterator[Problem]:
    for number, clock in enumerate(clocks):
        if CHILDREN.slug in clock.kinds and not clock.is_own_promise:
            yield INVENTED_CLOCK.at(item_node(tree, "clocks", number, "source").place)
