"""How many comparisons with the text in force are made beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..model import Revision


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """For which superseded texts there is a ready-made comparison with the text in force: the newest ones.

    ``newest`` is how many of them at most, ``bytes`` how much HTML their redlines may come to together. None stands for
    a quarter of what the texts of the policy weigh, and 300,000 at least, so that a short history has them all and in a
    long one they grow no faster than the texts.
    """

    newest: int = 50
    bytes: int | None = None

    def bytes_for(self, revisions: Iterable[Revision]) -> int:
        """How much it may be for a policy with these revisions."""
        if self.bytes is not None:
            return self.bytes
        return max(300_000, sum(len(revision.source) for revision in revisions) // 4)

    def while_writing(self) -> ReadyMade:
        """The few that a preview has: each save of the text in force changes them all."""
        return replace(self, newest=min(self.newest, 3))


DEFAULT = ReadyMade()
