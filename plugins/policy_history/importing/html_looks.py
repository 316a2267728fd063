"""How the words in an element of a web page look: by its name, and by the style that stands in it."""

from __future__ import annotations

import re
from typing import Any

from bs4.element import Tag

_NAMES = {
    "strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis", "cite": "emphasis", "code": "code",
    "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
_WEIGHT = re.compile(
    r"(?:^|;)\s*font-weight\s*:\s*(?:(?P<bold>bold(?:er)?|[6-9]00)|normal|lighter|[1-5]00)\b", re.IGNORECASE
)
_SLANT = re.compile(r"(?:^|;)\s*font-style\s*:\s*(?:(?P<italic>italic|oblique)|normal)\b", re.IGNORECASE)
_STRUCK = re.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE)


def looks(element: Tag) -> dict[str, Any]:
    """What its words are from here on: strong, emphasis or code, or no longer so. Its own style says it last."""
    found: dict[str, Any] = {_NAMES[element.name]: True} if element.name in _NAMES else {}
    style = str(element.get("style") or "")
    if weight := _WEIGHT.search(style):
        found["strong"] = bool(weight["bold"])
    if slant := _SLANT.search(style):
        found["emphasis"] = bool(slant["italic"])
    return found


def is_struck(element: Tag) -> bool:
    """Whether a line goes through its words."""
    return element.name in ("del", "s", "strike") or _STRUCK.search(str(element.get("style") or "")) is not None
