"""Other engines that run in Python, whole-document, as their authors recommend."""

from __future__ import annotations

import importlib
import json
import re
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from known_edits import Segment
from policy_history.text.splitting import split_words

from .engines import Engine, Missing

_PLAIN = re.compile(r"\w+|\s+|[^\w\s]")  # cheaper than ours, and cuts numbers, addresses and "don't"
GAVE_UP = 20  # seconds after which an engine in pure Python is stopped


class GaveUp(Exception):
    """An engine was stopped because it took too long."""


@contextmanager
def _limited() -> Iterator[None]:
    """Stops what runs in it after a while. Works for pure Python only, in the main thread."""

    def stop(number: int, frame: Any) -> None:
        raise GaveUp

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(GAVE_UP)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def tokens(text: str) -> list[str]:
    """Words and signs as ours are, and the white space between them; joined, they are the text."""
    return [part for part in split_words(text) if part]


def encode(texts: Iterable[Sequence[str]]) -> tuple[list[str], list[str]]:
    """Sequences of tokens as strings of one character a token, and the tokens by their numbers.

    Numbers that no character may have (surrogates) are left out.
    """
    numbers: dict[str, int] = {}
    encoded = ["".join(_character(numbers.setdefault(token, len(numbers))) for token in text) for text in texts]
    return encoded, list(numbers)


def _character(number: int) -> str:
    return chr(number + 1 if number < 0xD7FF else number + 0x801)


def _number(character: str) -> int:
    code = ord(character)
    return code - 1 if code < 0xD800 else code - 0x801


def from_pairs(pairs: Iterable[tuple[Any, str]]) -> list[Segment]:
    """Segments from (-1, 0 or 1; text) or ("-", "=" or "+"; text)."""
    made: dict[object, Callable[[str], Segment]] = {
        -1: lambda text: Segment("delete", text, ""),
        0: lambda text: Segment("equal", text, text),
        1: lambda text: Segment("insert", "", text),
    }
    made |= {"-": made[-1], "=": made[0], "+": made[1]}
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


def rapidfuzz(name: str = "rapidfuzz words") -> Engine:
    distance = importlib.import_module("rapidfuzz.distance").Indel
    cut = tokens if name == "rapidfuzz words" else _PLAIN.findall

    def compare(old: str, new: str) -> tuple[Any, list[str], list[str]]:
        sides = cut(old), cut(new)
        return distance.opcodes(*sides), *sides

    def read(answer: tuple[Any, list[str], list[str]], old: str, new: str) -> list[Segment]:
        return from_codes(((c.tag, c.src_start, c.src_end, c.dest_start, c.dest_end) for c in answer[0]), *answer[1:])

    return Engine(name, compare, read)


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


def diff_match_patch_words() -> Engine:
    module = importlib.import_module("diff_match_patch")

    def compare(old: str, new: str) -> tuple[list[tuple[int, str]], list[str]] | None:
        engine = module.diff_match_patch()
        engine.Diff_Timeout = 0
        encoded, by_number = encode((tokens(old), tokens(new)))
        try:
            with _limited():
                found = engine.diff_main(*encoded, False)
                engine.diff_cleanupSemantic(found)
        except GaveUp:
            return None
        return found, by_number

    return Engine(
        "diff-match-patch words",
        compare,
        _read_encoded,
        every=60,
        is_repeated=False,
    )


def _read_encoded(answer: tuple[list[tuple[Any, str]], list[str]] | None, old: str, new: str) -> list[Segment]:
    """What was not finished counts as one replacement of everything."""
    if answer is None:
        return from_pairs([(-1, old), (1, new)])
    pairs, by_number = answer
    return from_pairs((sign, "".join(by_number[_number(character)] for character in text)) for sign, text in pairs)


def fast_diff_match_patch() -> Engine:
    module = importlib.import_module("fast_diff_match_patch")

    def compare(old: str, new: str) -> list[tuple[str, str]]:
        return module.diff(old, new, counts_only=False)

    return Engine(
        "fast-diff-match-patch",
        compare,
        lambda answer, old, new: from_pairs(answer),
        every=10,
        is_repeated=False,
    )


def fast_diff_match_patch_words() -> Engine:
    module = importlib.import_module("fast_diff_match_patch")

    def compare(old: str, new: str) -> tuple[list[tuple[str, str]], list[str]]:
        encoded, by_number = encode((tokens(old), tokens(new)))
        return module.diff(*encoded, counts_only=False, checklines=False), by_number

    return Engine(
        "fast-diff-match-patch words",
        compare,
        _read_encoded,
    )


def redlines() -> Engine:
    module = importlib.import_module("redlines")

    def compare(old: str, new: str) -> str:
        return module.Redlines(old, new).output_json()

    def read(answer: str, old: str, new: str) -> list[Segment]:
        made = json.loads(answer)
        codes = (
            (each["type"], *each["source_token_position"], *each["test_token_position"]) for each in _changes(made)
        )
        return from_codes(codes, made["source_tokens"], made["test_tokens"])

    return Engine("redlines", compare, read, every=10, is_repeated=False)


def _changes(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for change in made["changes"]:
        yield {"source_token_position": (0, 0), "test_token_position": (0, 0)} | {
            name: value or (0, 0) if name.endswith("position") else value for name, value in change.items()
        }


_PYTHON: list[tuple[str, Callable[[], Engine]]] = [
    ("rapidfuzz words", rapidfuzz),
    ("rapidfuzz plain words", lambda: rapidfuzz("rapidfuzz plain words")),
    ("diff-match-patch", diff_match_patch),
    ("diff-match-patch words", diff_match_patch_words),
    ("fast-diff-match-patch", fast_diff_match_patch),
    ("fast-diff-match-patch words", fast_diff_match_patch_words),
    ("redlines", redlines),
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


__all__ = ["encode", "from_codes", "from_pairs", "python_rivals", "tokens"]
