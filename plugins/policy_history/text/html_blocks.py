"""How far a block of raw HTML reaches in Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown.util import BLOCK_LEVEL_ELEMENTS

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)(?:\s[^<>]*?)?(/?)>|<!--|-->")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BLOCK = frozenset(BLOCK_LEVEL_ELEMENTS) | {"script", "style", "iframe", "form"}


def html_block_length(lines: Sequence[str]) -> int:
    """How many of these lines the raw HTML takes that the first one opens; 0 when it opens none."""
    first = lines[0]
    if first.startswith("<!--"):
        return next((n for n, line in enumerate(lines, 1) if "-->" in line), len(lines))
    if first.startswith(("<?", "<!")):
        return next((n for n, line in enumerate(lines, 1) if ">" in line), len(lines))
    tag = re.match(r"</?([a-zA-Z][a-zA-Z0-9-]*)", first)
    if tag is None or tag[1].lower() not in _BLOCK:
        return 0
    return _to_closing_tag(lines, tag[1].lower())


def _to_closing_tag(lines: Sequence[str], name: str) -> int:
    depth = 0
    for number, line in enumerate(lines, 1):
        for closing, tag, empty in (match.groups() for match in _TAG.finditer(line)):
            if tag and tag.lower() == name and name not in _VOID and not empty:
                depth += -1 if closing else 1
        if depth <= 0:
            return number
    return len(lines)
