"""The sentences of the interface, in the language it speaks.

A sentence is written whole, with named places: ``_("What changed on %(day)s", day=...)``. Nothing is put together from
parts, since other languages order them in another way. A number is given as an ``int``; CLDR says how it is written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import Any, TypeVar

from .cldr import SOURCE_LANGUAGE, number_of

T = TypeVar("T")
_PLACE = re.compile(r"%\((\w+)\)s")


class _Speech:
    """What the interface speaks, for the whole process: a site has one language for its own sentences."""

    language = SOURCE_LANGUAGE
    translations = NullTranslations()


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Name a sentence for the catalogue and say it later: constants are made before the language is known."""
    return message


def _(message: str, /, **values: object) -> str:
    """The sentence in the interface's language, with the values in their places. A ``%`` is written ``%%``."""
    return translated(message) % written(values)


def ngettext(one: str, many: str, num: int, /, **values: object) -> str:
    """The sentence for that number, by the plural rules of the interface's language; ``%(num)s`` is the number."""
    return translated_plural(one, many, num) % written({"num": num, **values})


def pieces(message: str, /, **values: T) -> list[str | T]:
    """The sentence in pieces, for values that are no texts: each stands, as it is, where the sentence has its place."""
    found: list[str | T] = []
    for number, piece in enumerate(_PLACE.split(translated(message))):
        if number % 2:
            found.append(values[piece])
        elif piece:
            found.append(piece.replace("%%", "%"))
    return found


def translated(message: str) -> str:
    """The sentence as the catalogue has it, its places still open."""
    return _Speech.translations.gettext(message)


def translated_plural(one: str, many: str, num: int) -> str:
    """The sentence for that number as the catalogue has it, its places still open."""
    return _Speech.translations.ngettext(one, many, num)


def written(values: Mapping[str, object]) -> dict[str, Any]:
    """Values as they stand in a sentence: numbers as the interface's language writes them, all else as it is."""
    return {name: number_of(value, _Speech.language) if type(value) is int else value for name, value in values.items()}


def interface_language() -> str:
    """The language of the interface, as a tag of BCP 47."""
    return _Speech.language


@contextmanager
def speaking(language: str, translations: NullTranslations | None = None) -> Iterator[None]:
    """Let the interface of this process speak that language; a sentence that is not translated stays English.

    Raises FileNotFoundError when no ``translations`` are given and the package does not have the language.
    """
    before = _Speech.language, _Speech.translations
    _Speech.language, _Speech.translations = language, translations or _packaged(language)
    try:
        yield
    finally:
        _Speech.language, _Speech.translations = before


def _packaged(language: str) -> NullTranslations:
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    source = files(__package__).joinpath(f"{language}.po").read_bytes()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale=language.replace("-", "_")))
    return GNUTranslations(io.BytesIO(compiled.getvalue()))
