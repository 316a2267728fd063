"""A policy as the settings file of its site has it, and made again from that and the sources that are published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time

from ..model import Annotation, Erratum, Policy, PolicyKind, Revision, RevisionId
from ..source.frontmatter import read_revision
from ..source.git_log import Commit
from ..source.provenance import Provenance
from ..text.keeping import kept
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


def source_path(place: str, revision: str) -> str:
    """Where a site publishes the source of a revision of the policy that stands in that folder."""
    return f"{place}/{revision}.md"


def rebuilt_policy(data: PolicyData, sources: Mapping[str, bytes]) -> Policy:
    """A policy with the revisions whose files are there. ``sources`` has them by their ids."""
    revisions = [
        _remade(sources[each.id], source_path(data.place, each.id), each.id)
        for each in data.revisions
        if each.id in sources
    ]
    return Policy(
        **dict(data)
        | {
            "revisions": tuple(sorted(revisions, key=lambda revision: (revision.effective, revision.id))),
            "kind": PolicyKind(data.kind),
            "errata": tuple(Erratum(**dict(each)) for each in data.errata),
            "annotations": tuple(Annotation(**dict(each)) for each in data.annotations),
        }
    )


@kept
def _remade(source: bytes, path: str, name: str) -> Revision:
    """The revision of that id; read once, as the parts of a policy and the whole of it have the same."""
    return read_revision(source, path, RevisionId.parse(name)).revision


def provenance_of(policies: Iterable[PolicyData], missing: str) -> Provenance:
    """What git knew of the files of these policies; ``missing`` says why it knew nothing."""
    revisions = [(source_path(policy.place, each.id), each) for policy in policies for each in policy.revisions]
    commits = {
        path: tuple(Commit(one.id, one.author, datetime.combine(one.day, time(), UTC)) for one in each.commits)
        for path, each in revisions
        if each.commits
    }
    return Provenance(commits, frozenset(path for path, each in revisions if each.is_changed), missing)


def policy_settings(edition: Edition, provenance: Provenance) -> Iterator[PolicySettings]:
    """The settings of each policy, one after the other."""
    ready_made = ReadyMadeData.model_validate(edition.ready_made, from_attributes=True)
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
    errata = [each for each in of.errata if each.revision in known]
    notes = [each for each in of.annotations if each.revision in known]
    values = {name: getattr(of, name) for name in PolicyData.model_fields} | {
        "kind": str(of.kind),
        "revisions": tuple(_revision(entry, provenance) for entry in policy.entries),
        "errata": tuple(ErratumData.model_validate(each, from_attributes=True) for each in errata),
        "annotations": tuple(AnnotationData.model_validate(each, from_attributes=True) for each in notes),
    }
    return PolicyData(**values)


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
