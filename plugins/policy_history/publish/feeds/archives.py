"""A feed in parts (RFC 5005, 4): the newest entries in the feed itself, all others in archives.

An archive holds a full block of entries, counted from the oldest one, so no later entry changes what stands in it;
when the next archive comes, it gets the link to it. Blocks and feed may overlap: entries have ids. A feed whose entries
all have room in it is a complete one (RFC 5005, 2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .. import addresses

ENTRIES = 30
"""How many entries a feed holds, and an archive."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FeedPart(Generic[T]):
    """The feed, or one of its archives. ``entries`` stand the newest first; addresses are from the root of the site.

    ``current`` is the address of the feed, ``older`` and ``newer`` those of the archives beside; empty where none is.
    """

    address: str
    current: str
    entries: tuple[T, ...]
    older: str = ""
    newer: str = ""

    @property
    def is_archive(self) -> bool:
        """Whether it is an archive."""
        return self.address != self.current

    @property
    def is_complete(self) -> bool:
        """Whether it is a feed that has every entry."""
        return not (self.is_archive or self.older)


def parts_of(feed: str, newest_first: Sequence[T]) -> Iterator[FeedPart[T]]:
    """The feed at that address and its archives, the oldest last."""
    count = max(0, len(newest_first) - 1) // ENTRIES
    archives = ["", *(addresses.archive(feed, number) for number in range(1, count + 1)), ""]
    yield FeedPart(feed, feed, tuple(newest_first[:ENTRIES]), older=archives[count])
    oldest_first = newest_first[::-1]
    for number in range(count, 0, -1):
        block = oldest_first[(number - 1) * ENTRIES : number * ENTRIES]
        yield FeedPart(archives[number], feed, tuple(block[::-1]), archives[number - 1], archives[number + 1])
