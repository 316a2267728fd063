"""The addresses in a stylesheet: whatever it fetches, by ``url()``, ``@import``, ``@font-face``, ``image-set()`` or ``src()``.

Read by tinycss2, after CSS Syntax Level 3. Every address is told, whether or not a rule uses it, since a custom property
may carry it to where it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import tinycss2  # type: ignore[import-untyped]
from tinycss2.ast import Node  # type: ignore[import-untyped]

from .addresses import Address, read_address

_FETCHING = frozenset(["url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"])
_BLOCKS = frozenset(["{} block", "() block", "[] block"])
_WITH_HOST = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StyleAddress:
    """An address in a stylesheet, with its line and column from 1, and whether it is an ``@import``."""

    address: Address
    line: int
    column: int
    is_import: bool = False


def style_addresses(css: str) -> Iterator[StyleAddress]:
    """Every address in a stylesheet, or in the value of a property."""
    return _within(tinycss2.parse_component_value_list(css, skip_comments=True), fetches=False)


def _within(nodes: Sequence[Node], *, fetches: bool) -> Iterator[StyleAddress]:
    at_rule, is_custom, before = "", False, ""
    for node in nodes:
        kind = node.type
        if kind == "at-keyword":
            at_rule = node.lower_value
        elif kind == "literal" and node.value in {";", "}"}:
            at_rule, is_custom, before = "", False, ""
        elif kind == "literal" and node.value == ":" and before.startswith("--"):
            is_custom = True
        elif kind == "url" and at_rule != "namespace":
            yield _told(node, node.value, at_rule)
        elif kind == "string" and (fetches or at_rule == "import" or (is_custom and _WITH_HOST.match(node.value))):
            yield _told(node, node.value, at_rule)
        elif kind == "function" and not (node.lower_name == "url" and at_rule == "namespace"):
            yield from _within(node.arguments, fetches=fetches or node.lower_name in _FETCHING)
        elif kind in _BLOCKS:
            yield from _within(node.content, fetches=fetches)
            if kind == "{} block":
                at_rule, is_custom = "", False
        if kind not in {"whitespace", "comment"}:
            before = node.value if kind == "ident" else ""


def _told(node: Node, value: str, at_rule: str) -> StyleAddress:
    return StyleAddress(read_address(value), node.source_line, node.source_column, at_rule == "import")
