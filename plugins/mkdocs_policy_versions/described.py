"""What MkDocs knows of a site and the engine does not: its navigation, its frame and its hand-written pages.

Names are HTML to MkDocs, and texts here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from policy_history.publish.frame import POLICY_LANGUAGE
from policy_history.publish.site_settings import FrameSettings, Heading, NavigationEntry, Script, WrittenPage

DirectivesOf = Mapping[str, Iterable[tuple[str, str]]]
"""The path of a page in the built site -> names and arguments of its directives."""


def frame_of(config: MkDocsConfig, nav: Navigation, *, preview: bool) -> FrameSettings:
    """What the plain frame says of the site."""
    theme = config.theme
    return FrameSettings(
        name=unescape(config.site_name),
        description=unescape(config.site_description or ""),
        language=str(theme.get("language") or theme.get("locale") or "en"),
        favicon=str(theme.get("favicon") or ""),
        copyright=config.copyright or "",
        preview=preview,
        stylesheets=tuple(map(str, config.extra_css)),
        scripts=tuple(map(_script, config.extra_javascript)),
        navigation=tuple(map(_item, nav.items)),
    )


def written_pages(files: Files, ours: Iterable[str], directives: DirectivesOf) -> Iterator[WrittenPage]:
    """The pages that are not at the addresses ``ours``: written by hand, or made by another plugin."""
    addresses = set(ours)
    for file in files.documentation_pages():
        page = file.page
        if page is not None and page.url not in addresses:
            yield WrittenPage(
                path=file.dest_uri,
                title=unescape(str(page.title or "")),
                own_title=unescape(str(page.meta.get("title") or "")),
                description=unescape(str(page.meta.get("description") or "")),
                contents=tuple(_headings(page.toc)),
                directives=tuple(directives.get(file.dest_uri, ())),
            )


def _script(script: object) -> Script:
    """A plain path, or one with what its element says besides (``ExtraScriptValue`` of MkDocs)."""
    return Script(
        path=str(script),
        type=getattr(script, "type", ""),
        defer=getattr(script, "defer", False),
        is_async=getattr(script, "async_", False),
    )


def _item(item: StructureItem) -> NavigationEntry:
    if isinstance(item, Section):
        return NavigationEntry(
            title=unescape(str(item.title)), is_page=False, children=tuple(map(_item, item.children))
        )
    if isinstance(item, Link):
        return NavigationEntry(title=unescape(str(item.title)), url=item.url, is_page=False)
    if not isinstance(item, Page):
        return NavigationEntry(title=unescape(str(item.title)))
    # A title that was chosen for the navigation is the site's.
    language = item.meta.get(POLICY_LANGUAGE, "") if item.title == item.meta.get("title") else ""
    return NavigationEntry(title=unescape(str(item.title)), url=item.url, language=language)


def _headings(links: Iterable[AnchorLink]) -> Iterator[Heading]:
    for link in links:
        yield Heading(id=link.id, title=unescape(str(link.title)), level=link.level)
        yield from _headings(link.children)
