"""What the head of each page says to programs: how it stands to other pages, and whether to index it.

Version links are those of RFC 5829, ``original``, ``timemap`` and ``memento`` those of RFC 7089, ``privacy-policy`` and
``terms-of-service`` those of the HTML Standard.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from ..model import PolicyKind, State
from ..wording import _
from . import addresses
from .edition import Edition, PolicyEdition, PublishedRevision
from .page import Page
from .templating import render

_OF_KIND = {PolicyKind.PRIVACY: "privacy-policy", PolicyKind.TERMS: "terms-of-service"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page's head. ``href`` is an address from the root of the site."""

    rel: str
    href: str
    type: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What one page says. ``data`` is JSON-LD; none where the site's own address is not known."""

    links: tuple[Link, ...] = ()
    is_indexed: bool = True
    data: Mapping[str, Any] = field(default_factory=dict)


def heads(edition: Edition, pages: Iterable[Page]) -> dict[str, Head]:
    """The heads of the policies' pages, by their addresses. Which clauses have one, ``pages`` say."""
    found = {address: head for policy in edition.policies for address, head in _heads(policy)}
    lists = {addresses.clauses(policy.policy): policy for policy in edition.policies}
    clauses = ((page.address, lists[page.parent]) for page in pages if page.parent in lists)
    return found | {address: Head((_history(policy),), is_indexed=False) for address, policy in clauses}


def whole_head(edition: Edition, head: Head, address: str) -> Head:
    """That head of the page at ``address``, with the links every page of the site has, as that page writes them."""
    root = addresses.root_from(address)
    common = (
        Link(_OF_KIND[policy.policy.kind], addresses.in_force(policy.policy))
        for policy in edition.policies
        if policy.policy.kind in _OF_KIND and policy.in_force
    )
    links = [Link(link.rel, root + link.href, link.type, link.title) for link in (*common, *head.links)]
    return Head(tuple(links), head.is_indexed, head.data)


def render_head(edition: Edition, head: Head, address: str) -> Markup:
    """The whole head as HTML."""
    return head_html(whole_head(edition, head, address))


def head_html(head: Head) -> Markup:
    """A whole head as HTML."""
    return render("head.html", head=head)


def _heads(policy: PolicyEdition) -> Iterator[tuple[str, Head]]:
    of = policy.policy
    feeds = tuple(_feeds(policy))
    yield addresses.in_force(of), _in_force(policy, feeds)
    yield addresses.history(of), Head((*feeds, *_timemap(policy)))
    yield addresses.clauses(of), Head((_history(policy),))
    yield addresses.follow(of), Head((_history(policy), *feeds))
    yield addresses.compare(of), Head((_history(policy),), is_indexed=False)
    yield addresses.search(of), Head((_history(policy),), is_indexed=False)
    for entry in policy.entries:
        yield addresses.revision(of, entry.revision), _revision(policy, entry)
        yield addresses.since(of, entry.revision), Head((_history(policy),), is_indexed=False)
        if entry.previous:
            yield addresses.changes(of, entry.revision), _changes(policy, entry)
            yield addresses.side_by_side(of, entry.revision), _changes(policy, entry)


def _in_force(policy: PolicyEdition, feeds: tuple[Link, ...]) -> Head:
    entry = policy.applied_last
    if entry is None:
        return Head((_history(policy), *feeds))
    of = policy.policy
    links = (
        Link("memento", addresses.revision(of, entry.revision)),
        *_neighbours(policy, entry),
        _history(policy),
        *_timemap(policy),
        _source(policy, entry),
        *feeds,
    )
    return Head(links, data=_data(policy, entry, addresses.in_force(of)))


def _revision(policy: PolicyEdition, entry: PublishedRevision) -> Head:
    of = policy.policy
    links = (
        Link("original", addresses.in_force(of)),
        *_neighbours(policy, entry),
        Link("latest-version", addresses.in_force(of)),
        _history(policy),
        *_timemap(policy),
        _source(policy, entry),
    )
    if entry.state is State.SUPERSEDED:  # no search engine reads it; versions.json has the same for whoever does
        return Head(links, is_indexed=False)
    return Head(links, data=_data(policy, entry, addresses.revision(of, entry.revision)))


def _changes(policy: PolicyEdition, entry: PublishedRevision) -> Head:
    address = addresses.redline(policy.policy, entry.revision)
    # Material's scripts ask for a sitemap beside what is an alternate form and nothing else: none is there.
    data = Link("alternate describedby", address, "application/json", _("The redline as data"))
    return Head((_history(policy), data), is_indexed=False)


def _neighbours(policy: PolicyEdition, entry: PublishedRevision) -> Iterator[Link]:
    of = policy.policy
    if entry.previous:
        yield Link("predecessor-version", addresses.revision(of, entry.previous))
    if entry.following:
        yield Link("successor-version", addresses.revision(of, entry.following))


def _history(policy: PolicyEdition) -> Link:
    return Link("version-history", addresses.history(policy.policy))


def _timemap(policy: PolicyEdition) -> Iterator[Link]:
    if policy.base:
        yield Link("timemap", addresses.timemap(policy.policy), "application/link-format")


def _source(policy: PolicyEdition, entry: PublishedRevision) -> Link:
    return Link("alternate", addresses.source(policy.policy, entry.revision), "text/markdown", _("Source of this text"))


def _feeds(policy: PolicyEdition) -> Iterator[Link]:
    of = policy.policy
    if policy.base:
        every = _("%(title)s: all changes", **policy.names)
        material = _("%(title)s: material changes", **policy.names)
        yield Link("alternate", addresses.feed(of), "application/atom+xml", every)
        yield Link("alternate", addresses.material_feed(of), "application/atom+xml", material)
        yield Link("alternate", addresses.json_feed(of), "application/feed+json", every)
    programs = _("%(title)s: every version, for programs", **policy.names)
    yield Link("alternate", addresses.versions(of), "application/json", programs)


def _data(policy: PolicyEdition, entry: PublishedRevision, address: str) -> Mapping[str, Any]:
    return structured_data(policy, entry, address) if policy.base else {}


def structured_data(policy: PolicyEdition, entry: PublishedRevision, address: str) -> dict[str, Any]:
    """The page at ``address``, which shows that revision, as JSON-LD. Every address in it is absolute."""
    of, revision, base = policy.policy, entry.revision, policy.base
    last = entry.last_day
    until = max(last, revision.effective).isoformat() if last else ".."
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["WebPage", "DigitalDocument"],
        "@id": base + address,
        "url": base + address,
        "name": of.title,
        "version": str(revision.id),
        "datePublished": revision.published.isoformat(),
        "dateModified": entry.changed.isoformat(),
        "temporalCoverage": f"{revision.effective.isoformat()}/{until}",
        "inLanguage": of.language,
        "publisher": {"@type": "Organization", "name": of.publisher},
        "exampleOfWork": {"@type": "CreativeWork", "@id": f"{base}{addresses.in_force(of)}#policy", "name": of.title},
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": base + addresses.source(of, revision),
            "encodingFormat": "text/markdown",
            "sha256": revision.sha256,
        },
    }
    if entry.previous:
        data["isBasedOn"] = base + addresses.revision(of, entry.previous)
    return data
