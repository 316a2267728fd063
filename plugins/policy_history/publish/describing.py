"""The settings file of a site: what it is made from, without anything that it does not show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import version

from ..forms.deadlines import Clock
from ..source.links import outgoing_links
from ..tracking.record import inventory_json
from .edition import Edition, Entry, PolicyEdition
from .forms import Forms
from .site import Site
from .site_settings import (
    FORMAT,
    VERSION,
    AnnotationData,
    ClockData,
    CommitData,
    ErratumData,
    FormsData,
    FrameSettings,
    InlineData,
    LinkData,
    PolicyData,
    ReadyMadeData,
    RevisionData,
    SiteSettings,
    Tool,
    WrittenPage,
)

TOOL = "mkdocs-policy-versions"
"""The name under which the program is distributed."""


def settings_of(
    site: Site, frame: FrameSettings, pages: Iterable[WrittenPage], *, plain_pages: bool, printer: str = ""
) -> SiteSettings:
    """The settings of that site, as far as they are known before its files are looked at."""
    pages = tuple(sorted(pages, key=lambda page: page.path))
    used = {name for page in pages for name, _ in page.directives}
    hosting, ready_made = site.hosting, site.edition.ready_made
    return SiteSettings(
        format=FORMAT,
        version=VERSION,
        tool=Tool(name=TOOL, version=version(TOOL)),
        day=settled_day(site.edition),
        base=site.edition.base,
        plain_pages=plain_pages,
        content_security=hosting.content_security,
        printer=printer,
        ready_made=ReadyMadeData(newest=ready_made.newest, bytes=ready_made.bytes),
        policies=tuple(_policy(site, policy) for policy in site.edition.policies),
        missing=site.provenance.missing,
        storage=json.loads(inventory_json(site.inventory)),
        links=tuple(_links(site)) if "links" in used else (),
        forms=_forms(site.forms) if used & {"form", "receipt"} else None,
        well_known=dict(hosting.well_known.files) if hosting.well_known.can_be_published else {},
        editor=site.editor.backend,
        inline=InlineData(scripts=(), styles=()),
        frame=frame,
        pages=pages,
        others=(),
        unmade=(),
        odd=(),
    )


def settled_day(edition: Edition) -> date:
    """The last day that changed anything: between two days when nothing comes into force, both sites are the same."""
    published = (entry.revision for policy in edition.policies for entry in policy.entries)
    days = (day for revision in published for day in (revision.published, revision.effective))
    return max((day for day in days if day <= edition.today), default=date.min)


def _policy(site: Site, policy: PolicyEdition) -> PolicyData:
    of = policy.policy
    known = {str(entry.revision.id) for entry in policy.entries}
    return PolicyData(
        slug=of.slug,
        title=of.title,
        publisher=of.publisher,
        language=of.language,
        kind=str(of.kind),
        revisions=tuple(_revision(site, entry) for entry in policy.entries),
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


def _revision(site: Site, entry: Entry) -> RevisionData:
    path = entry.revision.path
    commits = site.provenance.commits.get(path, ())
    return RevisionData(
        id=str(entry.revision.id),
        sha256=entry.revision.sha256,
        commits=tuple(
            CommitData(id=each.id, author=each.author, day=each.when.date())
            for each in (commits if len(commits) < 2 else (commits[0], commits[-1]))
        ),
        is_changed=path in site.provenance.changed,
    )


def _links(site: Site) -> Iterator[LinkData]:
    shown = outgoing_links([each.policy for each in site.edition.policies], site.edition.today)
    for entry in site.ledger.entries:
        if entry.url in shown:
            yield LinkData(url=entry.url, state=str(entry.state), checked=entry.checked)


def _forms(forms: Forms) -> FormsData:
    settings, target = forms.settings, forms.endpoint
    return FormsData(
        endpoint=target.url if target else "",
        dialect=target.dialect.name if target else "",
        key=target.key if target else "",
        confirmation=forms.confirmation_url,
        policy=forms.policy,
        other_ways=forms.other_ways,
        clocks=tuple(map(_clock, settings.clocks)),
        timezone=settings.calendar.zone.key,
        rest_days=tuple(sorted(settings.calendar.rest_days)),
        holidays=tuple(sorted(settings.calendar.holidays)) if settings.calendar.holidays is not None else None,
        receives=settings.receives,
        kept=settings.kept,
        notice=settings.notice,
        also_ask=settings.also_ask,
    )


def _clock(clock: Clock) -> ClockData:
    return ClockData(
        kinds=clock.kinds,
        where=clock.where,
        within=str(clock.within),
        law=clock.law,
        source=clock.source,
        extension=str(clock.extension) if clock.extension else "",
        moves_on=clock.moves_on,
    )
