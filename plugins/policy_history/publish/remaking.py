"""A site made again from its settings file and the sources that it publishes: nothing else is read, nothing is run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from ..built.hosting import Hosting
from ..built.well_known import WellKnown
from ..clock import zone
from ..editor import BACKENDS
from ..editor.site import Editor
from ..forms.deadlines import Calendar, Clock, read_period
from ..forms.dialect import dialect_of
from ..forms.endpoint import Endpoint
from ..forms.settings import RequestSettings
from ..model import Annotation, Erratum, Policy, PolicyKind, RevisionId
from ..source.frontmatter import read_revision
from ..source.git_log import Commit
from ..source.links import Ledger, LedgerEntry, LinkState
from ..source.places import Place
from ..source.provenance import Provenance
from ..tracking.record import inventory_of
from .edition import Edition, ReadyMade
from .forms import Forms, clauses_of
from .site import Site
from .site_settings import ClockData, FormsData, PolicyData, SiteSettings


def source_path(slug: str, revision: str) -> str:
    """Where a site publishes the source of a revision."""
    return f"{slug}/{revision}.md"


def remade(settings: SiteSettings, sources: Mapping[str, bytes]) -> Site:
    """The site of those settings. ``sources`` are the files of the revisions by their paths on the site.

    A revision whose source is not there is left out. Raises ProblemsFound for a source that is no revision, ValueError,
    KeyError or TypeError for settings that no build writes.
    """
    if settings.editor and settings.editor not in BACKENDS:
        raise ValueError(f"“{settings.editor}” is no host of repositories.")
    policies = [_policy(data, sources) for data in settings.policies]
    ready_made = ReadyMade(settings.ready_made.newest, settings.ready_made.bytes)
    edition = Edition.of(policies, settings.day, settings.base, printed=bool(settings.printer), ready_made=ready_made)
    path = urlsplit(settings.base).path.rstrip("/") + "/"
    return Site(
        edition,
        inventory_of(settings.storage),
        _provenance(settings),
        Ledger(tuple(LedgerEntry(each.url, LinkState(each.state), each.checked, Place("")) for each in settings.links)),
        _forms(settings.forms, edition) if settings.forms else Forms(None),
        Hosting(settings.base, settings.content_security, WellKnown(settings.well_known, path)),
        warnings=(),
        notices=(),
        drafts=0,
        editor=Editor(backend=settings.editor),
    )


def _policy(data: PolicyData, sources: Mapping[str, bytes]) -> Policy:
    paths = {each.id: source_path(data.slug, each.id) for each in data.revisions}
    revisions = [
        read_revision(sources[path], path, RevisionId.parse(name)).revision
        for name, path in paths.items()
        if path in sources
    ]
    return Policy(
        slug=data.slug,
        title=data.title,
        publisher=data.publisher,
        revisions=tuple(sorted(revisions, key=lambda revision: (revision.effective, revision.id))),
        language=data.language,
        kind=PolicyKind(data.kind),
        errata=tuple(Erratum(each.revision, each.day, each.was, each.now, each.reason) for each in data.errata),
        annotations=tuple(Annotation(each.revision, each.quote, each.dated, each.note) for each in data.annotations),
    )


def _provenance(settings: SiteSettings) -> Provenance:
    revisions = [(source_path(policy.slug, each.id), each) for policy in settings.policies for each in policy.revisions]
    commits = {
        path: tuple(Commit(one.id, one.author, datetime.combine(one.day, time(), UTC)) for one in each.commits)
        for path, each in revisions
        if each.commits
    }
    return Provenance(commits, frozenset(path for path, each in revisions if each.is_changed), settings.missing)


def _forms(data: FormsData, edition: Edition) -> Forms:
    dialect = dialect_of(data.dialect)
    policy = edition.find(data.policy)
    current = policy.in_force if policy else None
    return Forms(
        Endpoint(data.endpoint, dialect, data.key) if dialect and data.endpoint else None,
        data.confirmation,
        data.policy,
        str(current.revision.id) if current else "",
        data.other_ways,
        RequestSettings(
            tuple(map(_clock, data.clocks)),
            Calendar(
                zone(data.timezone),
                frozenset(data.rest_days),
                frozenset(data.holidays) if data.holidays is not None else None,
            ),
            True,
            data.receives,
            data.kept,
            data.notice,
            data.also_ask,
        ),
        clauses=clauses_of(current),
    )


def _clock(data: ClockData) -> Clock:
    within, extension = read_period(data.within), read_period(data.extension) if data.extension else None
    return Clock(data.kinds, data.where, within, data.law, data.source, extension, data.moves_on)
