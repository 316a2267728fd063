"""Changes to the built pages themselves, by insertion into their text: nothing else of a page moves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .content_security import Directives, written
from .headers import REFERRER
from .page import BuiltPage, Element
from .start_tags import StartTag, start_tags

_MARK = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*"><meta name="referrer" content="[^"]*">')
_ALIGNED = re.compile(r'\s*style="text-align:\s*(left|right|center);?"')
_ALIGNING = 'style="text-align:'
_ALIGNMENT = re.compile(r"text-align:\s*(?:left|right|center);?")
_USUAL = re.compile(
    r'\s*<!doctype html>\s*<html(?: [a-z-]+(?:="[^"]*")?)*>\s*<head>\s*<meta charset="utf-8">', re.IGNORECASE
)
_CLASS = re.compile(r'\sclass="([^"]*)"')


def marked(page: BuiltPage, policy: Directives | None) -> str:
    """The page with its own content security policy and its referrer policy, for hosts that send no headers.

    Both stand right after the page's encoding: a policy in a ``<meta>`` holds for what follows it. Columns that
    Markdown aligned by a style attribute, which the policy forbids, are aligned by a class.
    """
    changes = list(_aligned_cells(page)) if policy else []
    meta = f'<meta http-equiv="Content-Security-Policy" content="{written(policy, in_page=True)}">' if policy else ""
    at = _after_charset(page)
    earlier = _MARK.match(page.html, at)  # of a build that left this page as it was
    changes.append((at, earlier.end() if earlier else at, f'{meta}<meta name="referrer" content="{REFERRER}">'))
    return _changed(page.html, changes)


def with_aligned_cells(html: str) -> str:
    """A part of a page with nothing changed but its columns, as ``marked`` aligns them."""
    return _changed(html, _aligned_cells(BuiltPage("", html)))


def is_alignment(element: Element) -> bool:
    """Whether an element's style attribute is no more than a table column aligned by Markdown."""
    style = element.attributes.get("style", "")
    return element.tag in {"td", "th"} and _ALIGNMENT.fullmatch(style) is not None


def _changed(html: str, changes: Iterable[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(changes, reverse=True):
        html = html[:start] + new + html[end:]
    return html


def _aligned_cells(page: BuiltPage) -> Iterator[tuple[int, int, str]]:
    if _ALIGNING not in page.html:
        return  # on most pages there is none, and reading every tag of them takes most of a build's end
    for cell in page.tags:
        if cell.tag in {"td", "th"} and (match := _ALIGNED.search(cell.written)):
            yield cell.start, cell.end, _with_class(cell.written.replace(match[0], "", 1), f"align-{match[1]}")


def _with_class(cell: str, name: str) -> str:
    """The start tag of a table cell with a class more."""
    if existing := _CLASS.search(cell):
        return f'{cell[: existing.start()]} class="{existing[1]} {name}"{cell[existing.end() :]}'
    return f'{cell[:3]} class="{name}"{cell[3:]}'


def _after_charset(page: BuiltPage) -> int:
    """Where a page's encoding has been declared; else where its head begins, else the page."""
    if usual := _USUAL.match(page.html):
        return usual.end()
    tags = start_tags(page.html, _declares_encoding)
    if tags and _declares_encoding(tags[-1]):
        return tags[-1].end
    return next((tag.end for tag in tags if tag.tag in {"head", "html"}), 0)


def _declares_encoding(tag: StartTag) -> bool:
    return tag.tag == "meta" and "charset" in tag.attributes
