"""What a built site lacks: pages and files that it must hold, and what links within it lead to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import unquote, urljoin, urlsplit

from ..problems import Problem, Severity
from ..text.html_words import as_one, words_of
from .page import BuiltPage, Element
from .site import BuiltSite

RULE = "broken-link"
_ADDRESSES = ("href", "src", "action", "data", "poster", "cite", "xlink:href")
_FEW = 3
"""So many links that are wrong for one reason are each told."""
_NOWHERE = " leads nowhere: "
_OUTSIDE = "the site begins at"
_ALWAYS_THERE = ("", "top")  # HTML Standard, 7.4.6.3


def site_address(built: BuiltSite) -> str:
    """The address the site was built for, as its home page names it (``rel="canonical"``); ``/`` when it does not."""
    home = built.pages.get("index.html")
    for link in home.all("link") if home else ():
        if "canonical" in link.attributes.get("rel", "").lower().split():
            return link.attributes.get("href", "") or "/"
    return "/"


def broken_links(built: BuiltSite, address: str, ours: Collection[str] | None = None) -> list[Problem]:
    """Every address in a page that should be on the site at ``address`` and is not, with its place in the page.

    ``ours`` are the files of those pages that are ours; None where all are. Only what is wrong there alone is an error:
    what a site of others or its navigation had before stops nothing. Such a site may also lead to other parts of its
    host.
    """
    is_strict = ours is None
    ours = ours or ()
    root = urljoin("https://this.invalid/", address)
    files, ids = frozenset(built.files), dict[str, frozenset[str]]()
    links: dict[str, dict[str, None]] = {}
    for path, page in built.pages.items():
        ids[path] = page.ids
        links[path] = dict.fromkeys(
            written for element, written in _links(page) if is_strict or not _is_another_build(element, written)
        )
    faults = {
        path: {
            each: fault
            for each in written
            if (fault := _fault(files, ids, root + BuiltPage(path, "").address, root, each))
            and (is_strict or not fault.startswith(_OUTSIDE))
        }
        for path, written in links.items()
    }
    theirs = {fault for path in faults if not (is_strict or path in ours) for fault in faults[path].values()}
    return [
        Problem(path, *page.place(element), RULE, f"“{written}”{_NOWHERE}{found[written]}. Mend the link.", severity)
        for path, found in faults.items()
        if found and (page := built.pages[path])
        for element, written in _links(page)
        if written in found
        for severity in [Severity.WARNING if found[written] in theirs else Severity.ERROR]
    ]


def _links(page: BuiltPage) -> Iterator[tuple[Element, str]]:
    for element in page.elements:
        for name in _ADDRESSES:
            if name in element.attributes:
                yield element, element.attributes[name].strip()


def _is_another_build(element: Element, written: str) -> bool:
    """Whether a link leads from the root of the host to the site in another language, which is built by itself."""
    return "hreflang" in element.attributes and written.startswith("/")


def _fault(files: frozenset[str], ids: Mapping[str, frozenset[str]], page: str, root: str, written: str) -> str:
    """Why a link on the page at that address leads nowhere, as a clause; empty when it does lead somewhere."""
    try:
        target, base = urlsplit(urljoin(page, written)), urlsplit(root)
    except ValueError:
        return "it is no address"
    if (target.scheme, target.netloc) != (base.scheme, base.netloc):
        return ""
    if not target.path.startswith(base.path):
        if urlsplit(written).netloc:
            return ""  # the same host, but for certain not this site
        return f"{_OUTSIDE} {base.path}"
    path = unquote(target.path.removeprefix(base.path))
    file = _file(path, files)
    if file is None:
        return f"nothing is published at /{path}"
    fragment = unquote(target.fragment).partition(":~:")[0]
    if file not in ids or fragment in _ALWAYS_THERE or fragment in ids[file]:
        return ""
    return f"the page /{path} has no “{fragment}”"


def _file(path: str, files: frozenset[str]) -> str | None:
    """The file a host answers with; a folder without its slash leads to its page as well."""
    candidates = (path, f"{path.rstrip('/')}/index.html".lstrip("/"))
    return next((each for each in candidates if each in files), None)


def told_once(problems: Iterable[Problem]) -> Iterator[tuple[Problem, int]]:
    """Each problem with how many it stands for: links that are wrong for one reason are one, as pages share a frame."""
    alike: dict[object, list[Problem]] = {}
    for each in problems:
        why = each.message.partition(_NOWHERE)[2]
        alike.setdefault((why, each.severity) if each.rule == RULE else each, []).append(each)
    for found in alike.values():
        yield from [(found[0], len(found))] if len(found) > _FEW else ((each, 1) for each in found)


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
        if as_one(wanted) not in as_one(words_of(page.html)):
            return " ".join(wanted[:6])
    return ""
