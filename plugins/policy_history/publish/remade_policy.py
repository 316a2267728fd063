"""A policy made again from what the site's settings say of it and the sources that the site publishes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time

from ..model import Annotation, Erratum, Policy, PolicyKind, Revision, RevisionId
from ..source.frontmatter import read_revision
from ..source.git_log import Commit
from ..source.provenance import Provenance
from ..text.keeping import kept
from .site_settings import PolicyData


def source_path(place: str, revision: str) -> str:
    """Where a site publishes the source of a revision of the policy that stands in that folder."""
    return f"{place}/{revision}.md"


def remade_policy(data: PolicyData, sources: Mapping[str, bytes]) -> Policy:
    """A policy with the revisions whose files are there. ``sources`` has them by their ids."""
    revisions = [
        _revision(sources[each.id], source_path(data.place, each.id), each.id)
        for each in data.revisions
        if each.id in sources
    ]
    return Policy(
        slug=data.slug,
        base=data.base,
        title=data.title,
        publisher=data.publisher,
        revisions=tuple(sorted(revisions, key=lambda revision: (revision.effective, revision.id))),
        language=data.language,
        kind=PolicyKind(data.kind),
        mailing_list=data.mailing_list,
        feed_ids=data.feed_ids,
        errata=tuple(Erratum(each.revision, each.day, each.was, each.now, each.reason) for each in data.errata),
        annotations=tuple(Annotation(each.revision, each.quote, each.dated, each.note) for each in data.annotations),
    )


@kept
def _revision(source: bytes, path: str, name: str) -> Revision:
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
