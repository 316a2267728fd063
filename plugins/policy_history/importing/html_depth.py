"""How deeply a web page is nested, looked at before anything searches it: that takes the square of the depth."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import Tag

_DEEPEST = 600
"""How many elements may stand in each other. Pages have a few dozen; nothing reads more than about as many."""


def refuse_depth(page: BeautifulSoup) -> None:
    """Raises RecursionError for a page that is nested too deeply to be a text."""
    level: list[Tag] = [page]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element.children if isinstance(child, Tag)]
    if level:
        raise RecursionError(f"More than {_DEEPEST} elements stand in each other.")
