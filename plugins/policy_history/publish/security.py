"""The content security policy of the whole site, and the files in which hosts read it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from ..built.content_security import Directives, Inline, Surroundings
from ..built.headers import caddy_file, headers_file, nginx_file
from ..built.site import BuiltSite
from ..editor.site import FOLDER as EDITOR
from ..editor.site import content_security
from .site import Site


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


def host_files(site: Site, whole: Directives | None, files: Iterable[str]) -> dict[str, str]:
    """The files for hosts by their paths. The browser editor's page has its own policy, and needs its own header."""
    files, path = tuple(files), site.hosting.path
    headers = headers_file(whole, files)
    if backend := site.editor.backend:
        policy = f"  Content-Security-Policy: {content_security(backend)}"
        headers += "\n".join([f"/{EDITOR}/*", "  ! Content-Security-Policy", policy]) + "\n"
    return {
        "_headers": headers,
        "_server/nginx.conf": nginx_file(whole, files, path),
        "_server/Caddyfile": caddy_file(whole, files, path),
    }


def inline_of(built: BuiltSite) -> Inline:
    """The inline scripts and styles of the theme's frames."""
    return Inline(built.frames.inline_scripts, built.frames.inline_styles)
