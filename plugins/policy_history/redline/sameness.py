"""What differs between two texts of which no word, link or layout changed."""

from __future__ import annotations

from itertools import chain

from ..text.characters import counted, unseen_in
from ..text.splitting import fold
from ..wording import _, interface_language
from ..wording.cldr import list_of
from .model import Redline


def only_difference(redline: Redline) -> str:
    """A sentence that says in what the two sources differ, or that they do not; for a redline without changes."""
    old, new = redline.old.source, redline.new.source
    if old == new:
        return _("The two texts are the same to the letter.")
    kinds = list(_kinds(redline)) or [_("spaces and line ends that no page shows")]
    unseen = counted(unseen_in(old), unseen_in(new))
    what = list_of(kinds, interface_language())
    if unseen:
        return _("The two sources differ in %(what)s: %(signs)s.", what=what, signs=", ".join(unseen))
    return _("The two sources differ in %(what)s.", what=what)


def _kinds(redline: Redline) -> list[str]:
    pairs = list(chain.from_iterable(zip(span.old, span.new, strict=False) for span in redline.spans()))
    old, new = redline.old.source, redline.new.source
    has_capitals = any(a.key != b.key for a, b in pairs)
    found = [_("capitals")] if has_capitals else []
    if any(a.text != b.text and a.key == b.key for a, b in pairs):
        found.append(_("the form of quotation marks, dashes or letters"))
    if any(a.gap != b.gap for a, b in pairs):
        found.append(_("spaces"))
    bare = ["".join(fold(text).split()) for text in (old, new)]
    if has_capitals:
        bare = [text.lower() for text in bare]
    if bare[0] != bare[1]:
        found.append(_("the markup of the source"))
    return found
