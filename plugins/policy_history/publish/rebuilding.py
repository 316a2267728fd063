"""A site made again from its settings file and the sources that it publishes: nothing else is read, nothing is run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from ..clock import zone
from ..editor import BACKENDS
from ..editor.page import Editor
from ..forms.deadlines import Calendar, Clock, read_period
from ..forms.dialect import dialect_of
from ..forms.endpoint import Endpoint
from ..forms.settings import RequestSettings
from ..site_audit.hosting import Hosting
from ..site_audit.well_known import WellKnown
from ..source.links import Ledger, LedgerEntry, LinkState
from ..source.places import Place
from ..text.document import Clause
from ..tracking.published_inventory import inventory_of
from .edition import Edition
from .forms import Forms, clauses_to_name, names_read, revision_read
from .policy_build import BuiltPolicy, contents_of
from .ready_made import ReadyMade
from .rebuilt_policy import provenance_of, rebuilt_policy, source_path
from .site import Site
from .site_settings import ClockData, FormsData, PolicyData, SiteSettings


def rebuilt(settings: SiteSettings, sources: Mapping[str, bytes], made: tuple[BuiltPolicy, ...] = ()) -> Site:
    """The site of those settings. ``sources`` are the files of the revisions by their paths on the site.

    ``made`` is what is published of each policy, where that has been made from these settings already. A revision whose
    source is not there is left out. Raises ProblemsFound for a source that is no revision, ValueError,
    KeyError or TypeError for settings that no build writes.
    """
    if settings.editor and settings.editor not in BACKENDS:
        raise ValueError(f"“{settings.editor}” is no host of repositories.")
    policies = [rebuilt_policy(data, _of_policy(data, sources)) for data in settings.policies]
    ready_made = ReadyMade(settings.ready_made.newest, settings.ready_made.bytes)
    edition = Edition.of(policies, settings.day, settings.base, printed=bool(settings.printer), ready_made=ready_made)
    if not made:
        edition.check()
    path = urlsplit(settings.base).path.rstrip("/") + "/"
    return Site(
        edition,
        inventory_of(settings.storage),
        provenance_of(settings.policies, settings.missing),
        Ledger(tuple(LedgerEntry(each.url, LinkState(each.state), each.checked, Place("")) for each in settings.links)),
        _forms(settings.forms, edition, contents_of(edition, made)) if settings.forms else Forms(None),
        Hosting(settings.base, settings.content_security, WellKnown(settings.well_known, path), settings.strict),
        problems=(),
        drafts=0,
        editor=Editor(backend=settings.editor),
        made=made,
    )


def _of_policy(data: PolicyData, sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a policy by the ids of their revisions, of all files by their paths on the site."""
    paths = {each.id: source_path(data.place, each.id) for each in data.revisions}
    return {name: sources[path] for name, path in paths.items() if path in sources}


def _forms(data: FormsData, edition: Edition, contents: Mapping[str, Sequence[Clause]]) -> Forms:
    dialect = dialect_of(data.dialect)
    policy = edition.find(data.policy)
    return Forms(
        Endpoint(data.endpoint, dialect, data.key) if dialect and data.endpoint else None,
        data.confirmation,
        data.policy,
        revision_read(policy),
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
        clauses=clauses_to_name(contents.get(data.policy, ())),
        read_by=names_read(policy),
    )


def _clock(data: ClockData) -> Clock:
    within, extension = read_period(data.within), read_period(data.extension) if data.extension else None
    return Clock(data.kinds, data.where, within, data.law, data.source, extension, data.moves_on)
