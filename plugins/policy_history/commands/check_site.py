"""``policy check-site``: what a built site must hold, whatever built it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..problems import Problem, ProblemsFound, counted, errors_in
from .extras import say
from .lookup import Day, today
from .options import STORAGE, of_checkout_today

if TYPE_CHECKING:
    from ..publish.site_options import SiteOptions
    from ..site_audit.site import BuiltSite


@click.command("check-site")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@of_checkout_today
@STORAGE
@click.option(
    "--address",
    default="",
    help="The site's own address. Default: the one that the site itself names.",
)
@click.option("--day", type=Day(), help="The day the site was built for. Default: today.")
def check_site(
    site: Path, root: Path, folder: str, storage: str, address: str, timezone: str, day: date | None
) -> None:
    """Say what is missing in SITE, a folder with a built site, for the policies of this repository.

    Every revision must have its page, its redline and its source file, every page its text, every link within the
    site a place to lead to, and security.txt, where there is one, at least 30 days left. Exit code 1 when not. In a
    larger site, a link that leads nowhere is a warning on pages without policies and forms.
    """
    from ..publish.site_options import SiteOptions
    from ..site_audit.internal_links import told_once
    from ..site_audit.site import BuiltSite

    day = day or today(timezone)
    try:
        options = SiteOptions(folder, storage, timezone, address, today=day)
        problems = list(_problems(BuiltSite(site), root, options, day))
    except ProblemsFound as found:
        raise click.ClickException(f"the policies themselves are wrong.\n{found}") from None
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    for problem, number in told_once(problems):
        more = f" (the first of {number})" if number > 1 else ""
        say(f"{problem.severity}: {replace(problem, path=str(site / problem.path))}{more}")
    errors = errors_in(problems)
    say(f"{counted(len(errors), 'error')} in {site}, seen on {day}.")
    raise SystemExit(1 if errors else 0)


def _problems(built: BuiltSite, root: Path, options: SiteOptions, day: date) -> Iterator[Problem]:
    from ..publish.selection import ALL, Selection
    from ..publish.site import Site
    from ..publish.site_settings import ADDRESS, SiteSettings
    from ..site_audit.hosting import Hosting
    from ..site_audit.internal_links import broken_links, missing_files, missing_pages, site_address
    from ..site_audit.well_known import SECURITY, expiry_fault

    settings = SiteSettings.read(built.content(ADDRESS)) if ADDRESS in built.files else None
    address = options.site_url or (settings.base if settings else site_address(built))
    selection = Selection.of_site(settings) if settings else ALL
    of_site = replace(options, site_url=address, hosting=Hosting.read(address, {}), selection=selection)
    site = Site.read(root, of_site)
    yield from missing_pages(built, {page.address: (page.title, page.html) for page in site.pages})
    yield from missing_files(built, {asset.address: asset.content for asset in site.assets})
    ours = {f"{page.address}index.html" for page in site.pages}
    ours |= {page.path for page in settings.pages if page.directives} if settings else set()
    yield from broken_links(built, address or "/", None if settings is None or settings.strict else ours)
    if SECURITY in built.files:
        fault = expiry_fault((built.folder / SECURITY).read_text("utf-8", "replace"), day)
        if fault:
            yield Problem(SECURITY, 1, 1, "expiry", fault)
