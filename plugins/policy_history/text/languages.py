"""In which language and direction a text stands among others: ``lang``, ``dir``, and what keeps its words together."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

from ..wording import interface_language
from ..wording.cldr import direction_of
from .markup import element

OURS = "policy-mark"
"""The class of what stands in a text and is the interface's: labels, folds, notes in the margin."""

_OURS = re.compile(rf'<[a-z][a-z0-9]*(?: [a-z-]+="[^"]*")*? class="(?:[^"]* )?{OURS}(?: [^"]*)?"')
"""In HTML that was made by a program a value has no quotation mark, and a text no “<”."""


_RIGHT_TO_LEFT = {
    "und-Arab": re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"),
    "und-Hebr": re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]"),
}
"""The letters of scripts from right to left, by a tag of BCP 47. Syriac and Thaana are written as Arabic is."""


def attributes(language: str) -> dict[str, str]:
    """What an element with a text of that language is to have: ``lang``, and ``dir`` where it is not the interface's.

    Without a language, as for a file that is no revision, the text's own first letters decide (``dir="auto"``).
    """
    if not language:
        return {"dir": "auto"}
    return {"lang": language} | _direction(language, interface_language())


def own_attributes(language: str) -> dict[str, str]:
    """What the interface's own words are to have where they stand within a text of that language."""
    own = interface_language()
    return {} if _is_own(language) else {"lang": own} | _direction(own, language)


def by_letters(text: str) -> str:
    """A tag that names the script of a text, and no language, where most letters are written from right to left.

    Empty for other texts. Paper knows no ``dir="auto"``.
    """
    scripts = {tag: len(letters.findall(text)) for tag, letters in _RIGHT_TO_LEFT.items()}
    most = max(scripts, key=lambda tag: scripts[tag])
    return most if scripts[most] and 2 * scripts[most] > sum(map(str.isalpha, text)) else ""


def written_in(language: str) -> Markup:
    """``attributes`` as they stand in a start tag, with a space before each."""
    return _written(attributes(language))


def own_words_in(language: str) -> Markup:
    """``own_attributes`` as they stand in a start tag, with a space before each."""
    return _written(own_attributes(language))


def with_own_words_named(html: Markup, language: str) -> Markup:
    """A text of that language in which every mark of the interface says that it is in the interface's language."""
    added = own_words_in(language)
    return Markup(_OURS.sub(rf"\g<0>{added}", str(html))) if added else html  # noqa: S704 (only attributes are added)


def tagged(text: str, language: str) -> str:
    """A title or another piece of a text in that language, for a sentence of the interface.

    It is HTML that isolates it (``bdi``) and names its language; in the interface's own language it is the text.
    """
    return text if not text or _is_own(language) else element("bdi", text, **attributes(language))


def text_in(language: str) -> Markup:
    """``written_in``, where the element holds little else: nothing in the interface's own language."""
    return Markup("") if _is_own(language) else written_in(language)


def note_in(language: str) -> Markup:
    """What an element with an editor's note on such a text is to have, in a start tag.

    It is taken to be in the language of the policy; its letters say in which direction it is written.
    """
    return Markup("") if _is_own(language) else _written({"lang": language, "dir": "auto"})


def noted(note: str, language: str) -> str:
    """An editor's note for a sentence of the interface: HTML that isolates it where its language is another."""
    return note if not note or _is_own(language) else element("bdi", note, lang=language, dir="auto")


def isolated(text: str, language: str) -> str:
    """The same for a place that has no elements, such as the title of a page or of a feed.

    What is written in the other direction stands between FSI and PDI (UAX #9, 2.4), so that it keeps what stands beside
    it in order.
    """
    return f"\u2068{text}\u2069" if text and direction_of(language) != direction_of(interface_language()) else text


def _is_own(language: str) -> bool:
    first, own = (tag.split("-")[0].lower() for tag in (language, interface_language()))
    return first == own and direction_of(language) == direction_of(interface_language())


def _direction(language: str, around: str) -> dict[str, str]:
    direction = direction_of(language)
    return {} if direction == direction_of(around) else {"dir": direction}


def _written(given: dict[str, str]) -> Markup:
    return _in_tag(tuple(given.items()))


@lru_cache(maxsize=64)
def _in_tag(given: tuple[tuple[str, str], ...]) -> Markup:
    return Markup("").join(Markup(' {}="{}"').format(*each) for each in given)
