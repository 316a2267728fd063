"""The plain frame: what stands around the body of every page, made from data alone.

MkDocs renders the same templates while it builds the site. Here they are rendered without it, so that whoever holds the
site can put each page together again. A site whose theme or whose own templates give another frame has none of this.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment, PackageLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from ..text.article import sanitise
from ..text.document import Clause
from ..text.languages import text_in
from ..wording.templates import install
from .article_headings import is_in_capitals
from .compiled_templates import compiled_templates
from .scripts import PACKAGE
from .site_settings import FrameSettings, NavigationEntry, Script
from .theme import FRAME

NOT_FOUND = "404.html"
"""The page that hosts show at an address where nothing is published."""

POLICY_LANGUAGE = "policy_language"
"""What the templates call, in ``meta``, the language of a page's title and contents where they are a policy's words."""

_PLUGIN = "policy-versions"


@dataclass(frozen=True, slots=True)
class Framed:
    """A page to be framed: ``own_title`` and ``description`` as its source says them, ``title`` for want of the former.

    A page in the navigation has the title that stands there. ``active`` are the addresses of the pages it stands under.
    ``language`` is that of its title and contents where these are a policy's own words. ``called`` is the address that
    its canonical link says, where that is another one.
    """

    address: str
    title: str
    own_title: str
    description: str
    html: str
    contents: Sequence[Clause] = ()
    active: Collection[str] = ()
    language: str = ""
    called: str = ""


class Frame:
    """The frame of one site. ``base`` is the site's own address; empty when it is not known."""

    def __init__(self, settings: FrameSettings, base: str) -> None:
        self._settings = settings
        self._base = base and base.rstrip("/") + "/"

    def page(self, framed: Framed) -> str:
        """The whole page."""
        page = SimpleNamespace(
            url=framed.address,
            title=framed.title,
            is_homepage=not framed.address,
            canonical_url=urljoin(self._base, framed.called or framed.address) if self._base else None,
            meta=_meta(framed),
            toc=_outline(framed.contents),
            content=Markup(framed.html),  # noqa: S704 (the body, which the engine made),
        )
        return self._render("main.html", page, framed.active)

    def not_found(self) -> str:
        """The page for an address at which nothing is published; its links lead from the root of the host."""
        return self._render(NOT_FOUND, None, ())

    def _render(self, template: str, page: SimpleNamespace | None, active: Collection[str]) -> str:
        items = [_entry(item, page, active) for item in self._settings.navigation]
        home = next((each for each in _flat(items) if each.is_homepage), None)
        context: dict[str, Any] = {
            "config": _config(self._settings),
            "nav": SimpleNamespace(items=items, homepage=home),
            "page": page,
            "base_url": relative_url(".", page.url) if page else urlsplit(self._base or "/").path,
        }
        return _environment().get_template(template).render(context)


@dataclass(slots=True)
class _Heading:
    title: str
    id: str
    level: int
    children: list[_Heading] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"#{self.id}"


def sections_of(settings: FrameSettings) -> frozenset[str]:
    """The addresses of the pages that stand in a section of the navigation."""

    def pages(items: Sequence[NavigationEntry]) -> Iterator[str]:
        for item in items:
            yield from pages(item.children) if item.children else (item.url,)

    return frozenset(address for section in settings.navigation for address in pages(section.children))


def relative_url(url: str, page: str) -> str:
    """How the page at ``page`` writes an address from the root of the site, as MkDocs does."""
    folder, _, name = page.rpartition("/")
    here, there = _parts(folder if "." in name else page), _parts(url)
    common = len(posixpath.commonprefix([here, there]))
    written = "/".join([*[".."] * (len(here) - common), *there[common:]]) or "."
    return written + "/" if url.endswith("/") else written


def _parts(path: str) -> list[str]:
    if not path.startswith("/"):
        path = "/" + path
    path = posixpath.normpath(path)[1:]
    return path.split("/") if path else []


def _meta(framed: Framed) -> dict[str, str]:
    meta = {"title": framed.own_title, "description": framed.description, POLICY_LANGUAGE: framed.language}
    return {name: value for name, value in meta.items() if value}


def _outline(contents: Sequence[Clause]) -> list[_Heading]:
    """The headings, each under the nearest higher one before it."""
    top: list[_Heading] = []
    path: list[_Heading] = []
    for clause in contents:
        heading = _Heading(clause.title, clause.id, clause.level)
        while path and path[-1].level >= clause.level:
            path.pop()
        (path[-1].children if path else top).append(heading)
        path.append(heading)
    return top


def _entry(item: NavigationEntry, page: SimpleNamespace | None, active: Collection[str]) -> SimpleNamespace:
    if item.children:
        children = [_entry(each, page, active) for each in item.children]
        return SimpleNamespace(title=item.title, children=children, active=False)
    if item.is_page and page is not None and item.url == page.url:
        page.children, page.title = None, item.title
        return page
    is_home = item.is_page and not item.url
    return SimpleNamespace(
        title=item.title,
        url=item.url,
        children=None,
        active=item.is_page and item.url in active,
        is_homepage=is_home,
        meta={"title": item.title, POLICY_LANGUAGE: item.language},
    )


def _flat(entries: Sequence[SimpleNamespace]) -> Iterator[SimpleNamespace]:
    for entry in entries:
        if entry.children:
            yield from _flat(entry.children)
        else:
            yield entry


def _config(settings: FrameSettings) -> SimpleNamespace:
    plugin = SimpleNamespace(config=SimpleNamespace(preview=settings.preview))
    return SimpleNamespace(
        site_name=settings.name,
        site_description=settings.description,
        copyright=sanitise(settings.copyright),
        extra_css=settings.stylesheets,
        extra_javascript=settings.scripts,
        theme=SimpleNamespace(language=settings.language, locale=settings.language, favicon=settings.favicon),
        plugins={_PLUGIN: plugin},
    )


@cache
def _environment() -> Environment:
    """As MkDocs sets up its own for a theme."""
    loader, compiled = PackageLoader(PACKAGE, FRAME), compiled_templates()
    environment = Environment(loader=loader, auto_reload=False, autoescape=True, bytecode_cache=compiled)
    install(environment)
    environment.globals["text_in"] = text_in
    environment.tests["capitals"] = is_in_capitals
    environment.filters["striptags"] = lambda value: escape(escape(value).striptags())
    environment.filters["url"] = _url
    environment.filters["script_tag"] = _script_tag
    return environment


@pass_context
def _url(context: Context, value: object) -> str:
    path = str(value) or "."
    parts = urlsplit(path)
    if parts.scheme or parts.netloc or path.startswith(("/", "#")):
        return path
    page = context["page"]
    return relative_url(path, page.url) if page is not None else posixpath.join(context["base_url"], path)


@pass_context
def _script_tag(context: Context, script: Script) -> Markup:
    kind = Markup(' type="{}"').format(script.type) if script.type else ""
    flags = (" defer" if script.defer else "") + (" async" if script.is_async else "")
    return Markup('<script src="{}"{}{}></script>').format(_url(context, script.path), kind, flags)
