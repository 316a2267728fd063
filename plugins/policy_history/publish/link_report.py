"""The links that lead out of the texts, for a page."""

from __future__ import annotations

from markupsafe import Markup

from ..days import day_in_words
from ..source.links import Ledger, LedgerEntry, LinkState, outgoing_links
from ..wording import _
from .edition import Edition
from .templating import render


def render_links(edition: Edition, ledger: Ledger, root: str) -> Markup:
    """A table of every outgoing link of the published texts: where it stands, what was found there, and when.

    The day of the check stands there and not its age: a page must not change because days go by.
    """
    known = {entry.url: entry for entry in ledger.entries}
    paths = {
        entry.revision.path: (policy.policy, entry.revision) for policy in edition.policies for entry in policy.entries
    }
    rows = [
        (url, known.get(url), [paths[place.path] for place in places])
        for url, places in outgoing_links([each.policy for each in edition.policies], edition.today).items()
    ]
    return render("links.html", rows=rows, root=root, found=_found)


def _found(entry: LedgerEntry) -> str:
    """What was found behind a link, and when."""
    day = day_in_words(entry.checked) if entry.checked else ""
    match entry.state:
        case LinkState.LIVE:
            return _("live on %(day)s", day=day)
        case LinkState.MOVED:
            return _("moved on %(day)s", day=day)
        case LinkState.GONE:
            return _("gone on %(day)s", day=day)
    return _("not checked on %(day)s", day=day)
