"""Read the storage inventory: what this site keeps on a reader's device, and whom its pages call."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field

from ..problems import Problem, ProblemsFound
from ..source.data_file import item_node, read_data_file
from ..source.fields import Day, FeedIdsField, Fields, Line, broken, choice
from ..source.rules import Rule
from ..source.yaml_tree import LONG_LIST, Node
from .model import Inventory, Occasion, Row, Storage, StoredItem, ThirdParty, key_of

Item = TypeVar("Item", StoredItem, ThirdParty)

# RFC 1123 section 2.1: letters, digits and inner hyphens, at most 63 in a label.
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:\*\.)?{_LABEL}(?:\.{_LABEL})+")
_OUTSIDE = (
    "This path does not stay inside the folder the site is built from. "
    "Write it as seen from that folder, such as policy_versions/storage.yml."
)
_EMPTY = "The storage inventory is empty. Write “entries: []”, “requests: []” and “checked: YYYY-MM-DD”."
_MISSING = (
    "There is no storage inventory. Write this file with three lines: “entries: []”, “requests: []” and "
    "“checked: YYYY-MM-DD”, the day you compared it with the site. Then list under “entries” what the site "
    "keeps on a reader's device, and under “requests” the other hosts its pages call."
)

WRONG_HOST = Rule(
    "wrong-host",
    "“{value}” is not the name of a host. Write its name alone, such as fonts.example.org, without “https://” or a "
    "path.",
)
NO_NAME = Rule(
    "missing-field", "This entry has no name. Add “name: …”, or “pattern: …” with * for the part that varies."
)
TWO_NAMES = Rule("wrong-pattern", "An entry has either “name” or “pattern”, not both. Delete one of them.")
NO_STAR = Rule("wrong-pattern", "This pattern has no * in it. Write “name” instead of “pattern”.")
SINCE_LATE = Rule("wrong-period", "“since” is {since}, after {checked}, the day of “checked”. Correct one of them.")
UNTIL_EARLY = Rule("wrong-period", "“until” is before “since”, {since}. Correct one of them.")
REPEATED = Rule(
    "duplicate-entry",
    "“{name}”{where} is listed twice for the same days, first on line {line}. Keep one of them, or end the first with "
    "“until” before the second begins with “since”.",
)


def _host(value: str) -> str:
    host = value.lower()
    if len(host) > 253 or not _HOST.fullmatch(host):
        raise broken(WRONG_HOST)
    return host


class EntryFields(Fields):
    """An item of ``entries``: something kept on a reader's device."""

    name: Line = Field("", examples=["theme"], description="Its name.")
    pattern: Line = Field(
        "", examples=["visit_*"], description="In place of a name: * stands for the part that varies."
    )
    where: Annotated[Storage, BeforeValidator(choice)] = Field(examples=["cookie"], description="Where it is kept.")
    purpose: Line = Field(examples=["Remembers the dark colours."], description="What it is for.")
    duration: Line = Field(examples=["a year"], description="How long it stays.")
    party: Line = Field(examples=["this site"], description="Who sets it.")
    when: Annotated[Occasion, BeforeValidator(choice)] = Field(
        examples=["load"], description="As soon as a page opens, or when the reader does something."
    )
    since: Day | None = Field(None, examples=["2026-10-01"], description="The first day on which it was kept.")
    until: Day | None = Field(None, examples=["2026-10-01"], description="The last day on which it was kept.")


class RequestFields(Fields):
    """An item of ``requests``: another host that pages call."""

    host: Annotated[Line, AfterValidator(_host)] = Field(
        examples=["fonts.example.org"], description="Its name; *. at the start stands for any of its subdomains."
    )
    reason: Line = Field(examples=["Shows a map."], description="Why pages call it.")
    when: Annotated[Occasion, BeforeValidator(choice)] = Field(
        examples=["load"], description="As soon as a page opens, or when the reader does something."
    )
    since: Day | None = Field(None, examples=["2026-10-01"], description="The first day on which pages called it.")
    until: Day | None = Field(None, examples=["2026-10-01"], description="The last day on which pages called it.")


