"""The theme's frames around empty pages: what runs there was put there by the theme or mkdocs.yml, and by no text.

Scripts of Material call further hosts because mkdocs.yml asks for it: no page names them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, TemplateError
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from policy_history.problems import Problem, Severity
from policy_history.site_audit.content_security import is_declared
from policy_history.site_audit.frames import Frames
from policy_history.site_audit.page import BuiltPage
from policy_history.site_audit.page_faults import UNDECLARED

from .config_files import place_of
from .escaping import with_settings
from .mkdocs_pages import EnginePage

_MAIN = "main.html"


def theme_frames(env: Environment, config: MkDocsConfig, files: Files, scripts: Iterable[str]) -> Frames:
    """The frame of every template that pages use, at every depth they stand at, and of the theme's page for errors.

    Titles, texts, front matter and navigation are left out. A template that cannot do without them (a post's, of its
    date) brings what the theme's main one brings at that depth.
    ``scripts`` are the paths of the script files that the plugin's own pages ask for.
    """
    pages_of_all = [*files.documentation_pages(), *(file for file in files if isinstance(file, EnginePage))]
    used = {(_MAIN, 0)} | {_frame_of(file) for file in pages_of_all}
    pages = [page for name, depth in sorted(used) for page in _around_nothing(env, config, name, depth)]
    pages += _error_page(env, config)
    asked_for = {str(script) for script in config.extra_javascript if "//" not in str(script)}
    root = urlsplit(config.site_url or "/").path.rstrip("/") + "/"
    return Frames(tuple(pages), frozenset({*scripts, *asked_for}), root)


def _frame_of(file: File) -> tuple[str, int]:
    meta = file.page.meta if file.page else {}
    return str(meta.get("template", _MAIN)), file.dest_uri.count("/")


def _around_nothing(env: Environment, config: MkDocsConfig, name: str, depth: int) -> Iterator[BuiltPage]:
    home, page = _empty_page(config, 0), _empty_page(config, depth)
    nav = Navigation([], [])
    nav.homepage = home
    context = get_context(nav, [], config, page)
    with_settings(context, config)
    try:
        yield BuiltPage(page.file.dest_uri, env.get_template(name).render(context))
    except TemplateError:
        if name != _MAIN:
            yield from _around_nothing(env, config, _MAIN, depth)


def _error_page(env: Environment, config: MkDocsConfig) -> Iterator[BuiltPage]:
    nav = Navigation([], [])
    nav.homepage = _empty_page(config, 0)
    context = get_context(nav, [], config, base_url=urlsplit(config.site_url or "/").path)
    with_settings(context, config)
    try:
        yield BuiltPage("404.html", env.get_template("404.html").render(context))
    except TemplateError:
        return


def _empty_page(config: MkDocsConfig, depth: int) -> Page:
    """A page that many folders below the root. Its file joins no list: nothing of it is published."""
    page = Page(None, File.generated(config, f"{'-/' * depth}index.md", content=""), config)
    page.content, page.markdown, page.meta, page.toc = "", "", {}, TableOfContents([])
    return page


_FACTS = {"github.com": "api.github.com", "gitlab.com": "gitlab.com"}
_GOOGLE = ("www.googletagmanager.com", "www.google-analytics.com")


def undeclared_calls(config: MkDocsConfig, inventory: str, hosts: Sequence[str]) -> list[Problem]:
    """What ``hosts``, those of the storage inventory, leave out, at its line in mkdocs.yml: pages with policies
    have a content security policy under which these calls fail.
    """
    return [
        Problem(
            *place_of(Path(config.config_file_path), name),
            UNDECLARED,
            f"{what} makes readers' browsers call {host}, which {inventory} does not list. "
            "Pages with policies prevent it; list the host there under “requests” if they are to call it too.",
            Severity.WARNING,
        )
        for name, what, host in _calls(config)
        if not is_declared(host, hosts)
    ]


def _calls(config: MkDocsConfig) -> Iterator[tuple[str, str, str]]:
    """The setting, what it brings, and the host of each call."""
    if config.theme.name != "material":
        return
    if facts := _FACTS.get(urlsplit(config.repo_url or "").hostname or ""):
        yield "repo_url", "The theme's link to the repository", facts
    analytics = config.extra.get("analytics")
    if isinstance(analytics, dict) and analytics.get("provider") == "google":
        for host in _GOOGLE:
            yield "analytics", "Google Analytics", host
