"""The policy's text in a web page, and what of the page is none of it: menus, banners, footers."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import Comment, Tag

_SILENT = ("script", "style", "noscript", "template", "svg", "iframe", "link", "meta", "object", "embed", "canvas")
_FURNITURE = ("nav", "form", "button", "dialog", "select", "input", "textarea")
_ROLES = {"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "complementary"}
_PAGE_EDGES = ("header", "footer", "aside")
_BANNER = re.compile(r"cookie|consent|gdpr|onetrust|didomi|usercentrics|cmp-", re.IGNORECASE)
_MAIN = ("main", "[role=main]", "article", "#main-content", "#content", ".policy", "body")


def select_text(soup: BeautifulSoup) -> tuple[Tag, list[str]]:
    """The element that holds the text, without what does not belong to it, and what was left out, in words."""
    left_out: list[str] = []
    for element in soup.find_all(_SILENT):
        element.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    _leave_out_banners(soup, left_out)
    main = _main(soup)
    if main.name == "body":
        for element in main.find_all(_PAGE_EDGES):
            if not _is_gone(element) and element.find_parent("article") is None:
                _leave_out(element, left_out)
    elif soup.body is not None:
        _tell_of_the_rest(main, left_out)
    for element in main.find_all(True):
        if _is_gone(element):
            continue
        if element.name in _FURNITURE or element.get("role") in _ROLES or element.has_attr("hidden"):
            _leave_out(element, left_out)
    return main, left_out


def _main(soup: BeautifulSoup) -> Tag:
    """The first kind of element that is on the page; of several the longest."""
    for selector in _MAIN:
        found = [element for element in soup.select(selector) if element.get_text(strip=True)]
        if found:
            return max(found, key=lambda element: len(element.get_text()))
    return soup


def _leave_out_banners(soup: BeautifulSoup, left_out: list[str]) -> None:
    """A cookie banner asks for a click; a clause on cookies, which may have the same name, does not."""
    for element in soup.find_all(True):
        if _is_gone(element):
            continue
        name = " ".join([str(element.get("id") or ""), *(element.get("class") or [])])
        if element.name not in ("html", "body", "main", "article") and _BANNER.search(name) and element.find("button"):
            _leave_out(element, left_out, "banner")


def _tell_of_the_rest(main: Tag, left_out: list[str]) -> None:
    """What stands around the text: every outermost element that does not hold it."""
    around = {id(parent) for parent in main.parents}
    for parent in main.parents:
        for child in parent.find_all(True, recursive=False):
            if child is not main and id(child) not in around and child.name != "head" and child.get_text(strip=True):
                left_out.append(_told(child, child.name))  # noqa: PERF401 (three lines read better)


def _leave_out(element: Tag, left_out: list[str], kind: str = "") -> None:
    if _is_gone(element):
        return
    if element.get_text(strip=True):
        left_out.append(_told(element, kind or element.name))
    element.decompose()


def _is_gone(element: Tag) -> bool:
    """What ``element.decomposed`` says, which looks through all descendants of an element that is still there."""
    return "_decomposed" in element.__dict__


def _told(element: Tag, kind: str) -> str:
    text = " ".join(element.get_text(" ").split())
    short = text if len(text) <= 80 else text[:80] + "…"
    return f"Left out, as no part of the text: {kind} “{short}”."
