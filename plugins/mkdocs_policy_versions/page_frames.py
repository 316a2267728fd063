"""What the theme puts around the engine's pages: its template rendered once for all that it treats alike, then filled.

A page goes through the template with marks in place of its title, description, address, day and body. Whatever else
the theme may look at decides which pages share a frame: how deep they stand, what they have in common with other
addresses, the pages above them, and their headings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from itertools import accumulate
from typing import NamedTuple

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from policy_history.cache.keys import key
from policy_history.publish.addresses import path_of
from policy_history.publish.frame import POLICY_LANGUAGE, Frame
from policy_history.publish.generated import framed_page
from policy_history.publish.heads import Head, head_html
from policy_history.publish.page import Page, has_title
from policy_history.publish.page_writer import PageWriter
from policy_history.publish.site import Site
from policy_history.publish.site_settings import SiteSettings
from policy_history.text.document import Clause

from .escaping import with_settings
from .mkdocs_pages import EngineFile, file_for, page_source, table_of_contents
from .theme_files import PLAIN_FRAME

# No text holds these noncharacters (Unicode, 23.7).
_MARKS = _TITLE, _DESCRIPTION, _ADDRESS, _DAY, _BODY, _HEAD = tuple(f"\ufdd0{name}\ufdd1" for name in "TDAYBH")
_MARK = re.compile("(\ufdd0[A-Z]\ufdd1)")
_KEPT = 64  # frames; a history goes through few kinds of page in turn, and its headings change rarely

Key = tuple[int, tuple[str, ...], str, tuple[Clause, ...], str, bool]
Kind = tuple[int, str, bool, bool]


class FrameStamp(NamedTuple):
    """What stands for all of which a page is made, and whether its frame is the plain one as it is."""

    text: str
    is_plain: bool


class _Pieces(NamedTuple):
    """A frame in pieces, marks between them, its hash, and whether the plain frame has the same pieces."""

    pieces: list[str] | None
    digest: str
    is_plain: bool


class PageFrames:
    """The frames of one build. ``nav`` and ``files`` are MkDocs', with a page for each of the engine's files.

    ``site`` has made the pages from ``settings``, from which the plain frame can be made too.
    """

    def __init__(
        self,
        env: Environment,
        config: MkDocsConfig,
        nav: Navigation,
        files: Files,
        site: Site,
        settings: SiteSettings,
    ) -> None:
        self._site, self._settings = site, settings
        self._plain = Frame(settings.frame, settings.base) if settings.plain_pages else None
        self._env, self._config, self._nav, self._files = env, config, nav, files
        self._pages = files.documentation_pages()
        named = (file.dest_uri for file in files if not isinstance(file, EngineFile) or file.is_documentation_page())
        self._known = frozenset(_folders(named))
        self._frames: dict[Key, _Pieces] = {}
        self._plain_kinds: set[Kind] = set()

    def write(self, page: Page, writer: PageWriter) -> None:
        """Write the page, unless it stands in the site already as it was made of the same."""
        head = self._site.head_data(page.address)
        path, stamp = path_of(page.address), self._stamp(page, head)
        if stamp is None or not writer.leave(path, stamp.text, can_be_made_again=stamp.is_plain):
            html, is_plain = self._around(page, page.html, head_html(head))
            writer.write(path, html, can_be_made_again=is_plain, stamp=stamp.text if stamp else "")

    def _around(self, page: Page, body: Markup, head: Markup) -> tuple[str, bool]:
        """The whole page, with ``head`` at the end of its head, and whether its frame is the plain one as it is."""
        values = _values(page, str(body), str(head))
        if not _is_printed_as_it_is(page.title):
            return _with_head(self._rendered(page, values), head), False
        frame = self._frame_of(page, has_title(body), lambda: values)
        if frame.pieces is None:
            return _with_head(self._rendered(page, values), head), False
        return _filled(frame.pieces, values), frame.is_plain

    def _stamp(self, page: Page, head: Head) -> FrameStamp | None:
        """What stands for all of which ``_around`` makes this page; None where that is not known without its body."""
        if page.seal is None or not _is_printed_as_it_is(page.title):
            return None
        frame = self._frame_of(page, page.seal.has_title, lambda: _values(page, str(page.html), ""))
        if frame.pieces is None:
            return None
        values = [page.title, page.description, page.address, page.changed.isoformat(), page.seal.sha256, repr(head)]
        return FrameStamp(key("page", frame.digest, *values), frame.is_plain)

    def _frame_of(self, page: Page, is_titled: bool, values: Callable[[], Mapping[str, str]]) -> _Pieces:
        name = self._key(page, is_titled)
        found = self._frames.get(name)
        if found is None:
            found = self._frames[name] = self._frame(page, values, name)
            if len(self._frames) > _KEPT:
                del self._frames[next(iter(self._frames))]
        return found

    def _key(self, page: Page, is_titled: bool) -> Key:
        parts = tuple(page.address.rstrip("/").split("/"))
        shared = max(
            (each for each in accumulate((part,) for part in parts) if each in self._known), key=len, default=()
        )
        return len(parts), shared, page.parent, _untitled_contents(page), page.language, is_titled

    def _frame(self, page: Page, values: Callable[[], Mapping[str, str]], key: Key) -> _Pieces:
        """The frame of a page; without pieces where the theme does more with the values than print them.

        Where MkDocs renders the plain frame's own templates, one page of a kind shows that it makes the same of them.
        """
        kind = key[0], page.language, bool(page.description), key[-1]
        is_known = kind in self._plain_kinds
        marks = {mark: mark for mark in _MARKS} | {_BODY: ("<h1" if key[-1] else "") + _BODY}
        untitled = replace(page, contents=_untitled_contents(page))
        html = self._plainly(untitled, marks) if is_known else _with_head(self._rendered(untitled, marks), _HEAD)
        pieces = _MARK.split(html.replace(marks[_BODY], _BODY))
        is_shared = len(key[1]) < key[0] and page.address.rstrip("/") in html
        if is_shared or not (is_known or self._is_printed(page, pieces, values())):
            return _Pieces(None, "", False)
        digest = sha256("\0".join(pieces).encode("utf-8", "surrogatepass")).hexdigest()
        is_plain = is_known or html == self._plainly(untitled, marks)
        if is_plain and self._has_plain_templates:
            self._plain_kinds.add(kind)
        return _Pieces(pieces, digest, is_plain)

    def _is_printed(self, page: Page, pieces: Iterable[str], values: Mapping[str, str]) -> bool:
        return _filled(pieces, values) == _with_head(self._rendered(page, values), values[_HEAD])

    @cached_property
    def _has_plain_templates(self) -> bool:
        """Whether the templates are the plain frame's own, and none of the site's."""
        names = ("main.html", "base.html")
        return all((self._env.get_template(each).filename or "").startswith(PLAIN_FRAME) for each in names)

    def _plainly(self, page: Page, marks: Mapping[str, str]) -> str:
        """The page in the plain frame as it is, with these marks; empty on a site that has another one."""
        if self._plain is None:
            return ""
        marked = replace(page, title=_TITLE, description=_DESCRIPTION)
        framed = replace(framed_page(self._site, self._settings, marked, Markup(marks[_BODY])), called=_ADDRESS)  # noqa: S704 (a mark)
        return _with_head(self._plain.page(framed), _HEAD)

    def _rendered(self, page: Page, values: Mapping[str, str]) -> str:
        # Its file joins no list, so that the page takes no other's place.
        apart = File.generated(self._config, page_source(page.address), content="")
        stand_in = MkDocsPage(None, apart, self._config)
        _fill(stand_in, page, values)
        file = file_for(self._files, page.address)
        stand_in.parent = file.page.parent if file and file.page else None
        stand_in.active = True
        self._config._current_page = stand_in  # noqa: SLF001 (as MkDocs does while it renders a page)
        try:
            context = get_context(self._nav, self._pages, self._config, stand_in)
            with_settings(context, self._config)
            return self._env.get_template("main.html").render(context)
        finally:
            stand_in.active = False
            self._config._current_page = None  # noqa: SLF001


def _values(page: Page, body: str, head: str) -> dict[str, str]:
    return {
        _TITLE: str(escape(page.title)),
        _DESCRIPTION: str(escape(page.description)),
        _ADDRESS: page.address,
        _DAY: page.changed.isoformat(),
        _BODY: body,
        _HEAD: head,
    }


def _is_printed_as_it_is(title: str) -> bool:
    return " ".join(title.split()) == title  # a theme may join blanks


def _untitled_contents(page: Page) -> tuple[Clause, ...]:
    """Its contents, with a mark for its title where that is all that they list."""
    if len(page.contents) == 1 and page.contents[0].title == page.title:
        return (replace(page.contents[0], title=_TITLE),)
    return page.contents


def _fill(stand_in: MkDocsPage, page: Page, values: Mapping[str, str]) -> None:
    stand_in.meta = {name: Markup(values[mark]) for name, mark in (("title", _TITLE), ("description", _DESCRIPTION))}  # noqa: S704 (escaped, or a mark)
    stand_in.title = stand_in.meta["title"]
    stand_in.meta[POLICY_LANGUAGE] = page.language
    stand_in.markdown, stand_in.content = "", Markup(values[_BODY])  # noqa: S704 (the engine's HTML, or a mark)
    stand_in.toc = table_of_contents(page.contents)
    stand_in.update_date = values[_DAY]
    if stand_in.canonical_url:
        stand_in.canonical_url = stand_in.canonical_url.removesuffix(page.address) + values[_ADDRESS]


def _with_head(html: str, head: str) -> str:
    return html.replace("</head>", f"{head}</head>", 1)


def _filled(pieces: Iterable[str], values: Mapping[str, str]) -> str:
    return "".join(values.get(piece, piece) for piece in pieces)


def _folders(paths: Iterable[str]) -> Iterable[tuple[str, ...]]:
    """Every beginning of every path, in parts."""
    for path in paths:
        yield from accumulate((part,) for part in path.removesuffix("/index.html").split("/"))
