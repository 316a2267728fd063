"""What is done with a whole built site before it may be published: each step looks at files, or adds some."""

from __future__ import annotations

from collections.abc import Mapping, Set

from ..built.content_security import Inline, Security
from ..built.form_guard import FormSignature, OwnForms, signatures
from ..built.guard import Guard
from ..built.marking import marked
from ..built.needs import Needs
from ..built.page import BuiltPage
from ..built.site import BuiltSite
from ..built.sums import write_sums
from ..editor.site import FOLDER as EDITOR
from ..problems import ProblemsFound
from .addresses import root_from
from .forms import all_forms
from .generated import listed
from .pages import questions
from .security import host_files, surroundings
from .settling import settled
from .site import Site
from .site_settings import ADDRESS, InlineData, SiteSettings
from .sitemap import sitemap_files


def refuse_foreign_content(site: Site, built: BuiltSite) -> dict[str, Needs]:
    """Nothing that loads, leads away, submits or runs but what the site allows: ProblemsFound otherwise.

    What each page needs of its security policy comes back by its path: no page is read twice.
    """

    def rendered(address: str) -> frozenset[FormSignature]:
        root = root_from(address)
        html = [*all_forms(site.forms, root), *questions(site.edition, root)]
        return frozenset(signature for each in html for _, signature in signatures(BuiltPage("", str(each))))

    handler = site.forms.endpoint.url if site.forms.endpoint else ""
    guard = Guard(
        site.hosting.site_url,
        site.hosts,
        site.inventory.path,
        OwnForms(handler, rendered),
        inline_styles=not site.hosting.content_security,
    )
    problems, needs = guard.read(built)
    if problems:
        raise ProblemsFound(problems)
    return needs


def settle_security(site: Site, built: BuiltSite, needs: Mapping[str, Needs]) -> None:
    """Compute the content security policy; write it into every page and into the files for hosts."""
    around = surroundings(site, built.stylesheets, built.scripts, inline_of(built))
    security = Security(needs.values(), around) if site.hosting.content_security else None
    if built.preview:
        return  # the preview adds a script to every page, which reloads it
    for path, page in built.pages.items():
        built.write(path, marked(page, security.of(needs[path]) if security else None))
    for path, text in host_files(site, security.whole if security else None, built.files).items():
        built.write(path, text)


def inline_of(built: BuiltSite) -> Inline:
    """The inline scripts and styles of the theme's frames."""
    return Inline(built.frames.inline_scripts, built.frames.inline_styles)


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


def finish(site: Site, again: Site, built: BuiltSite, described: SiteSettings, made: Set[str]) -> None:
    """Refuse what must not be published, settle what pages may do, add files, and say what all is made from.

    ``again`` is the site that is made of those settings, ``made`` are the paths of the pages that it has made. Raises
    ProblemsFound when the site must not be published.
    """
    needs = refuse_foreign_content(site, built)
    settle_security(site, built, needs)
    write_well_known(site, built)
    add_editor(site, built)
    inline = inline_of(built)
    brought = InlineData(scripts=tuple(sorted(inline.scripts)), styles=tuple(sorted(inline.styles)))
    publish_settings(again, built, described.model_copy(update={"inline": brought}), needs, made)
    write_sums(built.folder)


def publish_settings(
    again: Site, built: BuiltSite, described: SiteSettings, needs: Mapping[str, Needs], made: Set[str]
) -> None:
    """Write the sitemap, and the file from which all that was made can be made again."""
    for path, content in sitemap_files(listed(again, described)).items():
        (built.folder / path).write_bytes(content)
    if not built.preview:
        built.write(ADDRESS, settled(again, described, BuiltSite(built.folder), needs, made).written().decode())
