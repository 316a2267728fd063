"""What is done with a whole built site before it may be published: each step looks at files, or adds some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from ..editor.page import FOLDER as EDITOR
from ..site_audit.content_security import Security
from ..site_audit.needs import Needs
from ..site_audit.page_changes import marked
from ..site_audit.site import BuiltSite
from ..site_audit.sums import write_sums
from .altered_pages import told
from .generated import sitemaps
from .page_writer import PageWriter
from .rebuild_check import settled
from .search_file import search_files
from .security import host_files, inline_of, surroundings
from .site import Site
from .site_settings import ADDRESS, InlineData, SiteSettings


def settle_security(site: Site, built: BuiltSite, needs: Mapping[str, Needs], settled: Set[str]) -> None:
    """Compute the content security policy; write it into every page that is not ``settled``, and for hosts."""
    around = surroundings(site, built.stylesheets, built.scripts, inline_of(built))
    security = Security(needs.values(), around) if site.hosting.content_security else None
    if built.preview:
        return  # the preview adds a script to every page, which reloads it
    for path in needs.keys() - settled:
        page = built.pages[path]
        built.put(path, marked(page, security.of(needs[path]) if security else None).encode())
    for path, text in host_files(site, security.whole if security else None, built.files, needs).items():
        built.write(path, text)


def write_well_known(site: Site, built: BuiltSite) -> None:
    """Write the files for the root of the host. MkDocs leaves out folders that begin with a dot."""
    if site.hosting.well_known.can_be_published:
        for path, content in site.hosting.well_known.files.items():
            built.write(path, content)


def add_editor(site: Site, built: BuiltSite) -> None:
    """Write the browser editor where it is switched on. Its page carries a policy of its own."""
    for name, content in site.editor.files.items():
        target = built.folder / EDITOR / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def finish(site: Site, again: Site, described: SiteSettings, writer: PageWriter) -> None:
    """Refuse what must not be published, settle what pages may do, add files, and say what all is made from.

    ``again`` is the site that is made of those settings, ``writer`` has written its pages. Raises ProblemsFound when
    the site must not be published.
    """
    needs, built = writer.read_rest(), writer.built
    settle_security(site, built, needs, writer.settled)
    write_well_known(site, built)
    add_editor(site, built)
    inline = inline_of(built)
    brought = InlineData(scripts=tuple(sorted(inline.scripts)), styles=tuple(sorted(inline.styles)))
    altered = publish_settings(again, built, described.model_copy(update={"inline": brought}), needs, writer.made)
    writer.warnings.extend(told(altered))
    write_sums(built.folder, {path: each.sha256 for path, each in built.standing.items()})


def publish_settings(
    again: Site, built: BuiltSite, described: SiteSettings, needs: Mapping[str, Needs], made: Set[str]
) -> Sequence[str]:
    """Write the sitemap, the words to be searched, and the file from which all that was made can be made again.

    Returns the paths of the pages in which another plugin has changed what was made.
    """
    if not described.inlay:
        for path, content in sitemaps(again, described).items():
            built.put(path, content)
    for path, content in search_files(again.edition, described, built.pages).items():
        built.put(path, content)
    if built.preview:
        return ()
    settings = settled(again, described, replace(built), needs, made)
    built.write(ADDRESS, settings.written().decode())
    return (*settings.altered, *(page.path for page in settings.pages if page.changed))
