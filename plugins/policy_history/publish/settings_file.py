"""The settings file of a site: what it is made from, without anything that it does not show."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.metadata import version

from ..model import settled_day
from ..source.links import outgoing_links
from ..tracking.published_inventory import inventory_json
from .forms import Forms
from .rebuilt_policy import policy_data
from .site import Site
from .site_settings import (
    FORMAT,
    VERSION,
    ClockData,
    FormsData,
    FrameSettings,
    InlineData,
    LinkData,
    ReadyMadeData,
    SiteSettings,
    Tool,
    WrittenPage,
)

TOOL = "mkdocs-policy-versions"
"""The name under which the program is distributed."""


def settings_of(
    site: Site,
    frame: FrameSettings,
    pages: Sequence[WrittenPage],
    *,
    plain_pages: bool,
    printer: str = "",
    is_inlay: bool = False,
) -> SiteSettings:
    """The settings of that site, as far as they are known before its files are looked at."""
    used = {name for page in pages for name, _ in page.directives}
    hosting = site.hosting
    return SiteSettings(
        format=FORMAT,
        version=VERSION,
        tool=Tool(name=TOOL, version=version(TOOL)),
        day=settled_day([each.policy for each in site.edition.policies], site.edition.today),
        base=site.edition.base,
        plain_pages=plain_pages,
        content_security=hosting.content_security,
        groups=site.selection.groups,
        publisher=site.selection.publisher,
        strict=hosting.is_strict,
        inlay=is_inlay,
        printer=printer,
        ready_made=ReadyMadeData.model_validate(site.edition.ready_made, from_attributes=True),
        policies=tuple(policy_data(policy, site.provenance) for policy in site.edition.policies),
        missing=site.provenance.missing,
        storage=json.loads(inventory_json(site.inventory)),
        links=tuple(_links(site)) if "links" in used else (),
        forms=_forms(site.forms) if used & {"form", "receipt"} else None,
        well_known=dict(hosting.well_known.files) if hosting.well_known.can_be_published else {},
        editor=site.editor.backend,
        inline=InlineData(scripts=(), styles=()),
        frame=frame,
        pages=tuple(sorted(pages, key=lambda page: page.path)),
        others=(),
        unmade=(),
        odd=(),
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
        clocks=tuple(ClockData.model_validate(clock, from_attributes=True) for clock in settings.clocks),
        timezone=settings.calendar.zone.key,
        rest_days=tuple(sorted(settings.calendar.rest_days)),
        holidays=tuple(sorted(settings.calendar.holidays)) if settings.calendar.holidays is not None else None,
        receives=settings.receives,
        kept=settings.kept,
        notice=settings.notice,
        also_ask=settings.also_ask,
    )
