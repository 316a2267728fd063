"""Characters that cannot be seen, spaces that look like others, and letters that look like others; by their names.

Nothing here changes a text. A character that no reader sees is content all the same: it can turn the direction in which
a number is read, part a word for a search, or make two texts differ that look alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from .keeping import kept

# Default_Ignorable_Code_Point (UAX #44), the marks of interlinear annotation, and the blank of braille.
UNSEEN_CLASS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
UNSEEN = re.compile(f"[{UNSEEN_CLASS}]")
"""One character that a page shows nothing of."""

DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""One control of the direction of writing (UAX #9): embeddings, overrides, isolates and their ends."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNING = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{DIRECTION.pattern[1:-1]}]")

# All spaces but the one on the keyboard (Zs), and the separators of lines and paragraphs (Zl, Zp).
_ODD_SPACE = re.compile("[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
LINE_BREAK = "\v"
"""What stands in white space for the end of a line that a page shows: ``<br>``, or two blanks at its end."""
_PLAIN_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_MARK_ON_DIGIT = re.compile("(?<=[0-9])[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")
_NAMELESS = {"\u0085": "NEXT LINE", "\t": "TAB"}


def name(character: str) -> str:
    """``ZERO WIDTH SPACE (U+200B)``."""
    number = f"U+{ord(character):04X}"
    given = _NAMELESS.get(character) or unicodedata.name(character, "")
    return f"{given} ({number})" if given else number


def seen(text: str) -> str:
    """The text without the characters that cannot be seen."""
    return text if text.isascii() else UNSEEN.sub("", text)


def seen_space(text: str) -> str:
    """White space as a page shows it: runs of plain white space are one space or the end of a line, others stay."""
    return text if text in ("", " ") else _PLAIN_SPACES.sub(_plain_space, text)


def _plain_space(found: re.Match[str]) -> str:
    return LINE_BREAK if LINE_BREAK in found[0] else " "


def shown(text: str) -> str:
    """The text for a place where it stands in a line of ours: what could turn or hide the line is shown by number.

    So are control characters, which move the cursor of a terminal: any file can be compared, also one with faults.
    """
    if text.isascii() and not _TURNING.search(text):
        return text
    hidden = {*(match.start() for match in _TURNING.finditer(text)), *out_of_place(text)}
    return "".join(f"[U+{ord(each):04X}]" if at in hidden else each for at, each in enumerate(text))


def in_xml(text: str) -> str:
    """The text with a sign in place of each character that XML cannot have (XML 1.0, 2.2)."""
    return _NOT_XML.sub("\ufffd", text)


def told(old: str, new: str) -> tuple[str, ...]:
    """In what two texts differ that a reader cannot see, by the names of the characters; empty when in nothing.

    Of texts that look different, only what has no business there is told: joiners in new Persian words are spelling.
    """
    if (old.isascii() and new.isascii()) or seen_space(old) == seen_space(new):
        return ()
    if _looks(old) == _looks(new):
        return tuple(_counted(_named(old), _named(new)))
    strange = ([text[at] for at in _strange(text)] for text in (old, new))
    old, new = (half_width(text).replace("…", "...") for text in (old, new))
    return (*_counted(*strange), *_lookalikes(old, new))


_FIGURES = re.compile(r"^\d+ | \(U\+[0-9A-F]+\)|[ -]?(?:U\+)?\d[0-9A-F]*")


def without_figures(said: str) -> str:
    """What ``told`` says, for a place beside words of a text, where no digit may stand that is not the text's."""
    return _FIGURES.sub("", said)


def unseen_in(text: str) -> list[str]:
    """The characters of a text that a reader cannot see or cannot tell from others, in order: ``told`` names these."""
    return [] if text.isascii() else _named(text)


def counted(old: list[str], new: list[str]) -> tuple[str, ...]:
    """What ``told`` says of such characters of two texts that else look the same; empty where they are the same."""
    return tuple(_counted(old, new)) if old != new else ()


_WIDE = re.compile("(?<![0-9A-Za-z])[\uff01-\uff5e]+(?![0-9A-Za-z])")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def half_width(text: str) -> str:
    """A text with plain signs, figures and letters for wide ones, as Japanese has them: "３" is "3".

    Those in a word that has plain ones too stay.
    """
    return _WIDE.sub(lambda match: match[0].translate(_HALF_WIDTH), text)


def _looks(text: str) -> str:
    return " ".join(_MARK_ON_DIGIT.sub("", seen(text)).split())


def _named(text: str) -> list[str]:
    on_digits = "".join(_MARK_ON_DIGIT.findall(text))
    return [*UNSEEN.findall(text), *_ODD_SPACE.findall(text), *on_digits]


def _strange(text: str) -> list[int]:
    return [*(match.start() for match in DIRECTION.finditer(text)), *out_of_place(text)]


