"""Text -> its words and signs: what is compared as one, in every script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import groupby

from .characters import UNSEEN, UNSEEN_CLASS, half_width, seen

# Scripts written without spaces between words (Thai, Lao, Burmese, Khmer, hiragana, Han) go by the character:
# no two dictionaries agree on their words, and a redline must not depend on one. Katakana, used for whole foreign
# words, goes by the run.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u309f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_KATAKANA = "\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9f"
# Vowel signs and points belong to the letter before them, though Python does not count them as letters.
_SIGNS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u0900-\u0dff"
)
_PLAIN = rf"[^\W_{_UNSPACED}{_KATAKANA}]"
_LETTERS = rf"(?:[{_SIGNS}]*{_PLAIN}+(?:[{_SIGNS}]+{_PLAIN}*)*|[{_SIGNS}]+)"

# One token is what a lawyer would replace as a whole: an address, a number with its separators and its unit, a word
# with its inner hyphens and apostrophes. A sign stands alone. Characters that cannot be seen are taken out first.
_MAIL = r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_LINK = r"(?:https?://|www\.|mailto:)[^\s<>\"“”\[\]]*[^\s<>\"“”.,;:!?)\[\]’']"
_ADDRESSES = rf"{_LINK}|{_MAIL}|"
# In scripts without spaces the text goes on right behind an address: "请发送邮件至a@b.example联系我们".
_OF_TEXT = rf"{_UNSPACED}{_KATAKANA}\u3000-\u3004\u3008-\u301f\uff01-\uff65"
_OF_MAIL = rf"(?:[^\W{_OF_TEXT}]|[.+-])"
_ADDRESSES_IN_TEXT = (
    _LINK.replace(r"[^\s", rf"[^{_OF_TEXT}\s")
    + rf"|(?<!{_OF_MAIL}){_OF_MAIL}+@{_OF_MAIL}*[^\W{_OF_TEXT}]\.{_OF_MAIL}*[^\W{_OF_TEXT}]|"
)
# As it is typed where none is at hand, whatever stands beside it: a paragraph that is parted there keeps its words.
_DASH = "-{2,3}"
_REST = (
    r"\[\d{1,3}\]"
    r"|[０-９]+(?:[，．][０-９]+)+"
    rf"|[$€£¥]?\d+(?:[.,:/–-]\d+|['’]\d{{3}}(?!\d))*(?:%|‰|{_LETTERS})?"
    rf"|[{_UNSPACED}]"
    rf"|[{_KATAKANA}]+"
    rf"|{_LETTERS}(?:['’‑‐.&–-]{_LETTERS})*"
    rf"|{_DASH}"
    r"|\S"
)


def _ranges(codes: Iterable[int]) -> str:
    """These characters, in order, as a set in a pattern has them: it is made faster of ranges than one by one."""
    parts: list[str] = []
    for _, run in groupby(enumerate(codes), lambda pair: pair[1] - pair[0]):
        first, *others = (chr(code) for _, code in run)
        parts.append(f"{first}-{others[-1]}" if others else first)
    return "".join(parts)


# Most texts are in ASCII, or in Latin letters and signs, and have no addresses: shorter patterns find the same faster.
_ASCII = (
    r"\[\d{1,3}\]|[a-zA-Z][a-zA-Z0-9]*(?:['.&-][a-zA-Z0-9]+)*|\$?\d+(?:[.,:/-]\d+|'\d{3}(?!\d))*(?:%|[a-zA-Z0-9]+)?"
)
_ASCII += rf"|{_DASH}|\S"
_OTHER_SCRIPT = re.compile("[\u0300-\u1fff\u2c00-\U0010ffff]")
_LATIN_LETTERS = _ranges(code for code in (*range(0x300), *range(0x2000, 0x2C00)) if chr(code).isalnum())
_LATIN = _REST.replace(_LETTERS, f"[{_LATIN_LETTERS}]+").replace(rf"|[{_UNSPACED}]|[{_KATAKANA}]+", "")

# Quotes, dashes and their like are folded: a publisher who switches to curly quotes has changed no word.
_FOLDED = dict.fromkeys("’‘‚‛′‹›׳", "'") | dict.fromkeys("“”„‟″«»「」『』״", '"') | dict.fromkeys("‐‑‒–—―−", "-")
_ISOLATED = re.compile(f"([{UNSEEN_CLASS}]+)")
_TYPED_DASH = re.compile(_DASH)
_FOLDABLE = re.compile(f"[{''.join(_FOLDED)}]")


def _pattern(text: str) -> re.Pattern[str]:
    """The pattern that splits such a text into its words, which are captured, and what stands between."""
    has_addresses = "@" in text or "://" in text or "www." in text or "mailto:" in text
    if text.isascii():
        return _made(_ASCII, has_addresses, re.ASCII)
    return _made(_REST if _OTHER_SCRIPT.search(text) else _LATIN, has_addresses)


@cache
def _made(words: str, has_addresses: bool, flags: re.RegexFlag = re.UNICODE) -> re.Pattern[str]:
    """One of the six patterns, made when a text first asks for it: the longest take 20 ms, and few texts need them."""
    addresses = _ADDRESSES_IN_TEXT if words is _REST else _ADDRESSES
    return re.compile(f"({addresses if has_addresses else ''}{words})", flags)


def split_words(text: str) -> list[str]:
    """What stands before the first word, that word, what stands before the next, and so on to the end."""
    if text.isascii() or not UNSEEN.search(text):
        return _pattern(text).split(text)
    return _with_unseen(text)


def _with_unseen(text: str) -> list[str]:
    """The same of a text with characters that cannot be seen: they part no word, and belong to the word they touch.

    Between two words they belong to the first. Those that touch none are a word of their own.
    """
    places = [at for at, character in enumerate(text) if not UNSEEN.match(character)]
    bare = "".join([text[at] for at in places])
    places.append(len(text))
    parts: list[str] = []
    done = at = 0
    for number, part in enumerate(_pattern(bare).split(bare)):
        start, at = at, at + len(part)
        if number % 2:
            begin = max(done, places[start - 1] + 1 if start else 0)
            parts += [*_ISOLATED.split(text[done:begin]), text[begin : places[at]]]
            done = places[at]
    return [*parts, *_ISOLATED.split(text[done:])]


def fold(text: str) -> str:
    """Words as they are compared, a line each: what is seen of them, in canonical composition (NFC), with plain quotes
    and hyphens, and in plain forms where all of a word is in wide ones."""
    text = _TYPED_DASH.sub("-", text) if "--" in text else text
    if text.isascii():
        return text
    return _FOLDABLE.sub(lambda match: _FOLDED[match[0]], half_width(unicodedata.normalize("NFC", seen(text))))


def words_in(text: str) -> list[str]:
    """The words and signs of plain text."""
    return split_words(text)[1::2]
