"""``search.json``: the words of the hand-written pages, for a site with a page that searches them.

manual/formats.md describes the file. The texts of policies are not in it: each has a search of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from ..built.page import BuiltPage
from ..built.sections import sections_of
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
