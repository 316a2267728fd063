"""``policy publish``: the pages of the policies, for a site that something else makes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .cache_option import CACHE, store_in
from .extras import say, writing
from .options import STORAGE, of_checkout_today

if TYPE_CHECKING:
    from ..cache.store import Store
    from ..publish.site import Site
    from ..site_audit.staging import Outcome


@click.command("publish")
@click.option(
    "--inlay",
    "target",
    required=True,
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The root of a built site, into which the pages are laid.",
)
@click.option("--address", required=True, metavar="URL", help="The address under which that site is published.")
@click.option("--site", "name", default="", help="What the pages call the site. Default: the first publisher.")
@click.option("--base", default="", metavar="FOLDER", help="The folder of that site for the policies, such as legal/.")
@click.option("--group", "groups", multiple=True, help="A group whose policies are published; repeatable.")
@click.option("--publisher", default="", help="Who issues them there. Default: the publisher in each policy.yml.")
@of_checkout_today
@STORAGE
@CACHE
def publish(
    target: Path,
    address: str,
    name: str,
    base: str,
    groups: tuple[str, ...],
    publisher: str,
    root: Path,
    folder: str,
    storage: str,
    timezone: str,
    is_keeping: bool,
) -> None:
    """Make the pages of the policies without MkDocs, and lay them into a site of Hugo, Sphinx, Eleventy or any other.

    Run it after the other generator. What is there already stays as it is; what stands where a policy is published is
    an error, and nothing is written. Run it again after each build: only what changed is written.
    """
    from ..publish.selection import Selection
    from ..publish.site import Site
    from ..publish.site_options import SiteOptions
    from ..scaffold.answers import address as site_address
    from ..site_audit.hosting import Hosting

    store = store_in(root, is_keeping=is_keeping)
    try:
        with writing():
            address = site_address(address)
            selection, hosting = Selection.read(base, groups, publisher), Hosting.read(address, {"strict": False})
            options = SiteOptions(folder, storage, timezone, address, hosting, selection=selection)
            outcome = _lay_in(Site.read(root, options, store), target, name, store)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    say(f"{target}: {outcome}")
    if (root / folder).resolve().is_relative_to(target.resolve()):
        say(f"warning: {folder} lies in {target}: whoever reaches that folder reads drafts, too.", err=True)


def _lay_in(site: Site, target: Path, name: str, store: Store) -> Outcome:
    from ..publish.inlay import lay_in

    for warning in site.warnings:
        say(f"warning: {warning}", err=True)
    publishers = [policy.policy.publisher for policy in site.edition.policies]
    outcome = lay_in(site, target, name or next(iter(publishers), ""), store)
    for line in site.summary():
        say(line)
    return outcome
