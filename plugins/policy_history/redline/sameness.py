"""What differs between two texts of which no word, link or form changed."""

from __future__ import annotations

from itertools import chain

from ..text.characters import told
from ..text.splitting import fold
from .model import Redline


def only_difference(redline: Redline) -> str:
    """A sentence that says in what the two sources differ, or that they do not; for a redline without changes."""
    old, new = redline.old.source, redline.new.source
    if old == new:
        return "The two texts are the same to the letter."
    kinds = list(_kinds(redline)) or ["spaces and line ends that no page shows"]
    unseen = told(old, new)
    named = f": {', '.join(unseen)}" if unseen else ""
    return f"The two sources differ in {' and '.join(kinds)}{named}."


def _kinds(redline: Redline) -> list[str]:
    pairs = list(chain.from_iterable(zip(span.old, span.new, strict=False) for span in redline.spans()))
    old, new = redline.old.source, redline.new.source
    has_capitals = any(a.key != b.key for a, b in pairs)
    found = ["capitals"] if has_capitals else []
    if any(a.text != b.text and a.key == b.key for a, b in pairs):
        found.append("the form of quotation marks, dashes or letters")
    if any(a.gap != b.gap for a, b in pairs):
        found.append("spaces")
    bare = ["".join(fold(text).split()) for text in (old, new)]
    if has_capitals:
        bare = [text.lower() for text in bare]
    if bare[0] != bare[1]:
        found.append("the markup of the source")
    return found
