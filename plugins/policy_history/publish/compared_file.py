"""What a redline outside a site says of the two texts it compares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from ..days import day_in_words
from ..model import Revision
from ..text.languages import isolated
from ..wording import _, translated

Naming = Callable[[str, str], str]
"""A text and its language -> the text for a sentence of the interface."""


@dataclass(frozen=True, slots=True)
class ComparedFile:
    """A file that was compared: what the reader is to call it, and its bytes.

    ``revision`` is what the file holds when it is one of a policy; ``title``, ``publisher`` and ``language`` are the
    policy's.
    """

    name: str
    content: bytes
    revision: Revision | None = None
    title: str = ""
    publisher: str = ""
    language: str = ""

    @property
    def sha256(self) -> str:
        """The hexadecimal SHA-256 of the file."""
        return sha256(self.content).hexdigest()

    def facts(self, named: Naming = isolated) -> dict[str, str]:
        """What is known of the text, by the name of the fact."""
        known = {_("Policy"): named(self.title, self.language), _("Publisher"): named(self.publisher, self.language)}
        if self.revision:
            known |= {
                _("Revision"): str(self.revision.id),
                _("Published"): day_in_words(self.revision.published),
                _("Applies from"): day_in_words(self.revision.effective),
                _("Wording"): translated(self.revision.wording),
            }
        return known | {_("File"): self.name, _("SHA-256"): self.sha256}


def facts_of_both(old: ComparedFile, new: ComparedFile, named: Naming = isolated) -> list[tuple[str, str, str]]:
    """The facts of two texts side by side, those left out of which neither has anything to say.

    ``named`` writes a title or a publisher among words of ours: ``tagged`` for HTML.
    """
    before, after = old.facts(named), new.facts(named)
    longest = max(before, after, key=len)
    rows = ((name, before.get(name, ""), after.get(name, "")) for name in longest)
    return [row for row in rows if row[1] or row[2]]
