"""A form as it stands on a published page, or the other ways to get in touch in its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from ..forms.deadlines import Clock, Unit
from ..forms.dialect import GENERIC
from ..forms.endpoint import Endpoint, confirmation_address, endpoint
from ..forms.kinds import KINDS, UNDER_13, kind_of
from ..forms.messages import MESSAGES
from ..forms.model import RequestKind
from ..forms.settings import RequestSettings, read_request_settings
from ..text.document import Clause
from .edition import Edition, PolicyEdition
from .page import revision_name
from .scripts import modules
from .site_options import SiteOptions
from .templating import render

_MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_WEB_ADDRESS = re.compile(r"https://[^\s\"<>]+")
_SETTINGS_FILE = "policy_versions/requests.yml"
_FORM, _SENT = '<form class="policy-form"', '<div class="policy-receipt"'


class UnknownForm(Exception):
    """A form that cannot be shown; the message says why and what to do."""


@dataclass(frozen=True)
class Forms:
    """How the site's forms are set up. ``confirmation_url`` is absolute; ``clauses`` are (id, title).

    ``policy`` and ``revision`` are the ids of the text that readers have before them, ``read_by`` its names for them.
    """

    endpoint: Endpoint | None
    confirmation_url: str = ""
    policy: str = ""
    revision: str = ""
    other_ways: tuple[str, ...] = ()
    settings: RequestSettings = RequestSettings()
    settings_file: str = _SETTINGS_FILE
    clauses: tuple[tuple[str, str], ...] = ()
    read_by: Mapping[str, str] = field(default_factory=dict)

    @property
    def connect(self) -> tuple[str, ...]:
        """The origins that ``connect-src`` must list for the forms' script to read the handler's answer."""
        if self.endpoint is None or not self.endpoint.dialect.answers_scripts:
            return ()
        return (self.endpoint.origin,)


def set_up_forms(root: Path, site: SiteOptions, edition: Edition, contents: Mapping[str, Sequence[Clause]]) -> Forms:
    """The forms as the options of a site have them; options left out have their defaults.

    Days are counted in the site's time zone where the file of the settings names none. ``contents`` has the clauses of
    each text in force, by the slug of its policy.
    Raises ValueError with a sentence for a wrong option, and ProblemsFound for the file of the settings.
    """
    options = site.forms
    dialect = options.get("dialect") or GENERIC.name
    target = endpoint(options["endpoint"], site.environment, dialect, options.get("key") or "")
    wanted = options["policy"]
    policy = edition.find(wanted) if wanted else _first(edition)
    if wanted and policy is None:
        raise ValueError(f"The forms are to carry the policy “{wanted}”, but no such policy is published.")
    settings_file = options.get("settings") or _SETTINGS_FILE
    return Forms(
        target,
        confirmation_address(site.site_url, options["confirmation"]) if target else "",
        policy.policy.slug if policy else "",
        revision_read(policy),
        tuple(options["other_ways"]),
        read_request_settings(root, settings_file).in_zone(site.timezone),
        settings_file,
        clauses_to_name(contents.get(policy.policy.slug, ()) if policy else ()),
        names_read(policy),
    )


def revision_read(policy: PolicyEdition | None) -> str:
    """The id of the text that readers of a policy have before them; empty where there is none."""
    return str(policy.applied_last.revision.id) if policy and policy.applied_last else ""


def names_read(policy: PolicyEdition | None) -> Mapping[str, str]:
    """The title and the language of that text's policy, and the version in words."""
    if not policy or not policy.applied_last:
        return {}
    of = policy.policy
    return {"title": of.title, "language": of.language, "name": revision_name(policy.applied_last)}


def _first(edition: Edition) -> PolicyEdition | None:
    """The first policy by the name of its folder, or rather the first that is not withdrawn."""
    return min(edition.policies, key=lambda each: (bool(each.withdrawn), each.policy.slug), default=None)


def clauses_to_name(contents: Iterable[Clause]) -> tuple[tuple[str, str], ...]:
    """Id and title of each clause of a text in force that a form can name: all but the title of the text."""
    return tuple((each.id, each.title) for each in contents if each.level > 1)


def form_of(slug: str, forms: Forms, root: str) -> Markup:
    """The HTML of one form, or of what stands in its place for a child.

    ``root`` leads from the page to the root of the site. Raises `UnknownForm`.
    """
    if slug == UNDER_13:
        return render("form_under_13.html")
    kind = kind_of(slug)
    if kind is None:
        known = ", ".join([*(each.slug for each in KINDS), UNDER_13])
        raise UnknownForm(f"There is no form “{slug}”. Write one of: {known}.")
    return render_form(kind, forms, root)


