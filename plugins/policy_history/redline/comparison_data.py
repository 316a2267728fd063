"""What a program needs to compare any two texts of a history and to show it as the pages do, besides the words.

manual/formats.md describes the fields; the browser's comparison (assets/javascripts/compare) reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..text.characters import name, seen, skeleton, unseen_in
from ..text.document import Document
from ..text.splitting import fold
from .blocks_data import blocks_data
from .difference import PUNCTUATION


def comparison_data(documents: Sequence[Document]) -> dict[str, Any]:
    """The fields ``clauses``, ``markup``, ``lower``, ``unseen``, ``characters``, ``punctuation`` and ``history``.

    ``clauses`` has for each text the ids and titles of its clauses, ``unseen`` the characters that a reader cannot see;
    0 where they are those of the text before. ``markup`` numbers texts that are the same but for their white space, and
    ``lower`` those that are so but for capitals besides.
    """
    bare = ["".join(fold(each.source).split()) for each in documents]
    return {
        "clauses": list(_unless_same([[clause.id, clause.title] for clause in each.clauses] for each in documents)),
        "markup": _numbered(bare),
        "lower": _numbered([text.lower() for text in bare]),
        "unseen": list(_unless_same("".join(unseen_in(each.source)) for each in documents)),
        "characters": {character: name(character) for character in _told(documents)},
        "punctuation": "".join(sorted(PUNCTUATION)),
        "history": blocks_data(documents),
    }


def _numbered(texts: Sequence[str]) -> list[int]:
    """For each text the number of the first that is equal."""
    first: dict[str, int] = {}
    return [first.setdefault(text, number) for number, text in enumerate(texts)]


def _unless_same(values: Iterable[Any]) -> Iterator[Any]:
    last: Any = None
    for value in values:
        yield 0 if value == last else value
        last = value


def _told(documents: Sequence[Document]) -> list[str]:
    """The characters that a comparison may have to name: those nobody sees, and letters of words that look alike."""
    found = {character for each in documents for character in unseen_in(each.source)}
    words = {seen(word) for each in documents for word in each.source.split()} if _beyond(documents) else set()
    alike: dict[str, list[str]] = {}
    for word in words:
        alike.setdefault(skeleton(word), []).append(word)
    for others in alike.values():
        if len(others) > 1:
            differing = set().union(*others) - set(others[0]).intersection(*others[1:])
            found |= differing.union(*map(skeleton, differing))
    return sorted(found)


def _beyond(documents: Sequence[Document]) -> bool:
    """Whether any text has a character beyond ASCII: without one no two words look alike."""
    return any(not each.source.isascii() for each in documents)
