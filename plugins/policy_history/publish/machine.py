"""The files for programs: of each policy the manifest, redlines as data, feeds and TimeMap, and their schemas."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from ..model import ChangeClass
from . import addresses, compare_file, manifest, redline_data, site_settings
from .edition import Edition, PolicyEdition
from .feeds.atom import atom_feed
from .feeds.json_feed import json_feed
from .pages import Asset
from .timemap import timemap


def machine_assets(edition: Edition) -> Iterator[Asset]:
    """Every file for programs. What needs the site's own address is left out where that is not known."""
    for policy in edition.policies:
        yield Asset(addresses.versions(policy.policy), manifest.versions_file(policy))
        yield from _redlines(policy)
        if edition.base:
            yield from _feeds(policy)
            yield Asset(addresses.timemap(policy.policy), timemap(policy))
    if edition.policies:
        yield from map(_schema, (manifest.SCHEMA, redline_data.SCHEMA, compare_file.SCHEMA, site_settings.SCHEMA))


def _redlines(policy: PolicyEdition) -> Iterator[Asset]:
    for entry in policy.entries:
        if entry.previous and entry.comparison:
            data = redline_data.redline_data(entry, entry.previous, entry.comparison)
            yield Asset(addresses.redline(policy.policy, entry.revision), data)


def _feeds(policy: PolicyEdition) -> Iterator[Asset]:
    of = policy.policy
    material = [each for each in policy.entries if each.revision.change_class is ChangeClass.MATERIAL]
    for address, what, entries in (
        (addresses.feed(of), "all changes", policy.entries),
        (addresses.material_feed(of), "material changes", material),
    ):
        yield Asset(address, atom_feed(policy, address, f"{of.title} of {of.publisher}: {what}", entries))
    yield Asset(addresses.json_feed(of), json_feed(policy))


def _schema(name: str) -> Asset:
    address = addresses.schema(name)
    return Asset(address, files(__package__).joinpath(address).read_bytes())
