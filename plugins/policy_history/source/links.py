"""links.yml: a ledger of the links that lead out of the texts, each with the day on which somebody followed it.

Nothing here uses the network: what was checked by hand, or by a job that may, is written down and grows old visibly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from ..model import Policy
from ..problems import Problem, Severity
from ..text.document import read_document
from ..text.read_blocks import links_of
from .data_file import item_node, read_data_file
from .fields import Day, Fields, Line, choice, items
from .places import Place

LEDGER_FILE = "links.yml"
STALE_AFTER = timedelta(days=180)
"""After so long nobody knows whether a link still leads where it led."""


class LinkState(StrEnum):
    """What was found behind a link on the day it was checked."""

    LIVE = "live"
    MOVED = "moved"
    GONE = "gone"
    UNKNOWN = "not checked"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One link: its address, what was found, and when; ``checked`` is None when nobody has followed it yet."""

    url: str
    state: LinkState
    checked: date | None
    place: Place


@dataclass(frozen=True, slots=True)
class Ledger:
    """The links that are written down; ``path`` is empty when the site keeps no ledger."""

    entries: tuple[LedgerEntry, ...] = ()
    path: str = ""


class LinkFields(Fields):
    """An item of ``links``."""

    url: Line = Field(examples=["https://example.org/"], description="The address, exactly as a text has it.")
    state: Annotated[LinkState, BeforeValidator(choice)] = Field(
        examples=["live"], description="What was found behind it."
    )
    checked: Day | None = Field(None, examples=["2026-10-01"], description="The day on which it was followed.")


class LedgerFile(Fields):
    """The fields of links.yml."""

    links: Annotated[tuple[LinkFields, ...], BeforeValidator(items)] = Field(examples=[""], description="The links.")


def read_ledger(root: Path, path: str) -> Ledger:
    """The ledger at ``path`` below ``root``; an empty one without a path when there is no such file.

    Raises ProblemsFound with everything that is wrong in the file.
    """
    found = read_data_file(root, path, LedgerFile)
    if found is None:
        return Ledger()
    fields, tree = found
    entries = (
        LedgerEntry(each.url, each.state, each.checked, item_node(tree, "links", number, "url").place)
        for number, each in enumerate(fields.links)
    )
    return Ledger(tuple(entries), path)


def ledger_problems(ledger: Ledger, policies: Iterable[Policy], today: date) -> Iterator[Problem]:
    """Links of published texts that are not in the ledger, and what in it is double or of no use: warnings. What is
    old: notices.

    Nothing is said when the site keeps no ledger.
    """
    if not ledger.path:
        return
    used = outgoing_links(policies, today)
    listed: set[str] = set()
    for entry in ledger.entries:
        if message := _fault(entry, used, listed, today):
            yield Problem(*entry.place, "link-ledger", message, Severity.WARNING)
        elif message := _age(entry, today):
            # Never more than a notice: days going by must not stop a publication.
            yield Problem(*entry.place, "link-ledger", message, Severity.NOTICE)
        listed.add(entry.url)
    for url, places in used.items():
        if url not in listed:
            message = f"“{url}” is not in {ledger.path}. Follow it, and add it there with the day."
            yield Problem(*places[0], "link-ledger", message, Severity.WARNING)


def _fault(entry: LedgerEntry, used: dict[str, list[Place]], listed: set[str], today: date) -> str:
    if entry.url in listed:
        return f"“{entry.url}” is listed twice. Keep one of the two."
    if entry.url not in used:
        return f"No published text links to “{entry.url}”. Remove it."
    if entry.checked is None:
        return "" if entry.state is LinkState.UNKNOWN else "Add “checked: …”, the day on which you followed this link."
    if entry.checked > today:
        return f"“checked” is {entry.checked}, which is still to come. Correct it."
    return ""


def _age(entry: LedgerEntry, today: date) -> str:
    if entry.checked is None:
        return "Nobody has followed this link yet. Follow it, and write down the day."
    if today - entry.checked > STALE_AFTER:
        days = (today - entry.checked).days
        return f"This link was last followed {days} days ago. Follow it again, and write down the day."
    return ""


def outgoing_links(policies: Iterable[Policy], today: date) -> dict[str, list[Place]]:
    """Every web address that a text published by ``today`` links to, with the places where it does."""
    found: dict[str, list[Place]] = {}
    for policy in policies:
        for revision in policy.published_by(today):
            document = read_document(revision.text)
            seen: set[str] = set()
            for start, links in document.once(links_of):
                for at, target in links:
                    is_new = target not in seen
                    seen.add(target)
                    if is_new and target.lower().startswith(("http://", "https://")):
                        line, column = document.place(start + at)
                        place = Place(revision.path, line + revision.text_line - 1, column)
                        found.setdefault(target, []).append(place)
    return found
