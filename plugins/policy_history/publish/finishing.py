"""What is done with a whole built site before it may be published: each step looks at files, or adds some."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..built.content_security import Directives, Inline, policy_for
from ..built.form_guard import FormSignature, OwnForms, signatures
from ..built.guard import Guard
from ..built.marking import marked
from ..built.page import BuiltPage
from ..built.site import BuiltSite
from ..built.sums import write_sums
from ..editor.site import FOLDER as EDITOR
from ..problems import ProblemsFound
from .addresses import root_from
from .forms import all_forms
from .generated import listed
from .security import host_files, surroundings
from .settling import settled
from .site import Site
from .site_settings import ADDRESS, InlineData, SiteSettings
from .sitemap import sitemap_files

Step = Callable[[Site, BuiltSite], None]
"""Gets the site and what was built of it. Raises ProblemsFound when it must not be published."""


def refuse_foreign_content(site: Site, built: BuiltSite) -> None:
    """Nothing that loads, leads away, submits or runs but what the site allows."""

    def rendered(address: str) -> frozenset[FormSignature]:
        html = all_forms(site.forms, root_from(address))
        return frozenset(signature for each in html for _, signature in signatures(BuiltPage("", str(each))))

    handler = site.forms.endpoint.url if site.forms.endpoint else ""
    guard = Guard(
        site.hosting.site_url,
        site.hosts,
        site.inventory.path,
        OwnForms(handler, rendered),
        inline_styles=not site.hosting.content_security,
    )
    problems = guard.refuse(built)
    if problems:
        raise ProblemsFound(problems)


def settle_security(site: Site, built: BuiltSite) -> None:
    """Compute the content security policy; write it into every page and into the files for hosts."""
    around = surroundings(site, built.stylesheets, built.scripts, inline_of(built))
    whole: Directives | None = policy_for(built.pages.values(), around) if site.hosting.content_security else None
    if built.preview:
        return  # the preview adds a script to every page, which reloads it
    for page in built.pages.values():
        built.write(page.path, marked(page, whole, around))
    for path, text in host_files(site, whole, built.files).items():
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


def sum_up(_site: Site, built: BuiltSite) -> None:
    """Write the hash of every other file."""
    write_sums(built.folder)


STEPS: Sequence[Step] = (refuse_foreign_content, settle_security, write_well_known, add_editor)
"""In this order: those that refuse, those that change pages, those that add files."""


def finish(site: Site, built: BuiltSite, described: SiteSettings) -> None:
    """Take every step with a site that has been built, publish what it is made from, and sum up what is there."""
    for step in STEPS:
        step(site, built)
    inline = inline_of(built)
    brought = InlineData(scripts=tuple(sorted(inline.scripts)), styles=tuple(sorted(inline.styles)))
    publish_settings(site, built, described.model_copy(update={"inline": brought}))
    write_sums(built.folder)


def publish_settings(site: Site, built: BuiltSite, described: SiteSettings) -> None:
    """Write the sitemap, and the file from which all that was made can be made again."""
    for path, content in sitemap_files(listed(site, described)).items():
        (built.folder / path).write_bytes(content)
    if not built.preview:
        built.write(ADDRESS, settled(site, described, BuiltSite(built.folder)).written().decode())
