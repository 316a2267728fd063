"""The segments of a redline, as they come through the door ``scripts/score redline``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

WORDING = "wording"


class Segment(NamedTuple):
    """A stretch of one or both texts, and what became of it.

    ``operation`` is ``equal``, ``delete``, ``insert`` or ``move``; ``change`` the class of change; ``move``
    the number that both ends of a move share, and whatever was edited in the moved text.
    """

    operation: str
    old: str
    new: str
    change: str | None = WORDING
    move: int | str | None = None

    @property
    def is_change(self) -> bool:
        """Whether it shows words as changed."""
        return self.operation in ("delete", "insert") and self.change in (WORDING, None)


def segments_from(lines: Iterable[Mapping[str, Any]]) -> list[Segment]:
    """The segments of one line of the door's output."""
    return [Segment(each["op"], each["old"], each["new"], each.get("class"), each.get("move")) for each in lines]


def joins_to(segments: Sequence[Segment], old: str, new: str) -> tuple[bool, bool]:
    """Whether the old sides of the segments are the old text byte for byte, and the new sides the new one."""
    return "".join(each.old for each in segments) == old, "".join(each.new for each in segments) == new
