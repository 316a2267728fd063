"""What all that is published of a policy follows from: its settings, as the site's settings file has them too."""

from __future__ import annotations

from collections.abc import Iterator

from ..source.provenance import Provenance
from .edition import Edition, PolicyEdition, PublishedRevision
from .site_settings import (
    AnnotationData,
    CommitData,
    ErratumData,
    PolicyData,
    PolicySettings,
    ReadyMadeData,
    RevisionData,
)


def policy_settings(edition: Edition, provenance: Provenance) -> Iterator[PolicySettings]:
    """The settings of each policy, one after the other."""
    ready_made = ReadyMadeData(newest=edition.ready_made.newest, bytes=edition.ready_made.bytes)
    for policy in edition.policies:
        yield PolicySettings(
            policy=policy_data(policy, provenance),
            day=policy.today,
            base=policy.base,
            printed=policy.printed,
            ready_made=ready_made,
            missing=provenance.missing,
        )


def policy_data(policy: PolicyEdition, provenance: Provenance) -> PolicyData:
    """What the site's settings say of a policy."""
    of = policy.policy
    known = {str(entry.revision.id) for entry in policy.entries}
    return PolicyData(
        slug=of.slug,
        base=of.base,
        title=of.title,
        publisher=of.publisher,
        language=of.language,
        kind=str(of.kind),
        mailing_list=of.mailing_list,
        feed_ids=of.feed_ids,
        revisions=tuple(_revision(entry, provenance) for entry in policy.entries),
        errata=tuple(
            ErratumData(revision=each.revision, day=each.day, was=each.was, now=each.now, reason=each.reason)
            for each in of.errata
            if each.revision in known
        ),
        annotations=tuple(
            AnnotationData(revision=each.revision, quote=each.quote, dated=each.dated, note=each.note)
            for each in of.annotations
            if each.revision in known
        ),
    )


def _revision(entry: PublishedRevision, provenance: Provenance) -> RevisionData:
    path = entry.revision.path
    commits = provenance.commits.get(path, ())
    return RevisionData(
        id=str(entry.revision.id),
        sha256=entry.revision.sha256,
        commits=tuple(
            CommitData(id=each.id, author=each.author, day=each.when.date())
            for each in (commits if len(commits) < 2 else (commits[0], commits[-1]))
        ),
        is_changed=path in provenance.changed,
    )
