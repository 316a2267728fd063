"""Revisions that change no word a reader sees, and what the redline calls them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

import markdown

from known_edits import words_of
from known_edits.reading import plain
from policy_history.redline.segments import counts

from .corpus import Pair
from .engines import OURS

_EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]
_BLOCKS = frozenset(
    """
    address article aside blockquote br caption dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li nav ol p pre
    section table tbody td tfoot th thead tr ul
    """.split()
)


class _Text(HTMLParser):
    """The text of a page, with a blank where a block begins or ends."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.parts.extend(" " * (tag in _BLOCKS))

    def handle_endtag(self, tag: str) -> None:
        self.parts.extend(" " * (tag in _BLOCKS))


@lru_cache(maxsize=8)
def _page(source: str) -> str:
    return markdown.markdown(source.removeprefix("\ufeff"), extensions=_EXTENSIONS)


@lru_cache(maxsize=8)
def _page_text(source: str) -> tuple[tuple[str, ...], str]:
    """The words on the page that Python-Markdown makes of a source, as they are compared; and all its
    signs.
    """
    reader = _Text()
    reader.feed(_page(source))
    reader.close()
    # What reads as markup by now is text that shows markup: none of it is to be blanked out again.
    text = "".join(reader.parts).translate(str.maketrans("<>[]{}&", "       "))
    return tuple(plain(word.text) for word in words_of(text)), plain("".join(text.split()))


def quiet_pairs(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs whose pages have the same words."""
    return [pair for pair in pairs if pair.old == pair.new or _page_text(pair.old)[0] == _page_text(pair.new)[0]]


def has_same_signs(pair: Pair) -> bool:
    """Whether the pages are the same in every character but white space and the form of quotes and dashes."""
    return _page_text(pair.old)[1] == _page_text(pair.new)[1]


def classes_of(answer: Sequence[Any]) -> Counter[str]:
    """How many changes of each class a redline of ours has."""
    return Counter({name: count for name, count in counts(answer).items() if count})


def counts_by_class(pair: Pair) -> Counter[str]:
    """How many changes of each class our redline of the pair has."""
    return classes_of(OURS.compare(pair.old, pair.new))


def rows(pairs: Sequence[Pair]) -> Iterator[list[Any]]:
    """Each quiet pair that is not called quiet: its classes, and the words it shows."""
    for pair in pairs:
        classes = counts_by_class(pair)
        if classes["wording"]:
            shown = [
                (each.old or each.new).strip()
                for each in OURS.compare(pair.old, pair.new)
                if str(each.kind) == "wording"
            ]
            yield [pair.name, listed(classes), "; ".join(f"`{_short(text)}`" for text in shown[:4])]


def _short(text: str) -> str:
    text = " ".join(text.split()).replace("|", "¦").replace("`", "'")
    return text if len(text) <= 60 else text[:57] + "..."


def listed(classes: Counter[str]) -> str:
    """Classes with their counts, in words."""
    return ", ".join(f"{count} {name}" for name, count in classes.items()) or "none"
