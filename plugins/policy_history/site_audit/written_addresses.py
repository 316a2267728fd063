"""Addresses in markup and stylesheets, read as browsers read them, and those that can be read in two ways told apart.

Stylesheets are read by tinycss2, after CSS Syntax Level 3.
A browser strips, repairs and guesses (URL Standard, 4.4): ``https:host``, ``///host``, ``\\\\host`` and an address with
a line end in it all lead to another host though they do not look like it. Such an address is a fault whatever it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import tinycss2  # type: ignore[import-untyped]
from tinycss2.ast import Node  # type: ignore[import-untyped]

from ..text.article import SCHEMES

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_AUTHORITY = re.compile(r"//([^/?#]*)")
_AROUND = "".join(map(chr, range(0x21)))
_ODD = re.compile(r"[\x00-\x1f\x7f]")
_CANDIDATE = re.compile(r"[\s,]*(\S+)((?:\([^)]*\)|[^,(])*)")

_DATA_IMAGE = re.compile(r"data:image/(?:png|gif|jpeg|webp|avif|svg\+xml)[;,]", re.IGNORECASE)
_DATA_OF_STYLE = re.compile(r"data:(?:image/|font/|application/(?:x-)?font|application/vnd\.ms-font)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """An address as written: its scheme and host in small letters, empty for one on the site that shows it.

    ``fault`` says why it cannot be taken for what it looks like; empty when it can.
    """

    written: str
    scheme: str = ""
    host: str = ""
    origin: str = ""
    fault: str = ""

    @property
    def is_data_image(self) -> bool:
        """Whether it is a picture written out in the address itself, of a kind that runs nothing in an ``<img>``."""
        return _DATA_IMAGE.match(self.written) is not None

    @property
    def is_data_of_style(self) -> bool:
        """Whether it is a picture or a font written out in the address itself, and no stylesheet."""
        return _DATA_OF_STYLE.match(self.written) is not None

    @property
    def leads_astray(self) -> bool:
        """Whether following it does anything but show a page, or open the reader's mail or telephone."""
        return bool(self.fault) or bool(self.scheme and self.scheme not in SCHEMES)


def read_address(written: str) -> Address:
    """What an address is, without resolving it."""
    trimmed = written.strip(_AROUND)
    scheme = _SCHEME.match(trimmed)
    name = scheme[1].lower() if scheme else ""
    if _ODD.search(trimmed):
        # Browsers drop line ends and tabs: what is left decides.
        name = name or (match[1].lower() if (match := _SCHEME.match(re.sub(r"[\t\r\n]", "", trimmed))) else "")
        return Address(trimmed, name, fault="it has line ends or other control characters in it")
    rest = trimmed[scheme.end() :] if scheme else trimmed
    if name in {"", "http", "https"} and "\\" in re.split(r"[?#]", rest)[0]:
        return Address(trimmed, name, fault="it has “\\” in it, which browsers read as “/”")
    if name not in {"", "http", "https"} or not (name or rest.startswith("//")):
        return Address(trimmed, name)
    authority = _AUTHORITY.match(rest)
    if authority is None or not authority[1]:
        return Address(trimmed, name, fault="it does not have two slashes and a host after them")
    if "@" in authority[1]:
        return Address(trimmed, name, fault="it has a user's name before its host, which looks like another host")
    host = authority[1].lower()
    return Address(trimmed, name, re.sub(r":\d*$", "", host), f"{name or 'https'}://{host}")


def candidates(srcset: str) -> Iterator[str]:
    """The addresses of a ``srcset`` (HTML Standard, 4.8.4.3.10)."""
    position = 0
    while match := _CANDIDATE.match(srcset, position):
        address = match[1].rstrip(",")
        position = match.end(1) if address != match[1] else match.end()
        if address:
            yield address


_FETCHING = frozenset(["url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"])
_BLOCKS = frozenset(["{} block", "() block", "[] block"])
_WITH_HOST = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StyleAddress:
    """An address in a stylesheet, with its line and column from 1."""

    address: Address
    line: int
    column: int


def style_addresses(css: str) -> Iterator[StyleAddress]:
    """Every address in a stylesheet, or in the value of a property."""
    return _within(tinycss2.parse_component_value_list(css, skip_comments=True), fetches=False)


def is_value_plain(value: str) -> bool:
    """Whether an attribute that may hold CSS, as those of drawings do, refers to nothing outside its page."""
    if "url" not in value.lower() and "\\" not in value:
        return True
    return all(each.address.written.startswith("#") for each in style_addresses(value))


def _within(nodes: Sequence[Node], *, fetches: bool) -> Iterator[StyleAddress]:
    at_rule, is_custom, before = "", False, ""
    for node in nodes:
        if node.type == "at-keyword":
            at_rule = node.lower_value
        elif node.type == "literal":
            is_custom = is_custom or (node.value == ":" and before.startswith("--"))
        elif at_rule != "namespace":
            yield from _at(node, fetches=fetches or at_rule == "import", is_custom=is_custom)
        if node.type == "{} block" or (node.type == "literal" and node.value in {";", "}"}):
            at_rule, is_custom = "", False
        if node.type not in {"whitespace", "comment"}:
            before = node.value if node.type == "ident" else ""


def _at(node: Node, *, fetches: bool, is_custom: bool) -> Iterator[StyleAddress]:
    is_address = node.type == "url" or (
        node.type == "string" and (fetches or (is_custom and _WITH_HOST.match(node.value)))
    )
    if is_address:
        yield StyleAddress(read_address(node.value), node.source_line, node.source_column)
    elif node.type == "function":
        yield from _within(node.arguments, fetches=fetches or node.lower_name in _FETCHING)
    elif node.type in _BLOCKS:
        yield from _within(node.content, fetches=fetches and node.type != "{} block")
