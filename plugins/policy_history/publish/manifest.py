"""``versions.json``: what programs need to know of a policy and of every published revision of it.

manual/formats.md describes the file; ``schemas/versions-1.schema.json`` is its schema. It changes when a revision
is published or comes into force, and on no other day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import format_datetime
from typing import Any

from ..model import Erratum, State
from . import addresses
from .edition import PolicyEdition, PublishedRevision
from .indented_json import indented

FORMAT = "policy-versions"
VERSION = 1
SCHEMA = "versions-1"


def versions_file(policy: PolicyEdition) -> bytes:
    """The file's bytes: JSON in UTF-8. Its addresses are relative to ``base``, which is the root of the site."""
    address = addresses.versions(policy.policy)
    current = policy.in_force
    record = {
        "$schema": addresses.root_from(address) + addresses.schema(SCHEMA),
        "format": FORMAT,
        "version": VERSION,
        "base": policy.base or addresses.root_from(address),
        "policy": _policy(policy),
        "current": _id(current),
        **({"withdrawn": policy.policy.withdrawn.isoformat()} if policy.policy.withdrawn else {}),
        "accepted_from": _id(policy.accepted_from(current) if current else None),
        "addresses": _addresses(policy),
        "revisions": [_revision(policy, entry) for entry in policy.entries],
    }
    return indented(record, 2)


def _policy(policy: PolicyEdition) -> dict[str, str]:
    of = policy.policy
    return {
        "slug": of.slug,
        "title": of.title,
        "publisher": of.publisher,
        "language": of.language,
        "kind": str(of.kind),
    }


def _addresses(policy: PolicyEdition) -> dict[str, str]:
    of = policy.policy
    found = {
        "in_force": addresses.in_force(of),
        "history": addresses.history(of),
        "clauses": addresses.clauses(of),
    }
    if len(policy.entries) > 1:
        found |= {"compare": addresses.compare(of), "comparison_file": addresses.compare_file(of)}
    if policy.base:
        found |= {
            "feed": addresses.feed(of),
            "material_feed": addresses.material_feed(of),
            "json_feed": addresses.json_feed(of),
            "timemap": addresses.timemap(of),
        }
    return found


def _revision(policy: PolicyEdition, entry: PublishedRevision) -> dict[str, Any]:
    revision = entry.revision
    return {
        "id": str(revision.id),
        "published": revision.published.isoformat(),
        "effective": revision.effective.isoformat(),
        "until": entry.last_day.isoformat() if entry.last_day else None,
        "state": str(entry.state),
        "class": str(revision.change_class),
        "note": revision.note,
        "wording": str(revision.wording),
        "basis": revision.basis,
        "accepted_from": _id(policy.accepted_from(entry)),
        "previous": str(entry.previous.id) if entry.previous else None,
        "next": str(entry.following.id) if entry.following else None,
        "source_sha256": revision.sha256,
        "article_sha256": entry.step.article_sha256,
        "errata": [_erratum(erratum) for erratum in entry.errata],
        "addresses": _revision_addresses(entry),
    }


def _revision_addresses(entry: PublishedRevision) -> dict[str, str]:
    of, revision = entry.policy, entry.revision
    found = {"permalink": addresses.revision(of, revision), "source": addresses.source(of, revision)}
    if entry.previous:
        found |= {
            "changes": addresses.changes(of, revision),
            "side_by_side": addresses.side_by_side(of, revision),
            "redline": addresses.redline(of, revision),
        }
    return found


def _erratum(erratum: Erratum) -> dict[str, str | None]:
    return {
        "date": erratum.day.isoformat(),
        "was": erratum.was or None,
        "now": erratum.now,
        "reason": erratum.reason,
    }


def _id(entry: PublishedRevision | None) -> str | None:
    return str(entry.revision.id) if entry else None


def timemap(policy: PolicyEdition) -> bytes:
    """The file. It lists what has taken effect: what is upcoming never stood at the address of the text in force."""
    return (",\n".join(_links(policy)) + "\n").encode()


def _links(policy: PolicyEdition) -> Iterator[str]:
    of, base = policy.policy, policy.base
    past = [entry for entry in policy.entries if entry.state is not State.UPCOMING]
    days = [_moment(entry.revision.effective) for entry in past]
    yield f'<{base}{addresses.in_force(of)}>; rel="original"'
    span = f'; from="{days[0]}"; until="{days[-1]}"' if days else ""
    yield f'<{base}{addresses.timemap(of)}>; rel="self"; type="application/link-format"{span}'
    for place, (entry, day) in enumerate(zip(past, days, strict=True)):
        first, last = place == 0, place == len(past) - 1
        name = " ".join(["first"] * first + ["last"] * last + ["memento"])
        yield f'<{base}{addresses.revision(of, entry.revision)}>; rel="{name}"; datetime="{day}"'


def _moment(day: date) -> str:
    """The beginning of a day in UTC, as HTTP writes it."""
    return format_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC), usegmt=True)
