"""Every file that is made and not written by hand, as it stands in the finished site.

The build uses it to say which files can be made again, and ``policy verify`` to make them: one and the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from datetime import date
from functools import cached_property
from urllib.parse import quote

from ..built.content_security import Directives, Inline, Surroundings, policy_for
from ..built.marking import marked, with_aligned_cells
from ..built.page import BuiltPage
from ..built.site import BuiltSite
from ..editor.site import FOLDER as EDITOR
from ..editor.site import page_for
from ..text.document import Clause
from .frame import NOT_FOUND, Frame, Framed, sections_of
from .page import Page
from .scripts import is_asked_for, scripts
from .security import host_files, surroundings
from .site import Site, UnknownDirective
from .site_settings import ADDRESS, SiteSettings, WrittenPage
from .sitemap import sitemap_files
from .theme import stylesheet


class Generated:
    """The generated files of a site that stands, whole or in part, in the folder of ``built``.

    What nobody can make again is taken from there: the bodies of hand-written pages, on which the content security
    policy depends, the texts of other stylesheets and scripts, and the names of all files. ``is_whole`` says that none
    of these is missing; without them no page can be put together, only its body.
    """

    def __init__(self, site: Site, settings: SiteSettings, built: BuiltSite, *, is_whole: bool = True) -> None:
        self._site = site
        self._settings = settings
        self.built = built
        self._has_frame = is_whole and settings.plain_pages
        self._is_whole = is_whole
        self._frame = Frame(settings.frame, settings.base)
        self._unmade = frozenset(settings.unmade)

    def files(self) -> Mapping[str, bytes]:
        """Every file that can be made whole, by its path."""
        return {path: content for path, content in self._files.items() if path not in self._unmade}

    @property
    def names(self) -> Set[str]:
        """The paths of all files that the engine makes whole, also of those that came out otherwise."""
        return self._files.keys()

    @cached_property
    def _files(self) -> dict[str, bytes]:
        made: dict[str, bytes] = {asset.address: asset.content for asset in self._site.assets}
        made |= self._theme_files()
        made |= {path: text.encode() for path, text in self._settings.well_known.items()}
        made[ADDRESS] = self._settings.written()
        if self._is_whole:
            made |= sitemap_files(listed(self._site, self._settings))
            made |= {path: text.encode() for path, text in self._host_files().items()}
        if self._settings.editor:
            made[f"{EDITOR}/index.html"] = page_for(self._settings.editor)
        made |= {path: marked(page, self._policy, self._around).encode() for path, page in self._framed.items()}
        return made

    def bodies(self) -> dict[str, bytes]:
        """The bodies of those of the engine's pages that cannot be made whole, by their paths."""
        framed = self._framed.keys() - self._unmade
        pages = ((path_of(page.address), page.html) for page in self._site.pages)
        return {path: self._settled(html) for path, html in pages if path not in framed}

    def fragment(self, page: WrittenPage, name: str, argument: str) -> bytes:
        """What a directive in a hand-written page becomes; empty when it means nothing."""
        try:
            return self._settled(self._site.directive(name, argument, address_of(page)).strip())
        except UnknownDirective:
            return b""

    def _settled(self, html: str) -> bytes:
        return (with_aligned_cells(html) if self._settings.content_security else html).encode()

    def _theme_files(self) -> dict[str, bytes]:
        sheet = stylesheet(plain_pages=self._settings.plain_pages)
        contents = [page.html for page in self._pages.values()]
        asked_for = {path: content for path, content in scripts().items() if is_asked_for(path, contents)}
        return {sheet.address: sheet.content, **asked_for}

    def _host_files(self) -> dict[str, str]:
        return host_files(self._site, self._policy, self.built.files)

    @cached_property
    def _framed(self) -> Mapping[str, BuiltPage]:
        """The pages in the plain frame, before they are marked; hand-written ones with the bodies that were found."""
        if not self._has_frame:
            return {}
        made = {
            path_of(page.address): self._site.with_head(self._whole(page), page.address) for page in self._site.pages
        }
        made |= {page.path: self._around_body(page) for page in self._settings.pages if page.path in self.built.pages}
        made[NOT_FOUND] = self._frame.not_found()
        return {path: BuiltPage(path, html) for path, html in made.items()}

    @cached_property
    def _pages(self) -> Mapping[str, BuiltPage]:
        """All pages: made where they can be, else as they were found."""
        made = {path: page for path, page in self._framed.items() if path not in self._unmade}
        found = {path: page for path, page in self.built.pages.items() if not self._is_editors(path)}
        return dict(sorted((found | made).items()))

    def _whole(self, page: Page) -> str:
        title = page.title
        return self._frame.page(
            Framed(page.address, title, title, page.description, page.html, page.contents, self._above(page))
        )

    def _above(self, page: Page) -> frozenset[str]:
        """The addresses of the pages it stands under. One in a section of the navigation stands under that alone."""
        in_sections = sections_of(self._settings.frame)
        above: list[str] = []
        while page.parent and page.address not in in_sections and page.parent not in above:
            above.append(page.parent)
            page = self._site.by_address[page.parent]
        return frozenset(above)

    def _around_body(self, page: WrittenPage) -> str:
        """The frame of a hand-written page around the body that was found in it."""
        address, found = address_of(page), self.built.pages[page.path].html
        contents = [Clause(each.id, each.title, each.level, -1) for each in page.contents]
        made = ""
        # The frame gives a title to a body that has none.
        for heading in ("<h1", ""):
            framed = Framed(address, page.title, page.own_title, page.description, _BODY + heading, contents)
            before, _, after = self._site.with_head(self._frame.page(framed), address).partition(_BODY + heading)
            place = before[before.rfind("<main") :]
            at = found.find(place)
            inner = found[at + len(place) : len(found) - len(after)] if at >= 0 else ""
            made = before + inner + after
            if heading in inner and at >= 0:
                break
        return made

    @cached_property
    def _around(self) -> Surroundings:
        known = self._theme_files()
        sheets = [content.decode() for path, content in known.items() if path.endswith(".css")]
        code = [content.decode() for path, content in known.items() if path.endswith(".js")]
        others = [path for path in self.built.files if path not in known and not self._is_editors(path)]
        sheets.append(self.built.texts(others, ".css"))
        code.append(self.built.texts(others, ".js", ".mjs"))
        inline = self._settings.inline
        return surroundings(
            self._site, "\n".join(sheets), "\n".join(code), Inline(frozenset(inline.scripts), frozenset(inline.styles))
        )

    def _is_editors(self, path: str) -> bool:
        return bool(self._settings.editor) and path.startswith(f"{EDITOR}/")

    @cached_property
    def _policy(self) -> Directives | None:
        return policy_for(self._pages.values(), self._around) if self._settings.content_security else None


# Stands for the body of a hand-written page in its frame; no text holds this noncharacter (Unicode, 23.7).
_BODY = "\ufdd0"


def path_of(address: str) -> str:
    """The file of the page at that address."""
    return f"{address}index.html"


def address_of(page: WrittenPage) -> str:
    """The address of a hand-written page from the root of the site."""
    return quote(page.path.removesuffix("index.html"))


def listed(site: Site, settings: SiteSettings) -> Iterator[tuple[str, date | None]]:
    """The absolute addresses of all pages that may be indexed, with the day of those that have one, for the sitemap."""
    base, heads = settings.base, site.heads
    for page in site.pages if base else ():
        if page.address not in heads or heads[page.address].is_indexed:
            yield base + page.address, page.changed
    for by_hand in settings.pages if base else ():
        yield base + address_of(by_hand), None
