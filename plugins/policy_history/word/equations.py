"""An equation of Word (ISO/IEC 29500-1, 22.1) -> one line of text: (a)/(b), x^(2), √(x)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree

from .package import M

ARGUMENTS = frozenset(f"{M}{name}" for name in ("num", "den", "e", "sup", "sub", "deg", "fName", "lim"))
"""The parts of which an equation is built; in a line a sign or a blank stands between them."""

_ONE = re.compile(r"\w*")
_EDGE = re.compile(r"(?<=\() | (?=\))")


def in_one_line(element: etree._Element) -> str:
    """The text of an equation or of a part of it, its tracked changes resolved before."""
    text = "".join(_shown(child) for child in element if isinstance(child.tag, str))
    return _EDGE.sub("", " ".join(text.split()))


def _shown(element: etree._Element) -> str:
    name = str(element.tag).removeprefix(M)
    if name == "t":
        return element.text or ""
    made = _FORMS.get(name)
    if made:
        return f" {made(element)} "
    return "".join(_shown(child) for child in element if isinstance(child.tag, str))


def _part(element: etree._Element, name: str) -> str:
    found = element.find(f"{M}{name}")
    return in_one_line(found) if found is not None else ""


def _grouped(text: str) -> str:
    return text if _ONE.fullmatch(text) else f"({text})"


def _raised(element: etree._Element) -> str:
    """What stands below and above, where there is any: ``_a^b``."""
    sides = (("_", _part(element, "sub") + _part(element, "lim")), ("^", _part(element, "sup")))
    return "".join(f"{sign}{_grouped(text)}" for sign, text in sides if text)


def _delimited(element: etree._Element) -> str:
    begin, end = _sign(element, "dPr", "begChr", "("), _sign(element, "dPr", "endChr", ")")
    parts = (in_one_line(each) for each in element.findall(f"{M}e"))
    return begin + f" {_sign(element, 'dPr', 'sepChr', '|')} ".join(parts) + end


def _rows(element: etree._Element) -> str:
    rows = element.findall(f"{M}mr") or [element]
    return "; ".join(", ".join(in_one_line(each) for each in row.findall(f"{M}e")) for row in rows)


def _sign(element: etree._Element, properties: str, name: str, usual: str) -> str:
    found = element.find(f"{M}{properties}/{M}{name}")
    return usual if found is None else found.get(f"{M}val", "")


_FORMS: Mapping[str, Callable[[etree._Element], str]] = {
    "f": lambda element: f"{_grouped(_part(element, 'num'))}/{_grouped(_part(element, 'den'))}",
    "rad": lambda element: f"{_part(element, 'deg')}√({_part(element, 'e')})",
    **dict.fromkeys(
        ("sSup", "sSub", "sSubSup", "limLow", "limUpp"),
        lambda element: f"{_grouped(_part(element, 'e'))}{_raised(element)}",
    ),
    "sPre": lambda element: f"{_raised(element)} {_part(element, 'e')}",
    "func": lambda element: f"{_part(element, 'fName')} {_part(element, 'e')}",
    "nary": lambda element: f"{_sign(element, 'naryPr', 'chr', '∫')}{_raised(element)} {_part(element, 'e')}",
    "d": _delimited,
    "m": _rows,
    "eqArr": _rows,
}
