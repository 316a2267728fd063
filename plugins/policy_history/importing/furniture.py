"""The policy's text in a web page, and what of the page is none of it: menus, banners, footers."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import Comment, Tag

from ..problems import one_line
from .by_script import as_shown
from .collapsed import is_hidden, open_all
from .elsewhere import told_elsewhere
from .html_notes import take_in_notes

_SILENT = ("script", "style", "link", "meta", "title")
_UNREADABLE = (
    "noscript",
    "noframes",
    "template",
    "svg",
    "iframe",
    "object",
    "embed",
    "canvas",
    "video",
    "audio",
    "rt",
    "rp",
)
_EDGE = re.compile(
    r"(?:site|page|main|global|elementor-location|et-l-|fl-builder)?[-_]?(?:footer|header|nav|navbar|navigation|menu|breadcrumbs?|sidebar|colophon)(?:[-_](?:wrap|wrapper|container|area|main))?",
    re.IGNORECASE,
)
_FURNITURE = ("nav", "form", "button", "dialog", "select", "input", "textarea")
_ROLES = {"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "complementary"}
_AID = re.compile(
    r"(?:sharedaddy|sd-sharing.*|jp-relatedposts|addtoany.*|a2a_kit|(?:social-?)?share(?:-?(?:buttons?|icons?|links?|bar))"
    r"|social-share.*|(?:post-)?edit-link|mw-editsection|skip-link|(?:post|page)-navigation|back-to-top"
    r"|article-(?:votes|return-to-top)|(?:related|recent)-articles|intercom-reaction-picker|cmplz-manage-consent-container"
    r"|theme-(?:doc-footer|edit-this-page)|md-source-file|comment-(?:list|respond)|comments-area|disqus_thread)",
    re.IGNORECASE,
)
"""What helps a reader of a page along, and is none of its text: to share it, to edit it, to skip it."""
_CONTENTS = re.compile(r"(?:.*[-_])?(?:toc|lwptoc|table-of-contents|table-contents)(?:[-_].*)?", re.IGNORECASE)
_BARS = (
    "#wm-ipp-base, #wm-ipp, #wm-ipp-print, #wm-ipp-wrapper, #donato, #gt-nvframe, .goog-te-banner-frame, "
    "body > .skiptranslate, #google-cache-hdr, body.doc-content > #banners"
)
_CACHE = re.compile(r"This is (?:Google.s cache of|the html version of the file|a cached version of)")
_LONGEST_BAR = 1_000
_LONGEST_TITLE = 40
"""So many letters may stand over a table of contents."""
_PAGE_EDGES = ("header", "footer", "aside")
_BANNER = re.compile(r"cookie|consent|gdpr|onetrust|didomi|usercentrics|cmp-?(?:banner|box|popup|ui)", re.IGNORECASE)
_DECLARATION = re.compile(r"declaration|statement|policy|audit", re.IGNORECASE)
_OVERLAY = re.compile(r"banner|bar\b|popup|modal|overlay|dialog|consent", re.IGNORECASE)
_BUTTON = re.compile(r"(?:^|[-_])(?:btn|button)", re.IGNORECASE)
_MAIN = ("main", "[role=main]", "article", "#main-content", "#content", ".policy", "body")


def select_text(soup: BeautifulSoup) -> tuple[Tag, list[str]]:
    """The element that holds the text, without what does not belong to it, and what was left out, in words."""
    as_shown(soup)
    left_out = told_elsewhere(soup)
    for element in soup.find_all(_SILENT):
        element.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for element in soup.find_all(_UNREADABLE):
        _leave_out(element, left_out)
    for element in _archives_bars(soup):
        _leave_out(element, left_out, "the archive's")
    _leave_out_banners(soup, left_out)
    open_all(soup)
    main = _main(soup)
    take_in_notes(soup, main)
    if main.name == "body":
        for element in main.find_all(_PAGE_EDGES):
            if not _is_gone(element) and element.find_parent("article") is None:
                _leave_out(element, left_out)
        _leave_out_edges(main, left_out)
    elif soup.body is not None:
        _tell_of_the_rest(main, left_out)
    _leave_out_furniture(main, left_out)
    return main, left_out


def _leave_out_furniture(main: Tag, left_out: list[str]) -> None:
    """What stands in the text and is none of it."""
    for element in main.find_all(True):
        if _is_gone(element):
            continue
        if element.name == "form" and is_most_of(element, len(main.get_text(strip=True))):
            element.unwrap()
        elif element.name == "nav" and element.find("p") is not None and element.find("a") is None:
            element.name = "div"  # what leads nowhere is no navigation, but what opens below a button
        elif element.name in _FURNITURE or element.get("role") in _ROLES or _is_aid(element) or _is_contents(element):
            _leave_out(element, left_out)
        elif is_hidden(element):
            _leave_out(element, left_out, f"hidden {element.name}")


def _main(soup: BeautifulSoup) -> Tag:
    """The first kind of element that is on the page; of several the longest."""
    for selector in _MAIN:
        found = [element for element in soup.select(selector) if element.get_text(strip=True)]
        if found:
            longest = max(found, key=lambda element: len(element.get_text()))
            return _with_its_like(longest) if longest.name == "article" else longest
    return soup


def _with_its_like(article: Tag) -> Tag:
    """What holds the article, where it is one of several into which a text is parted: not the most of what they say."""
    parent = article.parent
    alike = parent.find_all("article", recursive=False) if parent else []
    return (
        parent if parent and not is_most_of(article, sum(len(each.get_text(strip=True)) for each in alike)) else article
    )


def _leave_out_banners(soup: BeautifulSoup, left_out: list[str]) -> None:
    """A cookie banner asks for a click; a clause on cookies, which may have the same name, does not."""
    for element in soup.find_all(True):
        if _is_gone(element):
            continue
        name = " ".join([str(element.get("id") or ""), *(element.get("class") or [])])
        if element.name in ("html", "body", "main", "article") or _is_declaration(element, name):
            continue
        if _BANNER.search(name) and element.find(_asks):
            _leave_out(element, left_out, "banner")


def _is_declaration(element: Tag, name: str) -> bool:
    """Whether it is a text on cookies, with a button in it, that a service writes into pages: long, or with a table."""
    is_long = len(element.get_text()) > _LONGEST_BAR or element.find("table") is not None
    return is_long and _DECLARATION.search(name) is not None and _OVERLAY.search(name) is None


def _asks(element: Tag) -> bool:
    """Whether an element is a button, or a link that looks like one."""
    if element.name == "button" or element.get("role") == "button":
        return True
    return element.name == "a" and any(_BUTTON.search(name) for name in element.get("class") or [])


def _leave_out_edges(main: Tag, left_out: list[str]) -> None:
    """Edges of the page that say what they are by their id or class only."""
    for element in main.find_all(["div", "section", "ul"]):
        if _is_gone(element) or is_most_of(element, len(main.get_text(strip=True))):
            continue
        names = [str(element.get("id") or ""), *(element.get("class") or [])]
        if any(_EDGE.fullmatch(name) for name in names) and element.find_parent("article") is None:
            _leave_out(element, left_out)


def _is_aid(element: Tag) -> bool:
    names = [str(element.get("id") or ""), *(element.get("class") or [])]
    is_discussion = names[0] in ("comments", "respond") and element.find("form") is not None
    return is_discussion or any(_AID.fullmatch(name) for name in names)


def _is_contents(element: Tag) -> bool:
    """Whether an element that is called so holds links to places of this page, and little else."""
    names = [str(element.get("id") or ""), *(element.get("class") or [])]
    if element.name not in ("div", "section", "ul", "ol", "aside") or not any(map(_CONTENTS.fullmatch, names)):
        return False
    links = element.select("a[href^='#']")
    linked = sum(len(link.get_text(strip=True)) for link in links)
    return len(links) > 0 and 2 * linked > len(element.get_text(strip=True)) - _LONGEST_TITLE


def is_most_of(element: Tag, length: int) -> bool:
    """Whether more than half of a text of that length stands in the element, such as a form that is put around all."""
    return 2 * len(element.get_text(strip=True)) > length


def _tell_of_the_rest(main: Tag, left_out: list[str]) -> None:
    """What stands around the text: every outermost element that does not hold it."""
    around = {id(parent) for parent in main.parents}
    for parent in main.parents:
        for child in parent.find_all(True, recursive=False):
            if child is not main and id(child) not in around and child.get_text(strip=True):
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
    return f"Left out, as no part of the text: {kind} “{one_line(element.get_text(' '), 80)}”."


def _archives_bars(soup: BeautifulSoup) -> list[Tag]:
    """What archives, caches and translators of pages put on top of a page that they show."""
    found = list(soup.select(_BARS))
    first = soup.body.find(True, recursive=False) if soup.body else None
    if isinstance(first, Tag) and _CACHE.match(text := first.get_text(" ", strip=True)) and len(text) < _LONGEST_BAR:
        found.append(first)
    return found
