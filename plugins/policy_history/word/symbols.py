"""Signs of symbol fonts -> characters: a font such as Wingdings draws a check mark for a code that means nothing.

The codes stand for themselves or, as Word writes them, in the private area from U+F000 (ISO/IEC 29500-1, 17.3.3.30).
Sources: the Adobe encoding of Symbol; for Wingdings the mapping of Unicode 7.0.
"""

from __future__ import annotations

import re

from lxml import etree

from ..importing.numbers import whole_number
from .package import W
from .styles import is_on, value

_PRIVATE = 0xF000
_LONGEST_MARK = 3
_LINE_ENDS = re.compile(r"[\n\r\t]+")


def _codes(*stretches: tuple[int, str]) -> dict[int, str]:
    return {start + at: sign for start, signs in stretches for at, sign in enumerate(signs)}


# The suits of cards (A7 to AA) are left out: in a text, the sign was meant for another one, such as the section's.
_SYMBOL = _codes(
    (0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?"),
    (0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ"),
    (0xAB, "↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    (0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑"),
)
_WINGDINGS = _codes(
    (0x20, " 🖉✂✁👓🕭🕮🕯🕿✆🖂🖃📪📫📬📭📁📂📄🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍"),
    (0x40, "🖎✌👌👍👎☜☞☝☟🖐☺😐☹💣☠🏳🏱✈☼💧❄🕆✞🕈✠✡☪☯ॐ☸"),
    (0x5E, "♈♉♊♋♌♍♎♏♐♑♒♓"),
    (0x6C, "●🔾■□🞐❑❒⬧⧫◆❖⬥⌧"),
    (0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    (0x9E, "·•"),
    (0xA1, "○"),
    (0xA7, "▪◻"),
    (0xAA, "✦★✶✴✹✵"),
    (0xD8, "➢"),
    (0xDF, "←→↑↓↖↗↙↘"),
    (0xE8, "➔"),
    (0xEF, "⇦⇨⇧⇩"),
    (0xFB, "✗✔☒☑"),
)
_WINGDINGS_2 = _codes((0x4F, "✗✓☒☑"), (0xA3, "☐"))
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def sign(symbol: etree._Element) -> str:
    """The character of a ``w:sym``; empty when it is not known. In an ordinary font it is what its code says."""
    font = symbol.get(f"{W}font", "")
    try:
        code = int(symbol.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    table = _FONTS.get(font.lower())
    if table is not None:
        return table.get(code % _PRIVATE, "")
    return chr(code) if 0x20 < code < 0xD800 else ""


def is_note_mark(element: etree._Element) -> bool:
    """Whether a text or a sign is what a footnote has in the place of a number (ISO/IEC 29500-1, 17.11.3): it stands
    behind the reference in its run. Some programs put it into the next run."""
    run = element.getparent()
    if run is None:
        return False
    if any(_has_own_mark(each) for each in element.itersiblings(preceding=True)):
        return True
    before = run.getprevious()
    is_next = before is not None and before.tag == f"{W}r" and len(before) > 0 and _has_own_mark(before[-1])
    return is_next and len(element.text or "") <= _LONGEST_MARK


def _has_own_mark(element: etree._Element) -> bool:
    return value(element, "customMarkFollows") in ("1", "true", "on")


def form_field(field_character: etree._Element) -> str:
    """What a form field shows that has no text of its own: a box, or the entry chosen; empty where a field is none."""
    box = field_character.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        checked = is_on(box.find(f"{W}checked"))
        return "☒" if (is_on(box.find(f"{W}default")) if checked is None else checked) else "☐"
    choice = field_character.find(f"{W}ffData/{W}ddList")
    entries = [value(each) for each in choice.findall(f"{W}listEntry")] if choice is not None else []
    said = (choice.find(f"{W}{name}") for name in ("result", "default")) if choice is not None else ()
    at = next((whole_number(value(each), 0) for each in said if each is not None), 0)
    return entries[at] if at < len(entries) else ""


def plain_text(text: str, run: etree._Element) -> str:
    """The text of a run as Word shows it: in a symbol font every character is a sign, private or not; those that no
    table has stay. Line ends and tabs that another program wrote into it are blanks (ISO/IEC 29500-1, 17.3.3.31)."""
    text = _LINE_ENDS.sub(" ", text)
    fonts = run.find(f"{W}rPr/{W}rFonts")
    table = _FONTS.get(fonts.get(f"{W}ascii", "").lower()) if fonts is not None else None
    if not table:
        return text
    return "".join(each if each.isspace() else table.get(ord(each) % _PRIVATE, each) for each in text)
