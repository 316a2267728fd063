"""What a built site must hold, held against what it does hold: a generator may drop pages without a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ..problems import Problem
from ..text.html_words import words_of
from .page import BuiltPage
from .site import BuiltSite

_ARTICLE = re.compile(r'<article class="policy-text.*?</article>', re.DOTALL)


def missing_pages(built: BuiltSite, pages: Mapping[str, tuple[str, str]]) -> Iterator[Problem]:
    """Pages that are not there, or that do not show the text they must; ``pages``: address -> title and HTML."""
    for address, (title, html) in sorted(pages.items()):
        path = f"{address}index.html"
        page = built.pages.get(path)
        if page is None:
            yield Problem(path, 1, 1, "missing-page", f"“{title}” is not published at /{address}. {_REMEDY}")
        elif lost := _lost_article(page, html):
            message = f"“{title}” stands at /{address} without its text, from “{lost}” on. {_REMEDY}"
            yield Problem(path, 1, 1, "missing-text", message)


def missing_files(built: BuiltSite, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Files that are not there, or not the same byte for byte."""
    published = frozenset(built.files)
    for path, content in sorted(files.items()):
        if path not in published:
            yield Problem(path, 1, 1, "missing-file", f"This file is not published. {_REMEDY}")
        elif (built.folder / path).read_bytes() != content:
            message = f"This is not the file that the policies of the repository give for this day. {_REMEDY}"
            yield Problem(path, 1, 1, "other-file", message)


_REMEDY = "Build the site again from these files, with the plugin on; if that does not help, the generator drops it."


def _lost_article(page: BuiltPage, html: str) -> str:
    """The first words of a policy's text that a page should show and does not; empty when it shows all of them."""
    for article in _ARTICLE.findall(html):
        if article in page.html:
            continue
        wanted = words_of(article)
        if _joined(wanted) not in _joined(words_of(page.html)):
            return " ".join(wanted[:6])
    return ""


def _joined(words: Iterable[str]) -> str:
    return "\0" + "\0".join(words) + "\0"
