"""The feeds, written: Atom (RFC 4287) and JSON Feed (https://www.jsonfeed.org/version/1.1/), with the same entries."""

from __future__ import annotations

from typing import Any

from ...model import Revision
from ...text.characters import in_xml
from ...wording import _
from .. import addresses
from ..edition import PolicyEdition
from ..indented_json import indented
from ..templating import render
from .archives import FeedPart
from .entries import FeedEntry, ids_of, updated

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(policy: PolicyEdition, part: FeedPart[FeedEntry]) -> bytes:
    """The feed of all changes, or an archive of it: JSON in UTF-8. ``next_url`` leads to the entries before."""
    of = policy.policy
    record = {
        "version": VERSION,
        "title": _("%(title)s of %(publisher)s: all changes", **policy.names),
        "home_page_url": policy.base + addresses.history(of),
        "feed_url": policy.base + part.current,
        **({"next_url": policy.base + part.older} if part.older else {}),
        "language": of.language,
        "authors": [{"name": of.publisher}],
        "items": [_item(policy, each) for each in part.entries],
    }
    return indented(record, 1)


def _item(policy: PolicyEdition, each: FeedEntry) -> dict[str, Any]:
    about = {"about": policy.base + addresses.versions(policy.policy)}
    revision = each.entry.revision if each.entry else None
    return {
        "id": each.id,
        "url": each.address,
        "title": each.title,
        "summary": each.summary,
        "content_html": each.content,
        "date_published": each.published,
        "date_modified": each.updated,
        "tags": [str(revision.change_class)] if revision else [],
        "_policy": about | (_of_revision(each, revision) if revision else {"withdrawn": each.published[:10]}),
    }


def _of_revision(each: FeedEntry, revision: Revision) -> dict[str, str | None]:
    return {
        "id": str(revision.id),
        "class": str(revision.change_class),
        "published": revision.published.isoformat(),
        "effective": revision.effective.isoformat(),
        "wording": str(revision.wording),
        "source": each.source,
        "source_sha256": revision.sha256,
        "redline": each.redline or None,
        "redline_data": each.redline_data or None,
    }


def atom_feed(policy: PolicyEdition, part: FeedPart[FeedEntry], title: str) -> bytes:
    """The feed, or an archive of it, with the entries of that part."""
    xml = render(
        "feed.xml",
        policy=policy.policy,
        title=title,
        base=policy.base,
        part=part,
        root=addresses.root_from(part.address),
        history=policy.base + addresses.history(policy.policy),
        follow=policy.base + addresses.follow(policy.policy),
        id=ids_of(policy.policy).of(part.current.rpartition("/")[2]),
        updated=updated(policy, part.entries),
    )
    return (in_xml(str(xml)) + "\n").encode()
