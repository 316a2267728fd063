"""Read what a publisher says about requests: within what time they are answered, and who receives them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from ..clock import zone
from ..problems import ProblemsFound
from ..source.data_file import read_data_tree
from ..source.yaml_tree import LONG_LIST, Node
from ..tracking.fields import Fields, Report, reporter
from .deadlines import NEXT_WORKING_DAY, WEEK, Calendar, Clock, Period, Unit, read_period
from .endpoint import split_address
from .kinds import CHILDREN, KINDS

_KEYS = ("clocks", "timezone", "rest_days", "holidays", "receives", "kept", "notice", "also_ask")
_CLOCK_KEYS = ("kinds", "where", "within", "extension", "on_rest_day", "law", "source")
_NO_CLOCKS = "Write “clocks: []” when the policy promises no time and no law is cited."
_OWN_ADDRESS = re.compile(r"/[a-z0-9._~/-]*(?:#[A-Za-z0-9._~-]+)?")
# 16 CFR 312.6 gives no number: a number beside it would be an invention, the 45 days of California above all.
_CHILDREN = (
    "The rule on children's information (16 CFR 312.6) sets no number of days. For “children”, give only what the "
    "policy itself promises, with its place on this site as the source, such as /privacy/#children."
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
    found = read_data_tree(root, path, LONG_LIST, if_empty=f"The file is empty. {_NO_CLOCKS}")
    if found is None:
        return RequestSettings()
    tree, problems = found
    settings = _settings(tree, reporter(problems))
    if problems:
        raise ProblemsFound(problems)
    return settings


def _settings(node: Node, report: Report) -> RequestSettings:
    fields = Fields(node, "the settings of requests", _KEYS, report)
    texts = {key: fields.text(key) if key in fields else "" for key in ("receives", "kept", "notice")}
    if texts["notice"] and not _OWN_ADDRESS.fullmatch(texts["notice"]):
        fields.report("notice", "wrong-address", "Write a place on this site, such as /privacy/#security.")
    clocks = tuple(_clock(item, report) for item in fields.items("clocks", _NO_CLOCKS))
    also_ask = _list(fields, "also_ask", "Write each on a line of its own: “- the authority's name and address”.")
    names = tuple(node.value for node in also_ask if isinstance(node.value, str))
    calendar = Calendar(_zone(fields), _rest_days(fields, report), _holidays(fields, report))
    return RequestSettings(clocks, calendar, "timezone" in fields, also_ask=names, **texts)


def _clock(node: Node, report: Report) -> Clock:
    fields = Fields(node, "this clock", _CLOCK_KEYS, report)
    clock = Clock(
        kinds=_kinds(fields),
        where=fields.text("where", "Say for whom it holds, such as “where: European Union”."),
        within=_period(fields, "within") or Period(1, Unit.YEAR),
        law=fields.text("law", "Name the law or the clause, such as “law: GDPR, article 12(3)”."),
        source=fields.text("source", "Give the address it can be read at: an https address or /privacy/#clause."),
        extension=_period(fields, "extension") if "extension" in fields else None,
        moves_on=_moves_on(fields),
    )
    if clock.source and not _is_source(clock.source):
        fields.report("source", "wrong-address", "Write an https address, or a place on this site: /privacy/#clause.")
    elif clock.source and CHILDREN.slug in clock.kinds and not clock.is_own_promise:
        fields.report("source", "invented-clock", _CHILDREN)
    return clock


def _is_source(address: str) -> bool:
    parts = split_address(address)
    return _OWN_ADDRESS.fullmatch(address) is not None or (parts is not None and parts.scheme == "https")


def _kinds(fields: Fields) -> tuple[str, ...]:
    known = [kind.slug for kind in KINDS]
    kinds = tuple(part.strip() for part in fields.text("kinds", "Add “kinds: access, deletion”.").split(","))
    for unknown in (kind for kind in kinds if kind and kind not in known):
        fields.report("kinds", "unknown-kind", f"There is no form “{unknown}”. Write some of: {', '.join(known)}.")
    return kinds


def _period(fields: Fields, key: str) -> Period | None:
    text = fields.text(key, f"Add a line such as “{key}: 1 month”.")
    try:
        return read_period(text) if text else None
    except ValueError as error:
        fields.report(key, "wrong-period", f"“{key}” is “{text}”. {error}")
        return None


def _moves_on(fields: Fields) -> bool:
    if "on_rest_day" not in fields:
        return False
    text = fields.text("on_rest_day")
    if text and text != NEXT_WORKING_DAY:
        remedy = f"Write “{NEXT_WORKING_DAY}”, or leave the line out when the law has no such rule."
        fields.report("on_rest_day", "wrong-choice", f"“on_rest_day” is “{text}”. {remedy}")
    return True


def _zone(fields: Fields) -> ZoneInfo:
    try:
        return zone(fields.text("timezone") or "UTC" if "timezone" in fields else "UTC")
    except ValueError as error:
        fields.report("timezone", "wrong-timezone", str(error))
        return zone("UTC")


def _rest_days(fields: Fields, report: Report) -> frozenset[int]:
    if "rest_days" not in fields:
        return Calendar().rest_days
    days = set()
    for node in _list(fields, "rest_days", "Write the days of the week as a list: [saturday, sunday]."):
        name = node.value.lower() if isinstance(node.value, str) else ""
        if name in WEEK:
            days.add(WEEK.index(name))
        else:
            report(node.place, "wrong-day", f"Write days of the week: some of {', '.join(WEEK)}.")
    if len(days) == len(WEEK):
        fields.report("rest_days", "wrong-day", "No day is left to work on. Leave at least one day of the week out.")
    return frozenset(days)


def _list(fields: Fields, key: str, remedy: str) -> list[Node]:
    return fields.items(key, remedy) if key in fields else []


def _holidays(fields: Fields, report: Report) -> frozenset[date] | None:
    if "holidays" not in fields:
        return None
    days = set()
    for node in _list(fields, "holidays", "Write the days as a list: “- 2026-12-25”."):
        try:
            days.add(date.fromisoformat(node.value if isinstance(node.value, str) else ""))
        except ValueError:
            report(node.place, "wrong-date", "Write a day as YYYY-MM-DD, such as 2026-12-25.")
    return frozenset(days)
