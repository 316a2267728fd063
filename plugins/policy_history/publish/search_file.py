"""``search.json``: the words of the hand-written pages, for a site with a page that searches them.

manual/formats.md describes the file. The texts of policies are not in it: each has a search of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..site_audit.page import BuiltPage
from . import addresses
from .edition import Edition
from .scripts import modules
from .site_settings import SiteSettings, WrittenPage
from .templating import render

ADDRESS = "search.json"
SEARCH = "search"
"""The name of the directive that puts the search into a page."""
FORMAT = "policy-search"
VERSION = 1


def render_search(root: str) -> Markup:
    """The place of the search in a page from which ``root`` leads to the site's root."""
    return render("search_pages.html", root=root, modules=modules("policy-search.js"))


def search_files(edition: Edition, settings: SiteSettings, pages: Mapping[str, BuiltPage]) -> dict[str, bytes]:
    """The file by its address; none where no hand-written page asks for it. ``pages`` are the built ones, by path."""
    if not any(name == SEARCH for page in settings.pages for name, _ in page.directives):
        return {}
    record = {
        "format": FORMAT,
        "version": VERSION,
        "language": settings.frame.language,
        "pages": [_page(each, pages[each.path]) for each in settings.pages if each.path in pages],
        "policies": [
            {"title": each.policy.title, "language": each.policy.language, "url": addresses.search(each.policy)}
            for each in edition.policies
            if len(each.entries) > 1
        ],
    }
    return {ADDRESS: json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()}


def _page(page: WrittenPage, built: BuiltPage) -> dict[str, Any]:
    sections = [[each.id, each.title, each.text] for each in sections_of(built.html)]
    return {"url": built.address, "title": page.own_title or page.title, "sections": sections}


_NO_WORDS = "nav, script, style, template, noscript, svg, .headerlink, .policy-paper, select"
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
# Elements within a line (HTML Standard, 4.5); what stands in two others stands apart.
_IN_A_LINE = frozenset(
    """a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s samp small span strong sub sup time u
    var""".split()
)


@dataclass(slots=True)
class PageSection:
    """A heading with its id, both empty before the first one, and the text below it in one line."""

    id: str = ""
    title: str = ""
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text, with one space where there is white space or where blocks meet."""
        return " ".join("".join(self.parts).split())


def sections_of(html: str) -> Iterator[PageSection]:
    """The sections of a page that have any words, in order."""
    main = LexborHTMLParser(html).css_first("main")
    if main is None:
        return
    for node in main.css(_NO_WORDS):
        node.decompose()
    section, heading, last = PageSection(), None, None
    for node in main.traverse(include_text=True):
        if node.tag in _HEADINGS:
            if section.title or section.text:
                yield section
            section = PageSection(node.attributes.get("id") or "", " ".join(node.text(deep=True).split()))
            heading = node
        elif node.tag == "br":
            section.parts.append(" ")
        elif node.is_text_node:
            block = _block_of(node)
            if heading is None or block.mem_id != heading.mem_id:
                section.parts += ["" if last == block.mem_id else " ", node.text(deep=False)]
            last = block.mem_id
    if section.title or section.text:
        yield section


def _block_of(node: LexborNode) -> LexborNode:
    """The nearest element around a text that is not within a line."""
    above = node.parent
    while above is not None and above.tag in _IN_A_LINE and above.parent is not None:
        above = above.parent
    return above if above is not None else node
