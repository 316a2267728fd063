"""Titles, names and descriptions as HTML, which is what MkDocs and its themes take them for.

MkDocs' template environment escapes nothing, and themes print titles, names and descriptions into elements, attributes
and ``<title>`` as they are. So each of them is escaped here, once, after everything has been read and before anything
is drawn. They become ``Markup``, which a filter or template that escapes leaves alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from html import unescape
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.templates import TemplateContext

from policy_history.publish.article_headings import is_in_capitals
from policy_history.text.article import removed_by_sanitising, sanitise
from policy_history.text.languages import text_in
from policy_history.wording.templates import install

_SETTINGS = ("site_name", "site_description", "site_author", "repo_name")
_METADATA = ("title", "description")
_NO_ADDRESS = re.compile(r"""["'<>`\s]""")
_TAG = re.compile(r"<[^>]*>?")


def as_html(text: str) -> Markup:
    """HTML that shows a title. Character references keep their meaning, as MkDocs has it; nothing else is markup."""
    return escape(unescape(text))


def settle_environment(env: Environment, *, plain: bool) -> None:
    """Let plain pages speak by our catalogue and escape what is not markup; ``striptags`` gives HTML, as it is printed.

    A theme with its own frame keeps its own catalogue.
    """
    if plain:
        install(env)
        env.globals["text_in"] = text_in
        env.tests["capitals"] = is_in_capitals
    env.filters["striptags"] = lambda value: escape(Markup(value).striptags())  # noqa: S704 (what a template hands to the filter is HTML)
    env.autoescape = lambda name: plain and name is not None and name.endswith(".html")


def settle_page(page: Page) -> None:
    """Make HTML of the names that a page and its headings have."""
    for name in _METADATA:
        if page.meta.get(name) is not None:
            page.meta[name] = as_html(str(page.meta[name]))
    _settle_contents(page.toc)
    _settle_title(page)


def settle_navigation(items: Iterable[StructureItem]) -> None:
    """Make HTML of the names of sections, links and pages in a navigation."""
    for item in items:
        _settle_title(item)
        settle_navigation(getattr(item, "children", None) or ())
        if isinstance(item, Link):
            item.url = _NO_ADDRESS.sub(lambda sign: quote(sign[0]), item.url)


def with_settings(context: TemplateContext, config: MkDocsConfig) -> None:
    """Give a template the names in mkdocs.yml as HTML. The configuration itself stays as it is, for other plugins."""
    shown = copy(config)
    for name in _SETTINGS:
        if config[name]:
            shown[name] = as_html(config[name])
    if config.copyright:
        shown["copyright"] = sanitise(config.copyright)
    context["config"] = shown


def refuse_markup_in_copyright(config: MkDocsConfig) -> None:
    """MkDocs takes ``copyright`` for HTML, which may have links. PluginError for anything that would not be shown."""
    for tag in _TAG.findall(config.copyright or ""):
        if removed_by_sanitising(tag):
            raise PluginError(
                f"copyright in mkdocs.yml has “{tag}”, which does not reach a page. Take it out; write &lt; for a “<”."
            )


def _settle_contents(links: Iterable[AnchorLink]) -> None:
    for link in links:
        link.title = as_html(link.title)
        _settle_contents(link.children)


def _settle_title(item: StructureItem) -> None:
    title = getattr(item, "title", None)
    if title is not None:
        item.title = as_html(str(title))
