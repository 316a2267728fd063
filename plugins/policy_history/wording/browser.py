"""What the scripts in a reader's browser say, for a page in another language than English."""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from typing import Any

from babel.messages.pofile import read_po

from .catalogue import interface_language, translated, translated_plural
from .cldr import SOURCE_LANGUAGE, locale_of
from .extraction import TEMPLATE

_SAMPLES = (*range(201), 1_000_000)
"""Numbers among which every plural rule of CLDR for whole numbers has one."""


def words_for_scripts() -> dict[str, Any] | None:
    """The catalogue that ``redline/wording.js`` reads; None in English, which is in the scripts.

    ``language`` is a tag for ``Intl``; ``messages`` has each sentence by the English one, or by the English singular an
    object of the sentences by plural category (one, few, other …).
    """
    language = interface_language()
    if language == SOURCE_LANGUAGE:
        return None
    messages = {_key(message): _in_words(message, language) for message in _said_by_scripts()}
    return {"language": str(locale_of(language)).replace("_", "-"), "messages": messages}


_Message = str | tuple[str, ...] | list[str]


def _key(message: _Message) -> str:
    return message if isinstance(message, str) else message[0]


def _in_words(message: _Message, language: str) -> str | dict[str, str]:
    if isinstance(message, str):
        return translated(message)
    category = locale_of(language).plural_form
    return {category(number): translated_plural(message[0], message[1], number) for number in _SAMPLES}


@cache
def _said_by_scripts() -> list[_Message]:
    listed = read_po(io.BytesIO(files(__package__).joinpath(TEMPLATE).read_bytes()))
    return [each.id for each in listed if each.id and any(path.endswith(".js") for path, _ in each.locations)]
