"""What a finished site cannot be made again from: held against itself before its settings file is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from ..site_audit.needs import Needs
from ..site_audit.site import BuiltSite
from ..site_audit.sums import SUMS
from . import addresses
from .addresses import path_of
from .altered_pages import altered_pages, odd_frames
from .edition import Edition
from .generated import Generated
from .rebuilding import rebuilt
from .rebuilt_policy import source_path
from .site import Site
from .site_settings import ADDRESS, SiteSettings, WrittenPage


def rebuilt_site(site: Site, described: SiteSettings) -> Site:
    """The site as whoever has its settings and its sources makes it again."""
    sources = {
        source_path(policy.policy.place, str(entry.revision.id)): entry.revision.source
        for policy in site.edition.policies
        for entry in policy.entries
    }
    return rebuilt(described, sources, site.made)


def settled(
    again: Site, described: SiteSettings, built: BuiltSite, needs: Mapping[str, Needs], made: Set[str]
) -> SiteSettings:
    """The settings with the names of all other files, and of those that come out otherwise when they are made again.

    ``again`` is the site that is made of them, ``needs`` are those of the pages of ``built``, by path, and ``made`` the
    paths of those that ``again`` has made, frame and all. What comes out otherwise a theme of one's own or another
    plugin has changed: it is published, and nobody can prove it from here. ProblemsFound where words have changed.
    """
    generated = Generated(again, described, built, needs=needs, made=made)
    wrong = _wrong(generated, built)
    settings = described.model_copy(update={"unmade": tuple(sorted(wrong))})
    if wrong:
        # The content security policy follows from the pages, and the files for hosts from it: the pages come first.
        pages = tuple(path for path in sorted(wrong) if path.endswith(".html"))
        generated = Generated(again, described.model_copy(update={"unmade": pages}), built, needs=needs, made=made)
        wrong = _wrong(generated, built)
        settings = described.model_copy(update={"unmade": tuple(sorted({*pages, *wrong}))})
    bodies = Generated(again, settings, built).bodies()
    return settings.model_copy(
        update={
            "others": tuple(_others(again, settings, built, generated.names - set(settings.unmade))),
            "altered": altered_pages(bodies, built),
            "odd": tuple(sorted(path for path, _ in odd_frames(again, settings, built, bodies))),
            "pages": tuple(_with_what_is_changed(page, generated, built) for page in settings.pages),
        }
    )


def _wrong(generated: Generated, built: BuiltSite) -> set[str]:
    """The files that come out otherwise than they are in the site."""
    return {path for path, content in generated.files() if not built.holds(path, content)}


def _others(site: Site, settings: SiteSettings, built: BuiltSite, made: Set[str]) -> Iterator[str]:
    """The files that nothing here makes: images of hand-written pages, files of a theme and of other plugins."""
    pages = {path_of(page.address) for page in site.pages} | {page.path for page in settings.pages}
    known = {*made, *pages, *printed_files(site.edition), *settings.unmade, ADDRESS, addresses.RECORD, SUMS}
    return (path for path in built.files if path not in known)


def printed_files(edition: Edition) -> Iterator[str]:
    """The addresses of the PDF files, which are made when everything else is."""
    for policy in edition.policies:
        for entry in policy.entries if policy.printed else ():
            yield addresses.revision_pdf(policy.policy, entry.revision)
            if entry.previous:
                yield addresses.changes_pdf(policy.policy, entry.revision)


def _with_what_is_changed(page: WrittenPage, generated: Generated, built: BuiltSite) -> WrittenPage:
    """The page with the names of those of its directives whose HTML does not stand in it as the engine made it."""
    found = built.content(page.path) if built.has(page.path) else b""
    changed = [each for each in page.directives if generated.fragment(page, *each) not in found]
    return page.model_copy(update={"changed": tuple(changed)})
