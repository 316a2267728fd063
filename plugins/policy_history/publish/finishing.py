"""What is done with a whole built site before it may be published: each step looks at files, or adds some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from ..built.content_security import Directives, Surroundings, policy_for
from ..built.form_guard import FormSignature, OwnForms, signatures
from ..built.guard import Guard
from ..built.headers import caddy_file, headers_file, nginx_file
from ..built.marking import marked
from ..built.page import BuiltPage
from ..built.site import BuiltSite
from ..editor.site import FOLDER as EDITOR
from ..problems import ProblemsFound
from .addresses import root_from
from .forms import all_forms
from .site import Site
from .sitemap import settle_sitemap
from .sums import write_sums

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
        _hosts(site),
        site.inventory.path,
        OwnForms(handler, rendered),
        inline_styles=not site.hosting.content_security,
    )
    problems = guard.refuse(built)
    if problems:
        raise ProblemsFound(problems)


def settle_security(site: Site, built: BuiltSite) -> None:
    """Compute the content security policy; write it into every page and into the files for hosts."""
    around = _surroundings(site, built)
    whole: Directives | None = policy_for(built.pages.values(), around) if site.hosting.content_security else None
    if built.preview:
        return  # the preview adds a script to every page, which reloads it
    for page in built.pages.values():
        built.write(page.path, marked(page, whole, around))
    built.write("_headers", headers_file(whole, built.files))
    built.write("_server/nginx.conf", nginx_file(whole, built.files, site.hosting.path))
    built.write("_server/Caddyfile", caddy_file(whole, built.files, site.hosting.path))


def write_well_known(site: Site, built: BuiltSite) -> None:
    """Write the files for the root of the host. MkDocs leaves out folders that begin with a dot."""
    if site.hosting.well_known.can_be_published:
        for path, content in site.hosting.well_known.files.items():
            built.write(path, content)


def settle_sitemap_file(site: Site, built: BuiltSite) -> None:
    """List what may be indexed, and leave no trace of the day of the build."""
    unlisted = {site.edition.base + address for address, head in site.heads.items() if not head.is_indexed}
    settle_sitemap(built.folder, unlisted)


def add_editor(site: Site, built: BuiltSite) -> None:
    """Write the browser editor where it is switched on. Its page has a policy of its own, and needs its own header."""
    for name, content in site.editor.files.items():
        target = built.folder / EDITOR / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    headers = built.folder / "_headers"
    if site.editor.files and headers.exists():
        lines = [f"/{EDITOR}/*", "  ! Content-Security-Policy", f"  Content-Security-Policy: {site.editor.policy}"]
        built.write("_headers", headers.read_text("utf-8") + "\n".join(lines) + "\n")


def sum_up(_site: Site, built: BuiltSite) -> None:
    """Write the hash of every other file."""
    write_sums(built.folder)


STEPS: Sequence[Step] = (
    refuse_foreign_content,
    settle_security,
    write_well_known,
    settle_sitemap_file,
    add_editor,
    sum_up,
)
"""In this order: those that refuse, those that change pages, those that sum up what is there."""


def finish(site: Site, built: BuiltSite) -> None:
    """Take every step with a site that has been built."""
    for step in STEPS:
        step(site, built)


def _hosts(site: Site) -> tuple[str, ...]:
    return tuple(sorted({request.host for request in site.inventory.requests}))


def _surroundings(site: Site, built: BuiltSite) -> Surroundings:
    back = urlsplit(site.forms.confirmation_url)
    return Surroundings(
        site.hosting.site_url,
        built.stylesheets,
        built.scripts,
        site.forms.endpoint.origin if site.forms.endpoint else "",
        f"{back.scheme}://{back.netloc}" if back.netloc else "",
        _hosts(site),
        site.forms.connect,
        built.frames,
    )
