"""Every file that is made and not written by hand, as it stands in the finished site.

The build uses it to say which files can be made again, and ``policy verify`` to make them: one and the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from datetime import date
from functools import cached_property, partial
from urllib.parse import quote

from ..editor.page import FOLDER as EDITOR
from ..editor.page import page_for
from ..site_audit.content_security import Inline, Security, Surroundings
from ..site_audit.needs import Needs, needs_of
from ..site_audit.page import BuiltPage
from ..site_audit.page_changes import marked, with_aligned_cells
from ..site_audit.site import BuiltSite
from ..text.document import Clause
from . import addresses
from .addresses import path_of
from .frame import NOT_FOUND, Frame, Framed, sections_of
from .page import Asset, Page
from .scripts import asked_for, scripts
from .search_file import search_files
from .security import held_pages, host_files, surroundings
from .site import Site, UnknownDirective
from .site_settings import SiteSettings, WrittenPage
from .sitemap import sitemap_files
from .theme import stylesheet


class Generated:
    """The generated files of a site that stands, whole or in part, in the folder of ``built``.

    What nobody can make again is taken from there: the bodies of hand-written pages, on which the content security
    policy depends, the texts of other stylesheets and scripts, and the names of all files. ``is_whole`` says that none
    of these is missing; without them no page can be put together, only its body. ``needs`` are those of pages of
    ``built`` that are known already, by path; ``made`` are the paths of those whose bodies and frames were made from
    these very settings, so that one of all that need the same is made again and stands for the others.
    """

    def __init__(
        self,
        site: Site,
        settings: SiteSettings,
        built: BuiltSite,
        *,
        is_whole: bool = True,
        needs: Mapping[str, Needs] | None = None,
        made: Set[str] = frozenset(),
    ) -> None:
        self._site = site
        self._settings = settings
        self.built = built
        self._has_frame = is_whole and settings.plain_pages
        self._is_whole = is_whole
        self._frame = Frame(settings.frame, settings.base)
        self._unmade = frozenset(settings.unmade)
        self._known = needs or {}
        self._made = made
        self._held = held_pages(site, settings)
        self._asked_for: set[str] = set()
        self._needs: dict[str, Needs] = {}
        self.names: set[str] = set()
        """The paths of all files that the engine makes whole, also of those that came out otherwise."""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file but the settings that can be made whole, with its path: no two are in memory at once."""
        for path, content in self._files():
            self.names.add(path)
            if path not in self._unmade:
                yield path, content

    def _files(self) -> Iterator[tuple[str, bytes]]:
        yield from ((asset.address, asset.content) for asset in self._site.assets)
        yield from ((path, text.encode()) for path, text in self._settings.well_known.items())
        if self._settings.editor:
            yield f"{EDITOR}/index.html", page_for(self._settings.editor)
        yield from self._marked()
        yield self._sheet.address, self._sheet.content
        yield from self._scripts().items()
        if self._is_whole:
            if not self._settings.inlay:
                yield from sitemaps(self._site, self._settings).items()
            yield from search_files(self._site.edition, self._settings, self.built.pages).items()
            security = self._security()
            texts = host_files(self._site, security.whole if security else None, self.built.files, self._needs)
            yield from ((path, text.encode()) for path, text in texts.items())

    def _marked(self) -> Iterator[tuple[str, bytes]]:
        """The pages in the plain frame. Those with scripts come last: their policy is that of the whole site."""
        for path in self.built.pages:
            is_ours = path in self._framed_paths and path not in self._unmade
            if not (is_ours or self._is_editors(path)):
                self._note(path, self.built.pages[path], self._known.get(path))
        alone, waiting = self._security(), []
        stand_for_others: set[Needs] = set()
        for path, frame in self._framed():
            if path in self._made and not (known := self._known[path]).runs:
                if known in stand_for_others:
                    self._needs[path] = known
                    self.names.add(path)
                    continue
                stand_for_others.add(known)
            page = BuiltPage(path, frame())
            if self._held is not None and path not in self._held:
                self._note(path, page)
                yield path, page.html.encode()
                continue
            made = self._as_found(path, page, alone)
            if made is None and path not in self._unmade:
                self._note(path, page)
            needs = self._needs.get(path)
            if made is None and needs is not None and needs.runs and alone:
                waiting.append(page)
            else:
                yield path, made or marked(page, alone.of(needs or Needs()) if alone else None).encode()
        whole = self._security()
        for page in waiting:
            yield page.path, marked(page, whole.of(self._needs[page.path]) if whole else None).encode()

    def _as_found(self, path: str, page: BuiltPage, alone: Security | None) -> bytes | None:
        """The page where it is what was found, and what that needs is known; None otherwise."""
        known = self._known.get(path)
        if known is None or known.runs or path in self._unmade:
            return None
        made = marked(page, alone.of(known) if alone else None).encode()
        if made != self.built.content(path):
            return None
        self._note(path, page, known)
        return made

    def _note(self, path: str, page: BuiltPage, known: Needs | None = None) -> None:
        """Keep of a page what the policy and the files of the site depend on."""
        if self._held is None or path in self._held:
            self._needs[path] = known or needs_of(page, self._site.hosting.site_url)
        self._asked_for |= asked_for(page.html)

    def _security(self) -> Security | None:
        """The policies, as far as they follow from the pages that have been noted."""
        if not self._settings.content_security:
            return None
        return Security(self._needs.values(), self._around())

    def bodies(self) -> dict[str, bytes]:
        """The bodies of those of the engine's pages that cannot be made whole, by their paths."""
        framed = self._framed_paths - self._unmade
        pages = ((path_of(page.address), page) for page in self._site.pages)
        return {path: self._settled(page.html) for path, page in pages if path not in framed}

    def fragment(self, page: WrittenPage, name: str, argument: str) -> bytes:
        """What a directive in a hand-written page becomes; empty when it means nothing."""
        try:
            return self._settled(self._site.directive(name, argument, address_of(page)).strip())
        except UnknownDirective:
            return b""

    def _settled(self, html: str) -> bytes:
        return (with_aligned_cells(html) if self._settings.content_security else html).encode()

    @property
    def _sheet(self) -> Asset:
        return stylesheet(plain_pages=self._settings.plain_pages)

    def _scripts(self) -> dict[str, bytes]:
        """Our scripts that pages ask for, as far as these have been noted."""
        return {path: content for path, content in scripts().items() if path in self._asked_for}

    @cached_property
    def _framed_paths(self) -> frozenset[str]:
        if not self._has_frame:
            return frozenset()
        by_hand = (page.path for page in self._settings.pages if page.path in self.built.pages)
        return frozenset((NOT_FOUND, *by_hand, *(path_of(page.address) for page in self._site.pages)))

    def _framed(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Each page in the plain frame, unmarked, made when asked for; one written by hand around its own body."""
        if not self._has_frame:
            return
        for page in self._site.pages:
            yield path_of(page.address), partial(self._whole, page)
        for by_hand in self._settings.pages:
            if by_hand.path in self.built.pages:
                yield by_hand.path, partial(self._around_body, by_hand)
        if not self._settings.inlay:
            yield NOT_FOUND, self._frame.not_found

    def _whole(self, page: Page) -> str:
        framed = framed_page(self._site, self._settings, page, page.html)
        return self._site.with_head(self._frame.page(framed), page.address)

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

    def _around(self) -> Surroundings:
        ours = {self._sheet.address, *scripts()}
        others = [path for path in self.built.files if path not in ours and not self._is_editors(path)]
        sheets = [self._sheet.content.decode(), self.built.texts(others, ".css")]
        code = [*(content.decode() for content in self._scripts().values()), self.built.texts(others, ".js", ".mjs")]
        inline = self._settings.inline
        return surroundings(
            self._site, "\n".join(sheets), "\n".join(code), Inline(frozenset(inline.scripts), frozenset(inline.styles))
        )

    def _is_editors(self, path: str) -> bool:
        return bool(self._settings.editor) and path.startswith(f"{EDITOR}/")


def framed_page(site: Site, settings: SiteSettings, page: Page, html: str) -> Framed:
    """A page of the engine's as the plain frame takes it, with that body."""
    # One in a section of the navigation stands under that alone.
    in_sections = sections_of(settings.frame)
    above: list[str] = []
    upper = page
    while upper.parent and upper.address not in in_sections and upper.parent not in above:
        above.append(upper.parent)
        upper = site.by_address[upper.parent]
    said = page.title, page.title, page.description
    return Framed(page.address, *said, html, page.contents, frozenset(above), page.language)


# Stands for the body of a hand-written page in its frame; no text holds this noncharacter (Unicode, 23.7).
_BODY = "\ufdd0"


def address_of(page: WrittenPage) -> str:
    """The address of a hand-written page from the root of the site."""
    return quote(page.path.removesuffix("index.html"))


def sitemaps(site: Site, settings: SiteSettings) -> dict[str, bytes]:
    """The site's sitemap in its forms, and in a theme's own frame, where Material's scripts run, each policy's part."""
    places = () if settings.plain_pages else [addresses.in_force(policy.policy) for policy in site.edition.policies]
    return sitemap_files(_listed(site, settings), [(each.rstrip("/"), settings.base + each) for each in places])


def _listed(site: Site, settings: SiteSettings) -> Iterator[tuple[str, date | None]]:
    """The absolute addresses of all pages that may be indexed, with the day of those that have one, for the sitemap."""
    base, heads = settings.base, site.heads
    for page in site.pages if base else ():
        if page.address not in heads or heads[page.address].is_indexed:
            yield base + page.address, page.changed
    for by_hand in settings.pages if base else ():
        yield base + address_of(by_hand), None