class InventoryFile(Fields):
    """The fields of storage.yml."""

    entries: tuple[EntryFields, ...] = Field(examples=["[]"], description="What the site keeps; [] for nothing.")
    requests: tuple[RequestFields, ...] = Field(
        examples=["[]"], description="Other hosts that pages call; [] for none."
    )
    checked: Day = Field(examples=["2026-10-01"], description="The day on which the list was compared with the site.")
    feed_ids: FeedIdsField = Field(
        "",
        examples=["tag:example.org,2026:"],
        description="What the ids of the feed of its changes begin with, for ever; without it they follow from the "
        "publisher.",
    )


def read_inventory(root: Path, path: str) -> Inventory:
    """Read the inventory at ``path``, which is relative to ``root``, the folder the site is built from.

    Raises ProblemsFound with everything that is wrong in the file, each with its line and column; how its items go with
    each other is looked at once each is right by itself.
    """
    _refuse_outside(root, path)
    found = read_data_file(root, path, InventoryFile, LONG_LIST, if_empty=_EMPTY)
    if found is None:
        raise ProblemsFound([Problem(path, 1, 1, "no-storage-inventory", _MISSING)])
    fields, tree = found
    entries = [_entry(each) for each in fields.entries]
    requests = [ThirdParty(**dict(each)) for each in fields.requests]
    problems = [
        *(problem for number, each in enumerate(fields.entries) for problem in _naming(each, tree, number)),
        *_among(entries, fields.checked, partial(item_node, tree, "entries")),
        *_among(requests, fields.checked, partial(item_node, tree, "requests")),
    ]
    if problems:
        raise ProblemsFound(problems)
    current_entries, former_entries = _parted(entries, fields.checked)
    current_requests, former_requests = _parted(requests, fields.checked)
    return Inventory(
        fields.checked, current_entries, current_requests, former_entries, former_requests, path, fields.feed_ids
    )


def _refuse_outside(root: Path, path: str) -> None:
    """ProblemsFound when that path lies outside ``root``, also by a symbolic link."""
    try:
        if not Path(path).is_absolute() and (root / path).resolve().is_relative_to(root.resolve()):
            return
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name too long, a NUL in it
        pass
    raise ProblemsFound([Problem(path, 1, 1, "leads-outside", _OUTSIDE)])


def _entry(fields: EntryFields) -> StoredItem:
    values = dict(fields)
    pattern = values.pop("pattern")
    return StoredItem(**values | {"name": pattern or fields.name, "pattern": bool(pattern)})


def _parted(items: Sequence[Item], checked: date) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The items in their order: those of the day ``checked``, then those that ended before it."""
    former = [item.until is not None and item.until < checked for item in items]
    by_end = list(zip(items, former, strict=True))
    return tuple(item for item, ended in by_end if not ended), tuple(item for item, ended in by_end if ended)


def _naming(fields: EntryFields, tree: Node, number: int) -> Iterator[Problem]:
    place = item_node(tree, "entries", number, "pattern").place
    if not fields.name and not fields.pattern:
        yield NO_NAME.at(place)
    if fields.name and fields.pattern:
        yield TWO_NAMES.at(place)
    if fields.pattern and "*" not in fields.pattern:
        yield NO_STAR.at(place)


def _among(items: Sequence[Row], checked: date, node: Callable[[int, str], Node]) -> Iterator[Problem]:
    """What is wrong with the days of an item, and items that name the same thing for the same days.

    A row that changed on a day is two items: one until the day before, one since that day.
    """
    seen: dict[tuple[str, ...], list[tuple[int, Row]]] = {}
    for number, item in enumerate(items):
        if item.since and item.since > checked:
            yield SINCE_LATE.at(node(number, "since").place, since=item.since, checked=checked)
        if item.since and item.until and item.until < item.since:
            yield UNTIL_EARLY.at(node(number, "until").place, since=item.since)
        key = key_of(item)
        if not key[-1]:
            continue
        place = node(number, _naming_field(item)).place
        earlier = next((line for line, other in seen.get(key, ()) if _overlap(item, other)), None)
        if earlier is not None:
            where = f" in {item.where}" if isinstance(item, StoredItem) else ""
            yield REPEATED.at(place, name=key[-1], where=where, line=earlier)
        seen.setdefault(key, []).append((place.line, item))


def _naming_field(item: Row) -> str:
    if isinstance(item, ThirdParty):
        return "host"
    return "pattern" if item.pattern else "name"


def _overlap(one: Row, other: Row) -> bool:
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (one.until or date.max)
