"""Other engines that run in Python, whole-document, as their authors recommend."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from known_edits import Segment
from policy_history.text.splitting import split_words

from .engines import Engine, Missing


def tokens(text: str) -> list[str]:
    """Words and signs as ours are, and the white space between them; joined, they are the text."""
    return [part for part in split_words(text) if part]


def from_pairs(pairs: Iterable[tuple[int, str]]) -> list[Segment]:
    """Segments from (-1, 0 or 1; text)."""
    made: dict[int, Callable[[str], Segment]] = {
        -1: lambda text: Segment("delete", text, ""),
        0: lambda text: Segment("equal", text, text),
        1: lambda text: Segment("insert", "", text),
    }
    return [made[sign](text) for sign, text in pairs]


def from_codes(
    codes: Iterable[tuple[str, int, int, int, int]], old: Sequence[str], new: Sequence[str]
) -> list[Segment]:
    """Segments from operations on tokens, as difflib and rapidfuzz give them."""
    found = []
    for name, a, b, c, d in codes:
        texts = "".join(old[a:b]), "".join(new[c:d])
        if name == "equal":
            found.append(Segment("equal", *texts))
            continue
        found.extend([Segment("delete", texts[0], "")] if texts[0] else [])
        found.extend([Segment("insert", "", texts[1])] if texts[1] else [])
    return found


def rapidfuzz() -> Engine:
    distance = importlib.import_module("rapidfuzz.distance").Indel

    def compare(old: str, new: str) -> tuple[Any, list[str], list[str]]:
        sides = tokens(old), tokens(new)
        return distance.opcodes(*sides), *sides

    def read(answer: tuple[Any, list[str], list[str]], old: str, new: str) -> list[Segment]:
        return from_codes(((c.tag, c.src_start, c.src_end, c.dest_start, c.dest_end) for c in answer[0]), *answer[1:])

    return Engine("rapidfuzz words", compare, read)


def diff_match_patch() -> Engine:
    module = importlib.import_module("diff_match_patch")

    def compare(old: str, new: str) -> list[tuple[int, str]]:
        engine = module.diff_match_patch()
        found = engine.diff_main(old, new)
        engine.diff_cleanupSemantic(found)
        return found

    return Engine(
        "diff-match-patch",
        compare,
        lambda answer, old, new: from_pairs(answer),
        is_repeated=False,
    )


_PYTHON: list[tuple[str, Callable[[], Engine]]] = [
    ("rapidfuzz words", rapidfuzz),
    ("diff-match-patch", diff_match_patch),
]


def python_rivals() -> list[Engine | Missing]:
    """All of them; those that are not installed as missing."""
    found: list[Engine | Missing] = []
    for name, make in _PYTHON:
        try:
            found.append(make())
        except ImportError:
            found.append(Missing(name, "a package of requirements/bench.txt"))
    return found
