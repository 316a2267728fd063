"""Where a file parts from what it should be, in plain words."""

from __future__ import annotations

import gzip
import zlib
from bisect import bisect_left
from io import BytesIO

from ..problems import line_and_column, one_line

_BEFORE, _AFTER, _LONGEST = 20, 40, 70


def is_same(path: str, made: bytes, found: bytes) -> bool:
    """Whether a file is as it was made. A packed one may be packed otherwise: libraries differ in that."""
    return made == found or (path.endswith(".gz") and _unpacked(found, len(made) * 1100) == gzip.decompress(made))


def first_difference(made: bytes, found: bytes) -> str:
    """Where two files part for the first time, as a sentence; a text by its line and column, both from 1."""
    at = next((at for at, (a, b) in enumerate(zip(made, found, strict=False)) if a != b), min(len(made), len(found)))
    try:
        expected, read = made.decode("utf-8"), found.decode("utf-8")
    except UnicodeDecodeError:
        return f"From its byte {at + 1} on it is not the file that comes out when it is made again."
    place = len(made[:at].decode("utf-8", "ignore"))
    line, column = line_and_column(expected, place)
    start = max(0, place - _BEFORE)
    here, there = (one_line(text[start : place + _AFTER], _LONGEST) for text in (read, expected))
    said = f"“{here}” stands there" if read[start:].strip() else "The file ends there"
    expected_words = f"made again it is “{there}”" if expected[start:].strip() else "made again it ends before"
    return f"Line {line}, column {column}: {said}; {expected_words}."


def first_difference_of_part(part: bytes, found: bytes) -> str:
    """Where a file ceases to hold a part that it should hold, as a sentence."""
    text, whole = part.decode("utf-8"), found.decode("utf-8", "replace")
    held = _longest_start(text, whole)
    line, _ = line_and_column(whole, whole.find(text[:held]) + held if held else 0)
    there = one_line(text[max(0, held - _BEFORE) : held + _AFTER], _LONGEST)
    return f"Line {line}: it does not go on as it does when it is made again: “{there}”."


def _longest_start(text: str, whole: str) -> int:
    """How many characters of the text's beginning stand somewhere in the whole."""
    return bisect_left(range(1, len(text) + 1), True, key=lambda count: text[:count] not in whole)


def _unpacked(packed: bytes, limit: int) -> bytes | None:
    """What a packed file holds, up to a limit; None when it is none."""
    try:
        with gzip.open(BytesIO(packed)) as file:
            return file.read(limit)
    except (OSError, EOFError, zlib.error):
        return None
