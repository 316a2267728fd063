"""The content security policy of the whole site, and the files in which hosts read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from ..editor.page import FOLDER as EDITOR
from ..editor.page import content_security
from ..site_audit.content_security import Directives, Inline, Surroundings
from ..site_audit.headers import caddy_file, headers_file, nginx_file
from ..site_audit.site import BuiltSite
from . import addresses
from .addresses import path_of
from .site import Site
from .site_settings import SiteSettings


def surroundings(site: Site, stylesheets: str, scripts: str, inline: Inline) -> Surroundings:
    """What the policy depends on besides the pages, with the texts of all stylesheets and scripts of the built site.

    ``inline`` are the inline scripts and styles that the theme and the configuration brought.
    """
    back = urlsplit(site.forms.confirmation_url)
    return Surroundings(
        site.hosting.site_url,
        stylesheets,
        scripts,
        site.forms.endpoint.origin if site.forms.endpoint else "",
        f"{back.scheme}://{back.netloc}" if back.netloc else "",
        site.hosts,
        site.forms.connect,
        inline,
    )


def host_files(site: Site, whole: Directives | None, files: Iterable[str], held: Iterable[str]) -> dict[str, str]:
    """The files for hosts by their paths. The browser editor's page has its own policy, and needs its own header.

    ``held`` are the paths of the pages that the headers are for, where they are not for the whole site.
    """
    files, path = tuple(files), site.hosting.path
    parts = [] if site.hosting.is_strict else list(parts_of(site, held))
    headers = headers_file(whole, files, parts)
    if backend := site.editor.backend:
        policy = f"  Content-Security-Policy: {content_security(backend)}"
        headers += "\n".join([f"/{EDITOR}/*", "  ! Content-Security-Policy", policy]) + "\n"
    return {
        "_headers" if site.hosting.is_strict else "_server/_headers": headers,
        "_server/nginx.conf": nginx_file(whole, files, path, parts),
        "_server/Caddyfile": caddy_file(whole, files, path, parts),
    }


def inline_of(built: BuiltSite) -> Inline:
    """The inline scripts and styles of the theme's frames."""
    return Inline(built.frames.inline_scripts, built.frames.inline_styles)


_HELD = frozenset({"form", "panel", "receipt", "text"})
"""The directives that make a hand-written page one of ours. A list of policies or of cookies may stand on any."""


def held_pages(site: Site, settings: SiteSettings) -> frozenset[str] | None:
    """The paths of the pages that are held to the rules of what may stand on them; None where all are.

    In a site of others those are the engine's own, and hand-written ones with a text or a form of ours.
    """
    if settings.strict:
        return None
    ours = (path_of(page.address) for page in site.pages)
    return frozenset(
        (*ours, *(page.path for page in settings.pages if any(is_held(name) for name, _ in page.directives)))
    )


def is_held(directive: str) -> bool:
    """Whether a hand-written page with that directive is held to the rules in a site of others too."""
    return directive in _HELD


def parts_of(site: Site, held: Iterable[str]) -> Iterator[str]:
    """The addresses of the pages that are held: of the folder of each policy, with ``*``, and of every other page."""
    folders = [addresses.in_force(policy.policy) for policy in site.edition.policies]
    yield from (f"{folder}*" for folder in folders)
    pages = sorted(path.removesuffix("index.html") for path in held)
    yield from (page for page in pages if not page.startswith(tuple(folders)))
