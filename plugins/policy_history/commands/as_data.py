"""Policies and revisions as data for ``policy list`` and ``policy show``: described in manual/formats.md."""

from __future__ import annotations

from datetime import date

from ..model import Policy, Revision


def policy_record(policy: Policy, day: date) -> dict[str, object]:
    """A policy as it is on that day, with its revisions, oldest first."""
    return {
        "slug": policy.slug,
        "title": policy.title,
        "publisher": policy.publisher,
        "language": policy.language,
        "notice_days": policy.notice_days,
        "withdrawn": policy.withdrawn.isoformat() if policy.withdrawn else None,
        "revisions": [revision_record(policy, revision, day) for revision in policy.revisions],
    }


def revision_record(policy: Policy, revision: Revision, day: date) -> dict[str, object]:
    """A revision with its declared fields, its state on that day, and the SHA-256 of its file."""
    return {
        "id": str(revision.id),
        "state": str(policy.state(revision, day)),
        "published": revision.published.isoformat(),
        "effective": revision.effective.isoformat(),
        "class": str(revision.change_class),
        "note": " ".join(revision.note.split()),
        "wording": str(revision.wording),
        "basis": " ".join(revision.basis.split()),
        "origin": " ".join(revision.origin.split()),
        "path": revision.path,
        "sha256": revision.sha256,
    }
