"""A file's bytes as text, or what is wrong with them."""

from __future__ import annotations

import math
import re
import unicodedata

from ..problems import Problem, ProblemsFound
from ..text.characters import name
from . import rules
from .places import Place, place_at

SIZE_LIMIT = 2_000_000
"""The most bytes a source file may have. The longest of the policies looked at had 85,000; a text of 1 MB is read,
checked and compared in a quarter of its budget."""

_BYTE_ORDER_MARK = "\ufeff"
NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(chr(end - 2) + chr(end - 1) for end in range(0x10000, 0x110001, 0x10000))
"""For a pattern: the noncharacters, which are for programs and not for texts (Unicode, 23.7)."""
_CONTROL = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{NO_CHARACTERS}]")
_ONE_BYTE = bytes({*range(0x20, 0x100), *b"\t\n\r"} - {0x7F})
"""The bytes of UTF-8 that are none of the control characters of ASCII."""
_NAMES = {"\x00": "NUL", "\x08": "backspace", "\x0b": "vertical tab", "\x0c": "form feed", "\x1b": "escape"}


def decode(source: bytes, path: str, limit: int = SIZE_LIMIT) -> str:
    """The text of a UTF-8 file, without byte order mark and with LF line ends.

    Raises ProblemsFound when the file is empty, is not UTF-8, has more than ``limit`` bytes or control characters.
    """
    text = as_text(source, path, limit).removeprefix(_BYTE_ORDER_MARK)
    if not text.strip():
        raise ProblemsFound([rules.EMPTY_FILE.at(Place(path))])
    has_control = _may_have_control(source) and _CONTROL.search(text) is not None
    if (has_control or "\r" in text) and (problems := _character_problems(text, path)):
        raise ProblemsFound(problems)
    return text


def as_text(source: bytes, path: str, limit: int = SIZE_LIMIT) -> str:
    """The text of a UTF-8 file with LF line ends, whatever it holds. ProblemsFound when it is none, or too large."""
    if len(source) > limit:
        raise ProblemsFound([size_problem(len(source), path, limit)])
    return _decoded(source, path).replace("\r\n", "\n")


def _may_have_control(source: bytes) -> bool:
    """Whether a text may have a control character or a noncharacter, by its UTF-8; sooner said than searched for.

    Noncharacters end with BF BE or BF BF, or begin with EF B7; a control character beyond ASCII is C2 80 to C2 9F.
    """
    if source.translate(None, _ONE_BYTE) or any(each in source for each in (b"\xbf\xbe", b"\xbf\xbf", b"\xef\xb7")):
        return True
    return any(part[:1] < b"\xa0" for part in source.split(b"\xc2")[1:])


def size_problem(size: int, path: str, limit: int = SIZE_LIMIT) -> Problem:
    """What is wrong with a file of that many bytes, more than ``limit``."""
    return rules.SIZE.at(Place(path), size=_kilobytes(size), limit=_kilobytes(limit))


def unpublishable(text: str) -> str:
    """The first character of the text that no published page may hold, by name; empty when there is none."""
    for character in "" if text.isprintable() else text:
        if _CONTROL.match(character) or unicodedata.category(character) == "Cs":
            return character_name(character)
    return ""


def character_name(character: str) -> str:
    """``NUL, U+0000``, or a character's name in Unicode; the number alone when it has neither."""
    number = f"U+{ord(character):04X}"
    return f"{_NAMES[character]}, {number}" if character in _NAMES else name(character)


def _decoded(source: bytes, path: str) -> str:
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ProblemsFound([rules.UTF_16.at(Place(path))])
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemsFound([_byte_problem(source, error.start, path)]) from None


def _byte_problem(source: bytes, index: int, path: str) -> Problem:
    before = source[:index].decode("utf-8").removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n")
    place = place_at(path, before, len(before))
    byte = source[index : index + 1]
    guess = byte.decode("windows-1252", errors="ignore")
    if guess.isprintable() and guess:
        return rules.NOT_UTF_8_GUESSED.at(place, byte=byte.hex().upper(), guess=guess)
    return rules.NOT_UTF_8.at(place, byte=byte.hex().upper())


def _character_problems(text: str, path: str) -> list[Problem]:
    problems = []
    if found := _CONTROL.search(text):
        place = place_at(path, text, found.start())
        count = len(_CONTROL.findall(text))
        problems.append(rules.CONTROL_CHARACTER.at(place, name=character_name(found[0]), count=count))
    if (index := text.find("\r")) >= 0:
        problems.append(rules.LINE_END.at(place_at(path, text, index)))
    return problems


def _kilobytes(size: int) -> str:
    return f"{math.ceil(size / 1000):,} kB"