def _counted(old: list[str], new: list[str]) -> Iterator[str]:
    counts = Counter(old), Counter(new)
    for character in dict.fromkeys([*old, *new]):
        more = counts[1][character] - counts[0][character]
        if more:
            yield f"{abs(more)} {name(character)} {'added' if more > 0 else 'removed'}"
    if counts[0] == counts[1] and old:
        yield f"{', '.join(map(name, dict.fromkeys(old)))} at another place"


# What looks like a Latin letter in other scripts, from the confusables of UTS #39 (15.1); compatibility forms
# (fullwidth, mathematical) come from their decomposition.
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝӏьгАВЕКМНОРСТУХЅІЈҮԌԚԜӀ"
    "αοινρυγΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳօսոհցզքյՕՍ"
    "ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓞꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴıɑɡɩ",
    "aeopcyxijshdqwlbrABEKMHOPCTYXSIJYGQWI"
    "aoivpuyABEZHIKMNOPTYXcjounhgqpjOU"
    "ABCDEGHJKLMPRSTVWZBPDTGKJCZFFNLSRVHWXYAEIOUiagi",
)


@kept
def skeleton(word: str) -> str:
    """A word as it looks (the skeleton of UTS #39, section 4): two words with one skeleton are hard to tell apart."""
    return unicodedata.normalize("NFKD", seen(word)).translate(_LOOKALIKES)


def _lookalikes(old: str, new: str) -> Iterator[str]:
    pairs = list(zip(old.split(), new.split(), strict=True)) if len(old.split()) == len(new.split()) else []
    letters: dict[str, None] = {}
    for before, after in pairs:
        if seen(before) != seen(after) and skeleton(before) == skeleton(after):
            letters.update(dict.fromkeys(_other_letters(seen(before), seen(after))))
    yield from letters


def _other_letters(old: str, new: str) -> Iterator[str]:
    """Letter against letter where both words have as many, else what lies between their common beginning and end."""
    for before, after in _apart(old, new):
        said, read = (", ".join(map(name, letters)) for letters in (before, after))
        yield f"{read or 'nothing'} instead of {said or 'nothing'}"


def _apart(old: str, new: str) -> Iterator[tuple[str, str]]:
    if len(old) == len(new):
        for is_same, pairs in groupby(zip(old, new, strict=True), key=lambda pair: pair[0] == pair[1]):
            if not is_same:
                before, after = zip(*pairs, strict=True)
                yield "".join(before), "".join(after)
        return
    start, most = 0, min(len(old), len(new))
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    yield old[start : len(old) - end], new[start : len(new) - end]


# --- Where such characters are at home ------------------------------------------------------------------------------

# Scripts whose letters join or stack: there joiners are spelling (Unicode, chapters 9, 12 to 16 and 23.2).
_JOINING = "\u0600-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u18af\ua800-\ua8ff\ua980-\uabff\ufb50-\ufdff\ufe70-\ufefc"
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PICTURE = "\u00a9\u00ae\u203c-\u3299\ufe0f\u20e3\U0001f000-\U0001faff\U000e0020-\U000e007f"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_HOMES = (
    ("\u200c\u200d\u034f", re.compile(rf"[{_JOINING}{_PICTURE}\u0300-\u05ff]")),
    ("\u200b", re.compile(f"[\u0e00-\u109f\u1780-\u17ff{_IDEOGRAPHS}]")),
    ("\u180b-\u180f", re.compile("[\u1800-\u18af]")),
    ("\u115f\u1160", re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")),
    ("\u2800", re.compile("[\u2801-\u28ff]")),
    ("\ufe00-\ufe0f\U000e0100-\U000e01ef", re.compile(rf"[{_PICTURE}{_IDEOGRAPHS}\u1000-\u109f\u2190-\u2bff]")),
    ("\U000e0020-\U000e007f", re.compile("[\U0001f3f4\U000e0020-\U000e007e]")),
)
_HOME_OF = tuple((re.compile(f"[{characters}]"), home) for characters, home in _HOMES)
_MARKS_OF_DIRECTION = "\u200e\u200f\u061c"


def out_of_place(text: str) -> list[int]:
    """Where in a passage characters that cannot be seen have no business; controls of direction are not among them.

    Soft hyphens are at home everywhere, marks of direction where right-to-left letters are, joiners in scripts whose
    letters join, selectors and tags behind pictures.
    """
    if text.isascii():
        return []
    places = (match.start() for match in UNSEEN.finditer(text))
    return [at for at in places if not _is_at_home(text, at)]


def _is_at_home(text: str, at: int) -> bool:
    character = text[at]
    if character == "\u00ad" or DIRECTION.match(character):
        return True
    if character in _MARKS_OF_DIRECTION:
        return _RIGHT_TO_LEFT.search(text) is not None
    home = next((home for characters, home in _HOME_OF if characters.match(character)), None)
    if home is None:
        return False
    is_behind = character >= "\ufe00"  # selectors and tags belong to what stands before them
    around = text[max(0, at - 1) : at] + ("" if is_behind else text[at + 1 : at + 2])
    return home.search(around) is not None or text[at + 1 : at + 2] == "\u20e3"
