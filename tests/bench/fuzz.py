"""Damaged pieces of real texts: whatever is done to them, both must come back byte for byte."""

from __future__ import annotations

from random import Random

from known_edits.segments import joins_to

from .corpus import Corpus
from .engines import OURS
from .measuring import progress

_SEED = 5
_PART = 10_000  # pairs
# fmt: off
_SIGNS = [
    "\n", "\n\n", "\r\n", " ", "  \n", "\t", "    ", "*", "**", "_", "`", "```\n", "#", "## ", "> ", "- ",
    "1. ", "2) ", "|", "| --- |", "\\", "<", ">", "</p>", "<b>", "<!--", "&amp;", "[", "](", ")", "]",
    "{#x}", "{: .y }", "!", "\ufeff", "\xa0", "\u200b", "\u200f", "é", "e\u0301", "’", "“", "中", "文", "ア",
    "ش", "שלום", "\U0001f600", "---\n", "===\n", "§", "30", "not ", "may ",
]
# fmt: on


def faults(corpus: Corpus, count: int) -> int:
    """Of so many pairs of a piece and a damaged copy, how many do not come back.

    They are made in parts, each from a seed of its own, so that one part can be made again alone.
    """
    texts = [corpus.text(name, len(rows)) for name, rows in sorted(corpus.documents.items())]
    inexact = 0
    for start in range(0, count, _PART):
        progress(f"fuzzed edits: {start} of {count}")
        inexact += _faults_of(Random(f"{_SEED}/{start}"), texts, min(_PART, count - start))
    return inexact


def _faults_of(random: Random, texts: list[str], count: int) -> int:
    inexact = 0
    for _ in range(count):
        old, new = _pair(random, texts)
        segments = OURS.read(OURS.compare(old, new), old, new)
        inexact += not all(joins_to(segments, old, new))
    return inexact


def _pair(random: Random, texts: list[str]) -> tuple[str, str]:
    text = random.choice(texts)
    start = random.randrange(max(1, len(text) - 50))
    old = text[start : start + random.choice((5, 50, 200, 600, 1500))]
    new = old
    for _ in range(random.randint(1, 5)):
        new = _damaged(random, new, texts)
    return (old, new) if random.random() < 0.5 else (new, old)


def _damaged(random: Random, text: str, texts: list[str]) -> str:
    first, last = sorted(random.randrange(len(text) + 1) for _ in range(2))
    last = min(last, first + random.choice((1, 5, 30, 300)))
    way = random.randrange(5)
    if way == 0:
        return text[:first] + text[last:]
    if way == 1:
        return text[:first] + random.choice(_SIGNS) + text[first:]
    if way == 2:
        other = random.choice(texts)
        start = random.randrange(len(other))
        return text[:first] + other[start : start + random.choice((3, 20, 150))] + text[last:]
    if way == 3:
        place = random.randrange(len(text) + 1)
        return text[:place] + text[first:last] + text[place:]
    lines = text.split("\n")
    random.shuffle(lines)
    return "\n".join(lines)
