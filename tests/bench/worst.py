"""The worst cases: long texts that share nothing, a text on one line, and how memory grows."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from known_edits import words_of

from .corpus import Corpus
from .engines import OURS, Engine, run

_LENGTH = 200_000  # characters
_MEMORY = (50_000, 100_000, 200_000)


def cases(corpus: Corpus) -> dict[str, tuple[str, str]]:
    """The worst cases by name. Their texts are real ones, put together."""
    old, new = long_text(corpus, 0), long_text(corpus, 1)
    line = " ".join(old.split())
    blocks = old.split("\n\n")
    Random(1).shuffle(blocks)
    return {
        "200 KB against an unrelated 200 KB": (old, new),
        "200 KB on one line against an edited copy": (line, edited(line)),
        "200 KB on one line against an unrelated 200 KB on one line": (line, " ".join(new.split())),
        "200 KB against itself with its paragraphs shuffled": (old, "\n\n".join(blocks)),
        "200 KB against nothing": (old, ""),
        "200 KB of one word against 200 KB of it and another": ("may " * 50_000, "may not " * 25_000),
    }


def long_text(corpus: Corpus, which: int, length: int = _LENGTH) -> str:
    """That many characters of the last texts of every second document: two that share no document."""
    names = [name for name in sorted(corpus.documents) if name != "firefox-privacy-ja"]
    text = "\n\n".join(
        corpus.text(name, number)
        for name in names[which::2]
        for number in (len(corpus.documents[name]), max(1, len(corpus.documents[name]) // 3))
    )
    while len(text) < length:
        text += text
    return text[:length]


def edited(text: str) -> str:
    """The text with every two-hundredth word or so replaced, dropped or doubled by another."""
    random = Random(2)
    words = words_of(text)
    pieces = []
    place = 0
    for word in words:
        if random.random() < 0.005:
            pieces.append(text[place : word.start])
            pieces.append(random.choice(("", random.choice(words).text, f"{word.text} {random.choice(words).text}")))
            place = word.end
    return "".join(pieces) + text[place:]


def rows(corpus: Corpus, engines: Sequence[Engine]) -> Iterator[list[Any]]:
    """Each worst case with the seconds each engine takes."""
    for name, (old, new) in cases(corpus).items():
        yield [name, *(f"{run(engine, old, new, repeats=1)[0]:.2f}" for engine in engines)]


def memory_rows(corpus: Corpus) -> Iterator[list[Any]]:
    """Our peak of memory for texts of growing length, in megabytes and in bytes a character of both."""
    for length in _MEMORY:
        old, new = long_text(corpus, 0, length), long_text(corpus, 1, length)
        copy = edited(old)
        peaks = [_peak(old, other) for other in (new, copy)]
        yield [
            f"{length // 1000} KB",
            *(f"{peak / 1e6:.1f}" for peak in peaks),
            *(f"{peak / (2 * length):.0f}" for peak in peaks),
        ]


def _peak(old: str, new: str) -> int:
    OURS.compare(old[:100], new[:100])
    tracemalloc.start()
    try:
        OURS.compare(old, new)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
