"""What a text's page adds to its article so that every clause and paragraph can be cited, and its history found.

Ids stand on every page that shows a text by itself; links and what became of clauses only beside the text in force,
since what is said of a superseded one does not change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from ..days import day_in_words
from ..text.article import article_parts
from ..text.block_places import places_of
from ..text.markup import attributes, element
from ..wording import _, ngettext
from . import addresses
from .clauses import NEW, ClauseHistory
from .edition import PublishedRevision

_HEADING = re.compile(r'<h([1-6]) id="([^"]*)">.*?</h\1>', re.DOTALL)


def with_ids(entry: PublishedRevision, permanent: str = "") -> Markup:
    """The HTML of a revision's article with the lasting ids of its paragraphs.

    ``permanent`` is the address of the text that stays, to which a link in each of them leads; none where it is empty.
    """
    parts = article_parts(entry.document)
    html = Markup("").join(parts)
    ids = entry.anchors.passages
    pieces: list[tuple[int, Markup]] = []
    for block, place in places_of(entry.document, parts).items():
        if name := ids[block]:
            pieces.append((place.attributes, attributes(id=name)))
            if permanent:
                pieces.append((place.end, _link(permanent, name, _("Link to this paragraph"))))
    return _with(html, pieces)


def with_margin(html: Markup, entry: PublishedRevision, histories: Sequence[ClauseHistory], permanent: str) -> Markup:
    """An article with a mark behind each heading: what is known of its clause, and the link to it that stays.

    The title has none: it stands for the whole text, whose page says both. ``histories`` reach up to that revision.
    """
    known = {history.id: history for history in histories}
    root = addresses.root_from(addresses.in_force(entry.policy))

    def marked(match: re.Match[str]) -> str:
        history = known.get(match[2])
        is_title = match[1] == "1" and not html[: match.start()].strip()
        if history is None or is_title:
            return match[0]
        said = _said(history) if entry.before else ""
        link = element("a", said, href=root + addresses.clause(entry.policy, history.id))
        here = _link(permanent, history.id, _("Link to this clause"))
        parts = [link, "\u00a0", here] if said else [here]
        return match[0] + str(element("p", *parts, class_="policy-mark policy-mark-shown policy-since"))

    return Markup(_HEADING.sub(marked, html))  # noqa: S704 (only a mark is added)


def _link(permanent: str, name: str, label: str) -> Markup:
    return element("a", class_="policy-here", href=f"{permanent}#{name}", **{"aria-label": label})


def _with(html: Markup, pieces: list[tuple[int, Markup]]) -> Markup:
    """The HTML with each of these at its place."""
    text = str(html)
    found: list[str] = []
    done = 0
    for place, piece in sorted(pieces):
        found += text[done:place], piece
        done = place
    return Markup("".join([*found, text[done:]]))  # noqa: S704 (all of it is HTML)


def _said(history: ClauseHistory) -> str:
    """What became of a clause so far, in a line."""
    changes = history.changes
    if len(changes) == 1:
        return _("changed once, on %(day)s", day=_day(changes[0].revision.effective))
    if changes:
        day = _day(changes[-1].revision.effective)
        return ngettext(
            "changed %(num)s time, last %(day)s", "changed %(num)s times, last %(day)s", len(changes), day=day
        )
    if history.first_attested is None:
        return ""
    since = _day(history.first_attested.revision.effective)
    return _("new on %(day)s", day=since) if history.events[0].what == NEW else _("known since %(day)s", day=since)


def _day(day: date) -> str:
    """A day that stays on one line of the narrow margin."""
    return day_in_words(day).replace(" ", "\N{NO-BREAK SPACE}")
