"""Policies and revisions made in memory, for tests that need no files."""

from __future__ import annotations

from datetime import date

from policy_history.model import ChangeClass, Policy, Revision, RevisionId


def revision_of(name: str, text: str = "# Privacy\n\nWe collect nothing.\n", **fields: object) -> Revision:
    """A revision of that id, in force from the id's day; its text begins on line 10. ``fields`` override."""
    identity = RevisionId.parse(name)
    values: dict[str, object] = {
        "id": identity,
        "published": identity.day,
        "effective": identity.day,
        "change_class": ChangeClass.MATERIAL,
        "note": "Something changed.",
        "text": text,
        "source": text.encode("utf-8"),
        "path": f"policy_versions/privacy/{name}.md",
        "text_line": 10,
    }
    return Revision(**{**values, **fields})  # type: ignore[arg-type]


def policy_of(*revisions: Revision, slug: str = "privacy", **fields: object) -> Policy:
    """A policy with these revisions, oldest first."""
    values: dict[str, object] = {"title": "Privacy Policy", "publisher": "Example"}
    return Policy(slug=slug, revisions=revisions, **{**values, **fields})  # type: ignore[arg-type]


def day(text: str) -> date:
    """The day written ``2014-09-24``."""
    return date.fromisoformat(text)
