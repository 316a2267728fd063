"""The files for programs: of each policy the manifest, redlines as data, feeds and TimeMap, and what they share."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from ..model import ChangeClass
from ..wording import _
from . import addresses, compare_file, manifest, redline_data, site_settings
from .edition import Edition, PolicyEdition, PublishedRevision
from .feeds.archives import parts_of
from .feeds.entries import feed_entries
from .feeds.formats import atom_feed, json_feed
from .manifest import timemap
from .page import Asset


def data_assets(edition: Edition) -> Iterator[Asset]:
    """Every file for programs."""
    for policy in edition.policies:
        yield from policy_assets(policy)
    if edition.policies:
        yield from common_assets()


def policy_assets(policy: PolicyEdition) -> Iterator[Asset]:
    """Those of one policy. What needs the site's own address is left out where that is not known."""
    yield from assets_of_all(policy)
    for entry in policy.entries:
        yield from assets_of_revision(entry)


def assets_of_all(policy: PolicyEdition) -> Iterator[Asset]:
    """The files that are about all revisions of a policy."""
    if len(policy.entries) > 1:
        yield Asset(addresses.compare_file(policy.policy), compare_file.compare_file(policy))
    yield Asset(addresses.versions(policy.policy), manifest.versions_file(policy))
    if policy.base:
        yield from _feeds(policy)
        yield Asset(addresses.timemap(policy.policy), timemap(policy))


def common_assets() -> Iterator[Asset]:
    """What the files of all policies have in common: their schemas, and how a browser shows a feed."""
    yield from map(_schema, (manifest.SCHEMA, redline_data.SCHEMA, compare_file.SCHEMA, site_settings.SCHEMA))
    yield Asset(addresses.FEED_STYLESHEET, files(__package__).joinpath("templates/feed.css").read_bytes())


def assets_of_revision(entry: PublishedRevision) -> Iterator[Asset]:
    """The files that are about one revision."""
    if entry.previous and entry.comparison:
        data = redline_data.redline_data(entry, entry.previous, entry.comparison)
        yield Asset(addresses.redline(entry.policy, entry.revision), data)


def _feeds(policy: PolicyEdition) -> Iterator[Asset]:
    of, told = policy.policy, feed_entries(policy, policy.entries)
    material = [each for each in told if not each.entry or each.entry.revision.change_class is ChangeClass.MATERIAL]
    for address, what, entries in (
        (addresses.feed(of), _("%(title)s of %(publisher)s: all changes", **policy.names), told),
        (addresses.material_feed(of), _("%(title)s of %(publisher)s: material changes", **policy.names), material),
    ):
        for part in parts_of(address, entries):
            yield Asset(part.address, atom_feed(policy, part, what))
    for part in parts_of(addresses.json_feed(of), told):
        yield Asset(part.address, json_feed(policy, part))


def _schema(name: str) -> Asset:
    address = addresses.schema(name)
    return Asset(address, files(__package__).joinpath(address).read_bytes())
