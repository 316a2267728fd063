"""The addresses in a stylesheet, by ``url()``, ``@import``, ``@font-face``, ``image-set()`` or ``src()``.

Read by tinycss2, after CSS Syntax Level 3. Every address is told, whether or not a rule uses it, since a custom
property may carry it to where it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import tinycss2  # type: ignore[import-untyped]
from tinycss2.ast import Node  # type: ignore[import-untyped]

from .written_addresses import Address, read_address

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
