"""What both kinds of feed say of each revision. Nothing in it depends on the day, but whether it is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from markupsafe import Markup, escape

from ...days import day_in_words
from ...model import Policy
from ...source.feed_ids import FeedIds
from ...wording import _, translated
from .. import addresses
from ..edition import PolicyEdition, PublishedRevision
from ..page import revision_name
from ..templating import render

MOST_CHANGES = 10
"""How many changes an entry tells one by one; the redline tells them all."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A revision as feeds tell of it, or without one that the policy is withdrawn.

    ``id`` stays when addresses change; these are absolute. Moments are as RFC 3339 writes them, ``content`` is HTML.
    """

    entry: PublishedRevision | None
    id: str
    title: str
    address: str
    redline: str
    redline_data: str
    source: str
    published: str
    updated: str
    content: str
    summary: str


def feed_entries(policy: PolicyEdition, entries: Sequence[PublishedRevision]) -> list[FeedEntry]:
    """These revisions, the one published last first, and before them that the policy is withdrawn."""
    newest_first = sorted(entries, key=lambda each: (each.revision.published, each.revision.id), reverse=True)
    ids = ids_of(policy.policy)
    told = [_feed_entry(policy, entry, ids) for entry in newest_first]
    return [_end(policy, policy.withdrawn, ids), *told] if policy.withdrawn else told


def ids_of(policy: Policy) -> FeedIds:
    """The ids of the feeds of a policy."""
    return FeedIds(policy.feed_ids, policy.publisher, policy.slug)


def updated(policy: PolicyEdition, told: Sequence[FeedEntry]) -> str:
    """When a feed of these entries last changed; of none, when the policy was first published."""
    return max((each.updated for each in told), default=moment(policy.entries[0].revision.published))


def moment(day: date, number: int = 1) -> str:
    """A day as a moment: 10:00 UTC, which is the same day from Honolulu to Auckland. No time of day was declared.

    Programs sort by moments, so the revision with ``number`` 2 on its day has one a second after the first.
    """
    return f"{datetime.combine(day, time(10)) + timedelta(seconds=number - 1):%Y-%m-%dT%H:%M:%SZ}"


def _feed_entry(policy: PolicyEdition, entry: PublishedRevision, ids: FeedIds) -> FeedEntry:
    of, revision, base = policy.policy, entry.revision, policy.base
    number = revision.id.number
    kind = translated(revision.change_class)
    redline = base + addresses.changes(of, revision) if entry.previous else ""
    return FeedEntry(
        entry,
        ids.of(f"{revision.id}/"),
        _("%(title)s: %(name)s (%(kind)s)", name=revision_name(entry), kind=kind, **policy.names),
        base + addresses.revision(of, revision),
        redline,
        base + addresses.redline(of, revision) if entry.previous else "",
        base + addresses.source(of, revision),
        moment(revision.published, number),
        moment(entry.changed, number),
        entry.step.feed or content_of(entry),
        revision.note,
    )


def _end(policy: PolicyEdition, day: date, ids: FeedIds) -> FeedEntry:
    """That no text of the policy applies since that day."""
    ended = _("No longer in force since %(day)s.", day=day_in_words(day))
    said = f"{ended} {_('Every version is kept, word for word, at its own address.')}"
    return FeedEntry(
        None,
        ids.of("withdrawn/"),
        _("%(title)s: no longer in force", **policy.names),
        policy.base + addresses.in_force(policy.policy),
        "",
        "",
        "",
        moment(day),
        moment(day),
        f"<p>{escape(said)}</p>",
        said,
    )


def content_of(entry: PublishedRevision) -> str:
    """What feeds say of a revision, as HTML."""
    redline = entry.home.base + addresses.changes(entry.policy, entry.revision) if entry.previous else ""
    told = entry.comparison.changes[:MOST_CHANGES] if entry.comparison else ()
    html = render("feed_entry.html", entry=entry, redline=redline, told=told)
    return "\n".join(without_blank_lines(html))


def without_blank_lines(html: Markup) -> Iterator[str]:
    """The lines of that HTML as texts, which a feed escapes once more: to XML the HTML of an entry is words."""
    return (line.strip() for line in str(html).splitlines() if line.strip())
