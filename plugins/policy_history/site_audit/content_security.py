"""The content security policy of a built site, computed from what its pages hold (Content Security Policy Level 3).

It begins with nothing allowed and adds what is there: the site's own files, the hashes of those inline scripts and
styles that the theme or the configuration put there, the form handler, and other hosts only where the storage
inventory declares them. No ``unsafe-`` keyword, ever.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from ..text.keeping import kept
from .needs import AHEAD, Needs

SELF, NONE = "'self'", "'none'"
_ONLY_IN_A_HEADER = frozenset({"frame-ancestors"})  # CSP 3, 3.3: ignored, with a complaint, in <meta>
_WITH_HASHES = ("script-src", "style-src")
_DATA_IMAGE = re.compile(r"url\(\s*[\"']?data:image/", re.IGNORECASE)
_FONT = re.compile(r"@font-face", re.IGNORECASE)
# Where a script may turn text into code or markup (Trusted Types, 2.1): one that names none of these works without.
_SINK = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|parseFromString|HTMLUnsafe|srcdoc"
    r"|\beval\b|\bFunction\(|Worker\(|importScripts|[\"']script[\"']"
)
_TRUSTED_TYPES = {"require-trusted-types-for": ("'script'",)}

Directives = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Inline:
    """The texts of inline scripts and styles."""

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a policy depends on besides the pages.

    ``stylesheets`` and ``scripts`` are the texts of all the site's files of these kinds. ``handler`` and ``way_back``
    are the origins a form is sent to and comes back to, empty without a handler; ``hosts`` the other hosts the storage
    inventory declares, ``*.`` for any subdomain; ``asked`` the origins whose answer to a form its script reads.
    ``inline`` are the inline scripts and styles that the theme and the configuration put there.
    """

    site_url: str
    stylesheets: str
    scripts: str = ""
    handler: str = ""
    way_back: str = ""
    hosts: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    inline: Inline = field(default_factory=Inline)


def policy_for(pages: Iterable[Needs], around: Surroundings) -> Directives:
    """The strictest policy under which all pages with these needs work as they are."""
    pages = frozenset(pages)
    fetched = _fetched(pages, around)
    scripts = sorted(map(_hash, {text for page in pages for text in page.scripts} & around.inline.scripts))
    styles = sorted(map(_hash, {text for page in pages for text in page.styles} & around.inline.styles))
    with_script_files = SELF in fetched.get("script-src", ())
    directives = {
        "default-src": (),
        "script-src": (*fetched.pop("script-src", ()), *scripts),
        "style-src": (SELF, *(each for each in fetched.pop("style-src", ()) if each != SELF), *styles),
        "img-src": _images(fetched.pop("img-src", ()), around.stylesheets),
        "font-src": _fonts(fetched.pop("font-src", ()), around.stylesheets),
        "connect-src": tuple(
            dict.fromkeys(
                (
                    *((SELF,) if with_script_files else ()),
                    *fetched.pop("connect-src", ()),
                    *(around.asked if with_script_files and any(page.has_forms for page in pages) else ()),
                )
            )
        ),
        **fetched,
        "form-action": _form_targets(pages, around),
        "frame-ancestors": (),
        "base-uri": (),
    }
    if not any(map(_has_sink, _code(pages, around))):
        directives |= _TRUSTED_TYPES
    optional = {"font-src", "connect-src"}
    return {name: sources or (NONE,) for name, sources in directives.items() if sources or name not in optional}


@kept
def _has_sink(code: str) -> bool:
    return _SINK.search(code) is not None


def _code(pages: Iterable[Needs], around: Surroundings) -> Iterator[str]:
    """Everything that may run on these pages."""
    if any(page.has_script_files for page in pages):
        yield around.scripts
    for page in pages:
        yield from page.scripts


class Security:
    """The policies of a site: that of the whole, and that of each page by its needs."""

    def __init__(self, pages: Iterable[Needs], around: Surroundings) -> None:
        self._around = around
        self.whole = policy_for(pages, around)
        self._known: dict[Needs, Directives] = {}

    def of(self, page: Needs) -> Directives:
        """The policy of one page, for its own ``<meta>``; worked out once for all with the same needs.

        A page without script gets one of its own, the strictest there is. A page with script shares the site's:
        following a link without loading a page anew brings other pages under it.
        """
        if page.runs:
            return self.whole
        if page not in self._known:
            self._known[page] = policy_for([page], self._around)
        return self._known[page]


def written(directives: Directives, *, in_page: bool = False, leaving_out_hashes: bool = False) -> str:
    """A policy as it is written, in a header or, ``in_page``, in a ``<meta>``.

    ``leaving_out_hashes`` gives the part that needs none, for a header that must be short: it says nothing of
    scripts, styles and what no directive names, so that these are left to each page's own policy.
    """
    left_out = _ONLY_IN_A_HEADER if in_page else frozenset()
    if leaving_out_hashes:
        left_out |= {"default-src", *_WITH_HASHES}
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items() if name not in left_out)


def is_declared(host: str, hosts: Sequence[str]) -> bool:
    """Whether the inventory names that host, itself or by ``*.`` and its domain."""
    return any(host == each or (each.startswith("*.") and host.endswith(each[1:])) for each in hosts)


def _fetched(pages: Iterable[Needs], around: Surroundings) -> dict[str, tuple[str, ...]]:
    """Directive -> sources: our own files, images in the page, and declared hosts in the places that use them."""
    found: dict[str, dict[str, None]] = {}
    named: set[str] = set()
    for page in pages:
        for load in page.fetched:
            if load.directive == AHEAD:
                continue
            if load.is_picture_in_page:
                found.setdefault(load.directive, {})["data:"] = None
            elif load.is_own:
                found.setdefault(load.directive, {})[SELF] = None
            for host in around.hosts:
                if is_declared(load.host, [host]):
                    named.add(host)
                    found.setdefault(load.directive, {})[f"https://{host}"] = None
    # What no page names comes from a stylesheet or a script.
    for host in sorted(set(around.hosts) - named):
        for directive in ("img-src", "font-src", "connect-src"):
            found.setdefault(directive, {})[f"https://{host}"] = None
    found.pop("object-src", None)
    return {directive: tuple(sorted(sources, key=_order)) for directive, sources in sorted(found.items())}


def _order(source: str) -> tuple[bool, bool, str]:
    return source != SELF, source != "data:", source


def _images(sources: tuple[str, ...], stylesheets: str) -> tuple[str, ...]:
    data = ("data:",) if _DATA_IMAGE.search(stylesheets) else ()
    return tuple(sorted({SELF, *data, *sources}, key=_order))


def _fonts(sources: tuple[str, ...], stylesheets: str) -> tuple[str, ...]:
    own = (SELF,) if _FONT.search(stylesheets) else ()
    return tuple(dict.fromkeys((*own, *sources)))


def _form_targets(pages: Iterable[Needs], around: Surroundings) -> tuple[str, ...]:
    """A handler's answer leads back to the site, and Chromium applies the directive to that step as well."""
    pages = list(pages)
    if not any(page.has_forms for page in pages):
        return (SELF,) if any(page.asks for page in pages) else ()
    return tuple(dict.fromkeys(source for source in (SELF, around.handler, around.way_back) if source))


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
