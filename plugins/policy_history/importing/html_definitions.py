"""Definition lists of a web page: which of them Markdown can hold as such."""

from __future__ import annotations

from bs4.element import NavigableString, Tag


def is_plain_definition_list(element: Tag, blocks: frozenset[str]) -> bool:
    """Whether a list is terms with meanings behind them, of words and paragraphs only (``blocks`` are block elements).

    Of all others terms become bold paragraphs, and their meanings paragraphs.
    """
    children = [child for child in element.children if isinstance(child, Tag)]
    names = [child.name for child in children]
    has_text = any(isinstance(child, NavigableString) and child.strip() for child in element.children)
    if has_text or not names or set(names) - {"dt", "dd"} or names[0] != "dt" or names[-1] != "dd":
        return False
    return all(
        child.get_text().strip() and child.find(list(blocks if child.name == "dt" else blocks - {"p"})) is None
        for child in children
    )
