"""What both kinds of feed say of each revision. Nothing in it depends on the day, but whether it is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ...wording import _, translated
from .. import addresses
from ..edition import PolicyEdition, PublishedRevision
from ..page import revision_name
from ..templating import render

MOST_CHANGES = 10
"""How many changes an entry tells one by one; the redline tells them all."""

LONGEST_TEXT = 200
"""How many characters of a change's words an entry shows on either side."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A revision as feeds tell of it: addresses are absolute, moments as RFC 3339 writes them, ``content`` is HTML."""

    entry: PublishedRevision
    title: str
    address: str
    redline: str
    redline_data: str
    source: str
    published: str
    updated: str
    content: str


def feed_entries(policy: PolicyEdition, entries: Sequence[PublishedRevision]) -> list[FeedEntry]:
    """These revisions, the one published last first."""
    newest_first = sorted(entries, key=lambda each: (each.revision.published, each.revision.id), reverse=True)
    return [_feed_entry(policy, entry) for entry in newest_first]


def updated(policy: PolicyEdition, entries: Sequence[PublishedRevision]) -> str:
    """When a feed of these revisions last changed; of none, when the policy was first published."""
    return moment(max((each.changed for each in entries), default=policy.entries[0].revision.published))


def moment(day: date) -> str:
    """A day as a moment: 10:00 UTC, which is the same day from Honolulu to Auckland. No time of day was declared."""
    return f"{day.isoformat()}T10:00:00Z"


def _feed_entry(policy: PolicyEdition, entry: PublishedRevision) -> FeedEntry:
    of, revision, base = policy.policy, entry.revision, policy.base
    kind = translated(revision.change_class)
    redline = base + addresses.changes(of, revision) if entry.previous else ""
    return FeedEntry(
        entry,
        _("%(title)s: %(name)s (%(kind)s)", name=revision_name(entry), kind=kind, **policy.names),
        base + addresses.revision(of, revision),
        redline,
        base + addresses.redline(of, revision) if entry.previous else "",
        base + addresses.source(of, revision),
        moment(revision.published),
        moment(entry.changed),
        entry.step.feed or content_of(entry),
    )


def content_of(entry: PublishedRevision) -> str:
    """What feeds say of a revision, as HTML."""
    redline = entry.home.base + addresses.changes(entry.policy, entry.revision) if entry.previous else ""
    told = entry.comparison.changes[:MOST_CHANGES] if entry.comparison else ()
    html = render("feed_entry.html", entry=entry, redline=redline, told=told, longest=LONGEST_TEXT)
    return "\n".join(without_blank_lines(html))


def without_blank_lines(html: Markup) -> Iterator[str]:
    """The lines of that HTML as texts, which a feed escapes once more: to XML the HTML of an entry is words."""
    return (line.strip() for line in str(html).splitlines() if line.strip())
