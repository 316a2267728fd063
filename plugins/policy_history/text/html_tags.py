"""What a raw HTML tag says, and what it does to the text around it once the page has been made safe."""

from __future__ import annotations

import re
from html import unescape

_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"\s([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
OFF_THE_LINE = re.compile(r"<(sup|sub)(?=[\s>])", re.IGNORECASE)
"""The beginning of a tag that raises or lowers what stands behind it."""
_BREAKING = frozenset(
    "blockquote br caption dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td tfoot th thead tr ul".split()
)
_WITHOUT_TEXT = frozenset(("script", "style"))


def breaks_line(tag: str) -> bool:
    """Whether what stands before that tag and what stands behind it are apart on the page."""
    match = _NAME.match(tag)
    return match is not None and match[2].lower() in _BREAKING


def hidden_until(content: str, tag: str, end: int) -> int:
    """Where text goes on behind that tag, which ends at ``end``: scripts and style sheets are no text."""
    match = _NAME.match(tag)
    if match is None or match[1] or match[2].lower() not in _WITHOUT_TEXT:
        return end
    closing = re.compile(rf"</{match[2]}\b", re.IGNORECASE).search(content, end)
    return closing.start() if closing else len(content)


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of a tag that have a value, by their names in small letters; of two of one name the first."""
    found = reversed(_ATTRIBUTE.findall(tag))
    return {name.lower(): unescape(quoted or single or bare) for name, quoted, single, bare in found}
