"""Read the storage inventory: what this site keeps on a reader's device, and whom its pages call."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from ..problems import Problem, ProblemsFound
from ..source.data_file import read_data_tree
from ..source.yaml_tree import LONG_LIST, Node
from .fields import Fields, Report, reporter
from .model import Entry, Inventory, Occasion, Place, ThirdParty

Item = TypeVar("Item", Entry, ThirdParty)
Seen = dict[tuple[str, ...], list[tuple[int, Entry | ThirdParty]]]

_INVENTORY_KEYS = ("entries", "requests", "checked")
_ENTRY_KEYS = ("name", "pattern", "where", "purpose", "duration", "party", "when", "since", "until")
_REQUEST_KEYS = ("host", "reason", "when", "since", "until")
# RFC 1123 section 2.1: letters, digits and inner hyphens, at most 63 in a label.
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:\*\.)?{_LABEL}(?:\.{_LABEL})+")
_MISSING = (
    "There is no storage inventory. Write this file with three lines: “entries: []”, “requests: []” and "
    "“checked: YYYY-MM-DD”, the day you compared it with the site. Then list under “entries” what the site "
    "keeps on a reader's device, and under “requests” the other hosts its pages call."
)
_OUTSIDE = (
    "This path does not stay inside the folder the site is built from. "
    "Write it as seen from that folder, such as policy_versions/storage.yml."
)
_EMPTY = "The storage inventory is empty. Write “entries: []”, “requests: []” and “checked: YYYY-MM-DD”."


def read_inventory(root: Path, path: str) -> Inventory:
    """Read the inventory at ``path``, which is relative to ``root``, the folder the site is built from.

    Raises ProblemsFound with everything that is wrong in the file, each with its line and column.
    """
    _refuse_outside(root, path)
    found = read_data_tree(root, path, LONG_LIST, if_empty=_EMPTY)
    if found is None:
        raise ProblemsFound([Problem(path, 1, 1, "no-storage-inventory", _MISSING)])
    tree, problems = found
    inventory = _inventory(tree, path, reporter(problems))
    if problems:
        raise ProblemsFound(problems)
    return inventory


def _refuse_outside(root: Path, path: str) -> None:
    """ProblemsFound when that path lies outside ``root``, also by a symbolic link."""
    try:
        if not Path(path).is_absolute() and (root / path).resolve().is_relative_to(root.resolve()):
            return
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name too long, a NUL in it
        pass
    raise ProblemsFound([Problem(path, 1, 1, "leads-outside", _OUTSIDE)])


def _inventory(node: Node, path: str, report: Report) -> Inventory:
    fields = Fields(node, "the storage inventory", _INVENTORY_KEYS, report)
    entries = fields.items("entries", "Write “entries: []” when the site stores nothing.")
    requests = fields.items("requests", "Write “requests: []” when the pages call no other host.")
    checked = fields.day("checked")
    current_entries, former_entries = _items(entries, _entry, checked, report)
    current_requests, former_requests = _items(requests, _request, checked, report)
    return Inventory(checked, current_entries, current_requests, former_entries, former_requests, path)


def _items(
    nodes: Sequence[Node],
    read: Callable[[Node, Report], tuple[Fields, Item]],
    checked: date,
    report: Report,
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The items of a list, in its order: those of the day ``checked``, then those that ended before it."""
    current: list[Item] = []
    former: list[Item] = []
    seen: Seen = {}
    for node in nodes:
        fields, item = read(node, report)
        _report_wrong_period(fields, item, checked)
        _report_repetition(fields, item, seen)
        (former if item.until is not None and item.until < checked else current).append(item)
    return tuple(current), tuple(former)


def _entry(node: Node, report: Report) -> tuple[Fields, Entry]:
    fields = Fields(node, "this entry", _ENTRY_KEYS, report)
    name, is_pattern = _name(fields)
    return fields, Entry(
        name=name,
        is_pattern=is_pattern,
        where=fields.choice("where", Place),
        purpose=fields.text("purpose"),
        duration=fields.text("duration"),
        party=fields.text("party"),
        when=fields.choice("when", Occasion),
        since=fields.optional_day("since"),
        until=fields.optional_day("until"),
    )


def _name(fields: Fields) -> tuple[str, bool]:
    """The name or the pattern of an entry, and whether it is a pattern."""
    if "pattern" not in fields:
        return fields.text("name", "Add “name: …”, or “pattern: …” with * for the part that varies."), False
    if "name" in fields:
        message = "An entry has either “name” or “pattern”, not both. Delete one of them."
        fields.report("pattern", "wrong-pattern", message)
    pattern = fields.text("pattern")
    if pattern and "*" not in pattern:
        message = "This pattern has no * in it. Write “name” instead of “pattern”."
        fields.report("pattern", "wrong-pattern", message)
    return pattern, True


def _request(node: Node, report: Report) -> tuple[Fields, ThirdParty]:
    fields = Fields(node, "this request", _REQUEST_KEYS, report)
    host = fields.text("host").lower()
    if host and (len(host) > 253 or not _HOST.fullmatch(host)):
        remedy = "Write its name alone, such as fonts.example.org, without “https://” or a path."
        fields.report("host", "wrong-host", f"“{host}” is not the name of a host. {remedy}")
    return fields, ThirdParty(
        host=host,
        reason=fields.text("reason"),
        when=fields.choice("when", Occasion),
        since=fields.optional_day("since"),
        until=fields.optional_day("until"),
    )


def _report_wrong_period(fields: Fields, item: Entry | ThirdParty, checked: date) -> None:
    if item.since is None:
        return
    if item.since > checked:
        message = f"“since” is {item.since}, after {checked}, the day of “checked”. Correct one of them."
        fields.report("since", "wrong-period", message)
    if item.until is not None and item.until < item.since:
        message = f"“until” is before “since”, {item.since}. Correct one of them."
        fields.report("until", "wrong-period", message)


def _report_repetition(fields: Fields, item: Entry | ThirdParty, seen: Seen) -> None:
    """Report an item whose name and place, or whose host, an earlier item of the list has for the same days.

    A row that changed on a day is two items: one until the day before, one since that day.
    """
    key = (item.where, item.name) if isinstance(item, Entry) else (item.host,)
    if not key[-1]:
        return
    earlier = next((line for line, other in seen.get(key, ()) if _overlap(item, other)), None)
    if earlier is not None:
        place = f" in {item.where}" if isinstance(item, Entry) else ""
        message = (
            f"“{key[-1]}”{place} is listed twice for the same days, first on line {earlier}. Keep one of them, or "
            "end the first with “until” before the second begins with “since”."
        )
        fields.report(_naming_key(fields), "duplicate-entry", message)
    seen.setdefault(key, []).append((fields.line(_naming_key(fields)), item))


def _overlap(one: Entry | ThirdParty, other: Entry | ThirdParty) -> bool:
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (one.until or date.max)


def _naming_key(fields: Fields) -> str:
    return next(key for key in ("host", "pattern", "name") if key in fields)
