"""``policy pdf``: one revision as a tagged PDF, the one that a site publishes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .extras import extra, say, write_file
from .lookup import policies_in, today
from .options import of_checkout_today

if TYPE_CHECKING:
    from ..publish.edition import PublishedRevision


@click.command()
@click.argument("revision")
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--changes", is_flag=True, help="Its redline against the revision before, instead of its text.")
@click.option("--site-url", default="", help="The address of the site, for the address on the page.")
@of_checkout_today
def pdf(revision: str, output: Path, changes: bool, site_url: str, root: Path, folder: str, timezone: str) -> None:
    """Write a published REVISION (privacy/2014-09-24) as a PDF to the file OUTPUT.

    For a draft, or for any two texts, use policy redline --pdf.
    """
    entry = _entry(revision, timezone, root, folder)
    if changes and entry.previous is None:
        raise click.ClickException(f"{revision} is the first revision of its policy, so nothing changed.")
    with extra("pdf", "A PDF"):
        from ..printing.documents import changes_html, revision_html
        from ..printing.engine import pdf_of
    address = site_url if not site_url or site_url.endswith("/") else f"{site_url}/"
    write_file(output, pdf_of((changes_html if changes else revision_html)(entry, address)))
    say(f"Wrote {output}", err=True)


def _entry(name: str, timezone: str, root: Path, folder: str) -> PublishedRevision:
    from ..publish.edition import Edition

    slug, _, wanted = name.partition("/")
    edition = Edition.of(policies_in(root, folder), today(timezone))
    policy = edition.find(slug)
    if policy is None:
        known = ", ".join(each.policy.slug for each in edition.policies) or "none"
        raise click.ClickException(f"There is no published policy “{slug}”. There are: {known}.")
    entry = next((each for each in policy.entries if str(each.revision.id) == wanted), None)
    if entry is None:
        known = ", ".join(str(each.revision.id) for each in policy.entries)
        raise click.ClickException(f"{slug} has no published revision “{wanted}”. It has: {known}.")
    return entry