def all_forms(forms: Forms, root: str) -> list[Markup]:
    """The HTML of every form the site can show on a page from which ``root`` leads to the root of the site."""
    lost = forms.endpoint.dialect.lost_fields if forms.endpoint else lambda _kind: ()
    return [render_form(kind, forms, root) for kind in KINDS if not lost(kind)]


def render_form(kind: RequestKind, forms: Forms, root: str = "./") -> Markup:
    """The HTML of one kind of request, to stand below a heading the page itself provides.

    Policy and revision in force travel with the request. Without an endpoint there is no form but the list
    of other ways: plain texts, of which a lone email or https address becomes a link. Raises `UnknownForm`
    when the handler would lose what is asked.
    """
    if forms.endpoint is None:
        ways = [(way, _link(way, kind)) for way in forms.other_ways]
        return render("form_without_handler.html", kind=kind, ways=ways)
    dialect = forms.endpoint.dialect
    if lost := dialect.lost_fields(kind):
        words = ", ".join(f"“{label}”" for label in lost)
        raise UnknownForm(
            f"A handler of the dialect “{dialect.name}” does not pass on {words}, which the form “{kind.slug}” asks. "
            "Take this form off the page, or set up another handler."
        )
    carried = {
        GENERIC.policy: forms.policy,
        GENERIC.policy_revision: forms.revision,
        GENERIC.redirect: forms.confirmation_url,
    }
    return render(
        "form.html",
        kind=kind,
        forms=forms,
        endpoint=forms.endpoint,
        dialect=dialect,
        hidden=dialect.hidden(kind, carried, forms.endpoint.key),
        clocks=forms.settings.clocks_of(kind.slug),
        clocks_as_data=_clocks_as_data(forms.settings, kind),
        notice=_from(root, forms.settings.notice),
        from_root=lambda address: _from(root, address),
    )


def render_receipt(forms: Forms, root: str) -> Markup:
    """What the page after sending says: where the reference stands, and when an answer is due, by kind."""
    return render(
        "receipt.html",
        rows=[(kind, clocks) for kind in KINDS if (clocks := forms.settings.clocks_of(kind.slug))],
        tells_failure=bool(forms.endpoint and forms.endpoint.dialect.tells_failure),
        also=[(way, _link(way)) for way in (*forms.settings.also_ask, *forms.other_ways)],
        from_root=lambda address: _from(root, address),
    )


def with_script(html: Markup, forms: Forms, root: str) -> Markup:
    """The HTML of a page, and once after it the script of forms with its words, or that of the page after sending."""
    if _FORM in html:
        also = [(way, _link(way)) for way in (*forms.settings.also_ask, *forms.other_ways)]
        named = modules("policy-form.js")
        html += render("form_words.html", root=root, modules=named, messages=MESSAGES, also=also, forms=forms)
    if _SENT in html:
        html += render("form_sent.html", root=root, modules=modules("policy-sent.js"))
    return html


def own_addresses(settings: RequestSettings) -> list[str]:
    """The places on the site itself that the settings name."""
    named = (settings.notice, *(clock.source for clock in settings.clocks if clock.is_own_promise))
    return [address for address in named if address]


def _clocks_as_data(settings: RequestSettings, kind: RequestKind) -> str:
    """The clocks for the script, as JSON; days of rest only where they count. Days of the week as JavaScript's."""
    clocks: Sequence[Clock] = settings.clocks_of(kind.slug)
    calendar = settings.calendar
    rests = any(clock.within.unit is Unit.BUSINESS_DAY or clock.moves_on for clock in clocks)
    data = {
        "clocks": [
            {
                "where": clock.where,
                "count": clock.within.count,
                "unit": clock.within.unit,
                "within": clock.within.in_words(),
                "movesOn": clock.moves_on,
                "law": clock.law,
            }
            for clock in clocks
        ],
        "timezone": calendar.zone.key,
        "restDays": sorted((day + 1) % 7 for day in calendar.rest_days) if rests else [],
        "holidays": sorted(day.isoformat() for day in calendar.holidays or ()) if rests else [],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _from(root: str, address: str) -> str:
    """An address as a page writes it: one from the root of the site as seen from that page."""
    return root + address.removeprefix("/") if address.startswith("/") else address


def _link(way: str, kind: RequestKind | None = None) -> str:
    """The address a way leads to; empty when it is plain text."""
    if _MAIL_ADDRESS.fullmatch(way.strip()):
        subject = f"?subject={quote(kind.subject)}" if kind else ""
        return f"mailto:{way.strip()}{subject}"
    return way.strip() if _WEB_ADDRESS.fullmatch(way.strip()) else ""
