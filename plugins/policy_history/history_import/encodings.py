"""The bytes of a kept text -> its characters. What cannot be told apart is refused: a wrong guess changes words."""

from __future__ import annotations

import codecs
import re

from .model import CannotImport

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = ("cp1252",)
_OF_LANGUAGE = {
    "ja": ("euc_jp", "cp932"), "zh": ("gb18030", "big5hkscs"), "ko": ("cp949",), "ru": ("cp1251", "koi8_r"),
    "uk": ("cp1251", "koi8_u"), "bg": ("cp1251",), "sr": ("cp1251", "cp1250"), "el": ("cp1253",), "tr": ("cp1254",),
    "he": ("cp1255",), "ar": ("cp1256",), "fa": ("cp1256",), "th": ("cp874",), "vi": ("cp1258",),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "hr", "sl"), ("cp1250", "iso8859_2")),
    **dict.fromkeys(("et", "lv", "lt"), ("cp1257",)),
}  # fmt: skip
_JAPANESE_MAIL = (b"\x1b$B", b"\x1b$@", b"\x1b(J")
_MOST_FOREIGN = 0.3
"""A larger share of letters beyond ASCII is no text of a Western language."""
_UNLIKELY = re.compile("[\uff61-\uff9f\u0080-\u009f\ue000-\uf8ff\u2500-\u259f]")
"""Half-width kana, controls, private and drawing characters: what a wrong guess makes of a text."""


def decoded(content: bytes, language: str = "en", encoding: str = "") -> str:
    """The text of those bytes, in ``encoding`` where that is given.

    Else it is told by its byte order mark, by being UTF-8, or by the old encodings of its language. CannotImport when
    none fits.
    """
    if encoding:
        return _as(content, encoding)
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _as(content, name)
    if content.count(b"\0") > len(content) // 4:
        even, odd = content[::2].count(b"\0"), content[1::2].count(b"\0")
        return _as(content, "utf-16-be" if even > odd else "utf-16-le")
    if any(escape in content for escape in _JAPANESE_MAIL):
        return _as(content, "iso2022_jp")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _by_language(content, language)


def _as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        raise CannotImport(f"There is no encoding “{encoding}”. Names are such as shift_jis or cp1252.") from None
    except UnicodeError as error:
        raise CannotImport(f"This text is not in the encoding {encoding} ({error}).") from None


def _by_language(content: bytes, language: str) -> str:
    found: list[tuple[int, str]] = []
    own = _OF_LANGUAGE.get(language.partition("-")[0].lower())
    for encoding in own or _WESTERN:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        found.append((len(_UNLIKELY.findall(text)), text))
    best = min(found, key=lambda each: each[0], default=None)
    if best is None or (own is None and _is_foreign(best[1])):
        raise CannotImport(
            f"The encoding of this text cannot be told (it is not UTF-8, and no text in “{language}”). "
            "Say it with --encoding, such as --encoding shift_jis."
        )
    return best[1]


def _is_foreign(text: str) -> bool:
    seen = [character for character in text if not character.isspace()]
    return sum(ord(character) > 127 for character in seen) > _MOST_FOREIGN * len(seen)
