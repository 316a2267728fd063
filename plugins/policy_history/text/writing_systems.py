"""In which scripts a word is written, and whether one word mixes them (UTS #39, section 5.1)."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from .characters import name, seen, skeleton
from .keeping import kept

# The scripts in common use (UAX #31, table 5), and those of which letters pass for Latin ones.
_SCRIPTS = (
    *("Latin", "Greek", "Cyrillic", "Armenian", "Georgian", "Hebrew", "Arabic", "Syriac", "Thaana", "Nko"),
    *("Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala"),
    *("Thai", "Lao", "Tibetan", "Myanmar", "Khmer", "Mongolian", "Ethiopic", "Han", "Hiragana", "Katakana", "Bopomofo"),
    *(
        "Hangul",
        "Cherokee",
        "Lisu",
        "Coptic",
        "Tifinagh",
        "Canadian_Aboriginal",
        "Deseret",
        "Glagolitic",
        "Runic",
        "Yi",
    ),
)
_PATTERNS = {script: regex.compile(rf"\p{{scx={script}}}") for script in _SCRIPTS}
# Writing systems that use several scripts in one word (UTS #39, "augmented script sets").
_SYSTEMS = {
    "Han": ("Japanese", "Korean", "Chinese"),
    "Hiragana": ("Japanese",),
    "Katakana": ("Japanese",),
    "Hangul": ("Korean",),
    "Bopomofo": ("Chinese",),
}
# Scripts whose affixes are written to a Latin name, "وGoogle", and of which few letters pass for Latin ones (the
# "moderately restrictive" level of UTS #39, without Armenian).
_BESIDE_LATIN = (
    *("Georgian", "Hebrew", "Arabic", "Syriac", "Thaana", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya"),
    *("Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Ethiopic"),
)
_WITH_AFFIX = regex.compile(r"(?P<affix>[^\p{Latin}]+)\p{Latin}{2,}|\p{Latin}{2,}(?P<affix>[^\p{Latin}]+)")
_WITH_LATIN = ("Japanese", "Korean", "Chinese")  # the "highly restrictive" level of UTS #39, section 5.2
_PART = regex.compile(r"[\p{L}\p{M}]+")
_UNIT = regex.compile(r"μ[A-Za-z]{1,3}|[A-Za-z]?Ω[a-z]?")
_DIGITS = regex.compile(r"\p{Nd}+")
_NAMED = 3


@kept
def scripts_of(character: str) -> frozenset[str]:
    """The scripts in which a character is used (Script_Extensions, UAX #24); empty when in all, as signs are."""
    found = [script for script, pattern in _PATTERNS.items() if pattern.match(character)]
    return frozenset([*found, *(system for script in found for system in _SYSTEMS.get(script, ()))])


def is_mixed(part: str) -> bool:
    """Whether no one script, and no writing system, has all letters of a run of letters.

    Latin may stand beside Japanese, Korean and Chinese; μ and Ω may stand in a unit.
    """
    if part.isascii() or _UNIT.fullmatch(part):
        return False
    sets = [scripts for scripts in map(scripts_of, part) if scripts]
    if not sets or frozenset.intersection(*sets):
        return False
    return not any(all(system in scripts or "Latin" in scripts for scripts in sets) for system in _WITH_LATIN)


def mixed_parts(word: str) -> Iterator[tuple[str, str]]:
    """The parts of a word that mix scripts or digits, each with the characters that do not fit, by name."""
    if word.isascii():
        return
    bare = seen(word)
    for part in _PART.findall(bare):
        if is_mixed(part):
            yield part, _names(_fewest(part))
    digits = "".join(_DIGITS.findall(bare))
    if digits and not digits.isascii() and any(map(str.isascii, digits)):
        yield bare, _names([digit for digit in digits if not digit.isascii()])


def script_of_affix(part: str) -> str:
    """The script of what is written to a Latin word, before or behind it; empty where that is not usual in a script."""
    match = _WITH_AFFIX.fullmatch(part)
    return _script_of(match["affix"]) if match else ""


def is_written_in(part: str, script: str) -> bool:
    """Whether a run of letters is all of that script."""
    return not part.isascii() and _script_of(part) == script


def _script_of(letters: str) -> str:
    """The script of all these letters, of those to whose words Latin ones are joined; empty for others."""
    shared = frozenset.intersection(*map(scripts_of, letters)) if letters else frozenset()
    return next((script for script in _BESIDE_LATIN if script in shared), "")


def passes_for_latin(part: str) -> bool:
    """Whether a word of another script looks Latin in every letter (UTS #39, "whole-script confusable")."""
    return len(part) > 1 and not any("Latin" in scripts_of(letter) for letter in part) and skeleton(part).isascii()


def is_latin(part: str) -> bool:
    """Whether a run of letters has a Latin one."""
    return part.isascii() or any("Latin" in scripts_of(letter) for letter in part)


def letters_by_name(part: str) -> str:
    """The first letters of a word, by name."""
    return _names(list(part))


def _fewest(part: str) -> list[str]:
    """The letters of the script that has the fewest of them, the last one's where several have as few."""
    by_script: dict[str, list[str]] = {}
    for character in part:
        if scripts := scripts_of(character):
            by_script.setdefault(min(scripts), []).append(character)
    return min(reversed(by_script.values()), key=len)


def _names(characters: list[str]) -> str:
    different = list(dict.fromkeys(characters))
    more = ["…"] if len(different) > _NAMED else []
    return ", ".join([*map(name, different[:_NAMED]), *more])
