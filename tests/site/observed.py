"""What a browser was seen to keep and to call on a site, held against the storage inventory, in both directions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from policy_history.tracking.model import Inventory, Occasion, Storage, StoredItem, ThirdParty


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """Something kept on the device: where, under which name, and on which occasion it was first seen."""

    where: Storage
    name: str
    occasion: Occasion


@dataclass(frozen=True, slots=True, order=True)
class Called:
    """Another host that was called."""

    host: str
    occasion: Occasion


def disagreements(inventory: Inventory, kept: Collection[Kept], called: Collection[Called]) -> list[str]:
    """Every way in which site and inventory differ, a sentence each; none when each says the same.

    What was seen must be declared, and for an occasion that includes the one it was seen on. What is declared to
    happen as soon as a page opens must have been seen; what needs a reader's action need not.
    """
    return [*_undeclared(inventory, kept, called), *_unseen(inventory, kept, called)]


def _undeclared(inventory: Inventory, kept: Collection[Kept], called: Collection[Called]) -> Iterator[str]:
    for thing in sorted(kept):
        declared = [entry for entry in inventory.entries if _is_entry(entry, thing)]
        if fault := _fault(declared, thing.occasion):
            yield f"“{thing.name}” is kept in {thing.where} on {thing.occasion}, {fault}"
    for call in sorted(called):
        hosts = [request for request in inventory.requests if _is_host(request, call)]
        if fault := _fault(hosts, call.occasion):
            yield f"{call.host} is called on {call.occasion}, {fault}"


def _fault(declared: Collection[StoredItem | ThirdParty], occasion: Occasion) -> str:
    if not declared:
        return "and the storage inventory does not list it."
    if occasion is Occasion.LOAD and all(item.when is Occasion.ACTION for item in declared):
        return "which the storage inventory declares for an action of the reader only."
    return ""


def _unseen(inventory: Inventory, kept: Collection[Kept], called: Collection[Called]) -> Iterator[str]:
    for entry in inventory.entries:
        if entry.when is Occasion.LOAD and not any(_is_entry(entry, thing) for thing in kept):
            yield f"“{entry.name}” in {entry.where} is declared for every load of a page, and no page keeps it."
    for request in inventory.requests:
        if request.when is Occasion.LOAD and not any(_is_host(request, call) for call in called):
            yield f"{request.host} is declared as called on every load of a page, and no page calls it."


def _is_entry(entry: StoredItem, thing: Kept) -> bool:
    if entry.where is not thing.where:
        return False
    if not entry.pattern:
        return entry.name == thing.name
    return re.fullmatch(".*".join(map(re.escape, entry.name.split("*"))), thing.name, re.DOTALL) is not None


def _is_host(request: ThirdParty, call: Called) -> bool:
    if request.host.startswith("*."):
        return call.host.endswith(request.host[1:])
    return call.host == request.host
