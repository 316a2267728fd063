"""How the storage inventory changed, row by row, told from the days that its rows declare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..wording import N_, translated
from .model import Inventory, Occasion, Row, StoredItem, key_of


class RowChange(StrEnum):
    """What a day did to a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class InventoryChange:
    """One row of the inventory that is otherwise from ``day`` on; ``old`` or ``new`` is None when it came or went."""

    day: date
    old: Row | None
    new: Row | None

    @property
    def kind(self) -> RowChange:
        """Whether the row came, went, or says something else."""
        if self.old is None:
            return RowChange.ADDED
        return RowChange.CHANGED if self.new is not None else RowChange.REMOVED

    @property
    def row(self) -> Row:
        """The row as it is now, or as it was last."""
        row = self.new or self.old
        if row is None:
            raise ValueError("A row that changes was there before, or is there now.")
        return row

    def cells(self) -> Iterator[tuple[str, str, str]]:
        """Name, old and new text of each cell; equal texts where a cell did not change, empty where there is no row."""
        olds, news = (dict(cells_of(row)) if row else {} for row in (self.old, self.new))
        for name in news or olds:
            yield name, olds.get(name, ""), news.get(name, "")


def inventory_changes(inventory: Inventory) -> list[InventoryChange]:
    """Every change of a row, the newest day first and, within a day, in the order of the inventory.

    A row without ``since`` was there from the beginning, which is no change.
    """
    found = [
        *_changes([*inventory.entries, *inventory.former_entries]),
        *_changes([*inventory.requests, *inventory.former_requests]),
    ]
    return sorted(found, key=lambda change: change.day, reverse=True)


def _changes(rows: Sequence[Row]) -> Iterator[InventoryChange]:
    begun = {(key_of(row), row.since): row for row in rows if row.since}
    for row in rows:
        ended = row.until + timedelta(days=1) if row.until else None
        if ended and (key_of(row), ended) not in begun:
            yield InventoryChange(ended, row, None)
        if row.since:
            same = (other for other in rows if key_of(other) == key_of(row))
            before = [other for other in same if other.until and (row.since - other.until).days == 1]
            yield InventoryChange(row.since, before[0] if before else None, row)


_OCCASIONS = {
    Occasion.LOAD: N_("When a page opens"),
    Occasion.ACTION: N_("Only when you use the feature"),
}


def cells_of(row: Row) -> Iterator[tuple[str, str]]:
    """The cells of a row that can change, each with its column's name as a reader sees it."""
    if isinstance(row, StoredItem):
        yield N_("Purpose"), row.purpose
        yield N_("How long"), row.duration
        yield N_("Set by"), row.party
    else:
        yield N_("Reason"), row.reason
    yield N_("When"), translated(_OCCASIONS[row.when])
