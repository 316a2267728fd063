"""What others change of pages after they are made: their words, or what stands around one body and not around all."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..problems import Problem, ProblemsFound, Severity, one_line
from ..site_audit.site import BuiltSite
from ..text.html_words import as_one, words_of
from .addresses import path_of
from .page import Page
from .site import Site
from .site_settings import NavigationEntry, SiteSettings

RULE = "changed-words"
_BEFORE, _AFTER, _LONGEST, _FEW = 4, 8, 80, 3


def altered_pages(bodies: Mapping[str, bytes], built: BuiltSite) -> tuple[str, ...]:
    """The paths of the pages in which a body, by its path, stands otherwise than it was made.

    ProblemsFound where even its words do not stand there: what is published as the text in force would be another one.
    """
    paths: list[str] = []
    problems: list[Problem] = []
    for path, body in bodies.items():
        made = body.decode()
        if path not in built.pages or made in (html := built.pages[path].html):
            continue
        paths.append(path)
        if words := missing_words(made, html):
            message = (
                f"Another plugin or a hook changes the words of this page when it is made: “{words}” does not stand "
                "there any more. Have it leave the pages of policies as they are."
            )
            problems.append(Problem(path, 1, 1, RULE, message))
    if problems:
        raise ProblemsFound(problems)
    return tuple(sorted(paths))


def missing_words(part: str, html: str) -> str:
    """Where a page ceases to say, word for word, what a part of it should say; empty when it says it all."""
    words, whole = words_of(part), as_one(words_of(html))
    if as_one(words) in whole:
        return ""
    held = bisect_left(range(1, len(words) + 1), True, key=lambda count: as_one(words[:count]) not in whole)
    return one_line(" ".join(words[max(0, held - _BEFORE) : held + _AFTER]), _LONGEST)


def told(paths: Iterable[str]) -> Iterator[Problem]:
    """A warning that on these pages stands something else than was made, but every word of a policy's page."""
    found = sorted(paths)
    if found:
        more = f" and {len(found) - _FEW} more" if len(found) > _FEW else ""
        message = (
            "Another plugin or a hook changes what the policies put into pages when these are made "
            f"({', '.join(found[:_FEW])}{more}). “policy verify” can prove no more than the words of policies there."
        )
        yield Problem(found[0], 1, 1, RULE, message, Severity.WARNING)


_LOADING = frozenset("base embed form iframe img link meta object script style template video audio".split())
_ADDRESSES = frozenset({"action", "href", "src"})
_TELLING = _ADDRESSES | {"content"}
_CLIMBING = re.compile(r"\.\.?(?:/\.\.)*(?=[\"/])/?")

Piece = tuple[str, ...]


def odd_frames(
    site: Site, settings: SiteSettings, built: BuiltSite, bodies: Mapping[str, bytes]
) -> Iterator[tuple[str, str]]:
    """Paths of pages, and the first thing around the body of each that does not stand around the others.

    ``bodies`` are the engine's pages that have a foreign frame. Texts count, and elements that load, hide or run
    something; a page's own title and headings, and the navigation, may stand on it alone.
    """
    pages = {path_of(page.address): page for page in site.pages if path_of(page.address) in bodies}
    groups: dict[bool, dict[str, list[Piece]]] = {True: {}, False: {}}
    for path, page in pages.items():
        html = built.pages[path].html if path in built.pages else ""
        if (body := bodies[path].decode()) in html:
            frame = html.replace(body, "", 1).replace(site.head(page.address), "", 1)
            groups[len(page.contents) > 1][path] = _pieces(path, frame)
    listed = tuple(_listed(settings.frame.navigation))
    for group in groups.values():
        common = set.intersection(*map(set, group.values())) if group else set()
        for path, found in group.items():
            own = {*listed, *_own_texts(pages[path], settings)}
            odd = next((each for each in found if each not in common and each[-1] not in own), None)
            if odd is not None:
                yield path, " ".join(filter(None, odd))


def _listed(items: Iterable[NavigationEntry]) -> Iterator[str]:
    """The titles of the navigation, and the addresses it leads to, as pieces have them."""
    for item in items:
        yield from (_plain(item.title), posixpath.normpath(f"/{item.url}"))
        yield from _listed(item.children)


def _own_texts(page: Page, settings: SiteSettings) -> Iterator[str]:
    titles = (page.title, f"{page.title} - {settings.frame.name}", page.description)
    yield from map(_plain, (*titles, *(clause.title for clause in page.contents)))
    yield settings.base + page.address


def _pieces(path: str, html: str) -> list[Piece]:
    """The texts of a frame and what in it loads, hides or runs something, addresses as seen from the root."""
    root = LexborHTMLParser(html).root
    found = (_piece(path, node) for node in (root.traverse(include_text=True) if root else ()))
    return [piece for piece in found if piece]


def _piece(path: str, node: LexborNode) -> Piece | None:
    if node.is_text_node:
        text = _plain(node.text_content or "")
        return (_CLIMBING.sub("", text),) if text else None
    tag = node.tag or ""
    values = [(name, _seen(path, name, value or "")) for name, value in node.attributes.items()]
    telling = [
        f"{name}={value}"
        for name, value in values
        if (tag in _LOADING and name not in _TELLING) or name in {"hidden", "style"} or name.startswith("on")
    ]
    if not telling and tag not in _LOADING:
        return None
    if tag == "template":
        telling += [fragment.html or "" for fragment in node.template_fragments()]
    return f"<{tag}>", " ".join(telling), next((value for name, value in values if name in _TELLING), "")


def _seen(path: str, name: str, value: str) -> str:
    if name not in _ADDRESSES or urlsplit(value).scheme or value.startswith(("/", "#")):
        return value
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(path), value))


def _plain(text: str) -> str:
    return " ".join(text.split())
