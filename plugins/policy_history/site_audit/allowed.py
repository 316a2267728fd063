"""The elements and attributes that a page may have: what is not here may load, lead away, submit or run.

From the HTML Standard, SVG 2 and MathML Core: the parts that show something and do nothing else. What names an address
is held against ``needs.py`` and ``guard.py`` besides, and a form with its controls against ``form_guard.py``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_ANY = """
class dir hidden id itemprop itemscope lang role tabindex title translate xml:lang xml:space
"""
_ON_ANY = frozenset(_ANY.split())
_FAMILIES = ("aria-", "data-")
_TEXT = """
abbr address article aside b bdi blockquote body br caption center cite code col colgroup data dd del details dfn
dialog div dl dt em fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 head header hgroup hr html i ins kbd legend
li main map mark menu meter nav noscript ol p picture pre progress q rp rt ruby s samp search section small span
strong sub summary sup table tbody td template tfoot th thead time title tr u ul var wbr
"""
_DRAWN = """
circle clippath defs desc ellipse feblend fecolormatrix fecomposite fedropshadow feflood fegaussianblur femerge
femergenode feoffset filter g line lineargradient marker mask path pattern polygon polyline radialgradient rect stop
svg symbol text tspan
"""
_FORMULA = """
annotation math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace
msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics
"""
_LOOKS = """
class clip-path clip-rule color color-interpolation-filters cx cy d display dominant-baseline dx dy
enable-background fill fill-opacity fill-rule filter filterunits flood-color flood-opacity focusable font-family
font-size font-style font-weight fx fy gradienttransform gradientunits height in in2 k1 k2 k3 k4 letter-spacing
marker-end marker-mid marker-start markerheight markerunits markerwidth mask mode offset opacity operator orient
overflow pathlength patterncontentunits patterntransform patternunits points preserveaspectratio r refx refy result
rotate rx ry shape-rendering spreadmethod stddeviation stop-color stop-opacity stroke stroke-dasharray
stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor
text-rendering textlength transform type values vector-effect version viewbox visibility width x x1 x2 xmlns
xmlns:xlink y y1 y2
"""
_OF_A_FORMULA = """
accent accentunder align columnalign columnlines columnspacing columnspan depth display displaystyle encoding fence
form height largeop linethickness lspace mathcolor mathsize mathvariant maxsize minsize movablelimits notation
rowalign rowlines rowspacing rowspan rspace scriptlevel separator stretchy symmetric voffset width xmlns
"""
_MEDIA = "controls crossorigin height loop muted playsinline preload src width"
_CELL = "abbr align colspan headers height nowrap rowspan scope style valign width"
_FURTHER = {
    "a": "download href hreflang name referrerpolicy rel target type xlink:href",
    "area": "alt coords href rel shape target",
    "audio": _MEDIA,
    "blockquote": "cite",
    "button": "disabled type value",
    "col": "span width",
    "colgroup": "span width",
    "data": "value",
    "del": "cite datetime",
    "details": "name open",
    "dialog": "open",
    "div": "align",
    "iframe": "allow allowfullscreen frameborder height loading name referrerpolicy sandbox src width",
    "image": f"{_LOOKS} href xlink:href",
    "img": "align alt border decoding fetchpriority height loading referrerpolicy sizes src srcset width",
    "input": "checked disabled name required type value",
    "ins": "cite datetime",
    "label": "for",
    "li": "value",
    "link": "as color crossorigin href hreflang media rel sizes title type",
    "map": "name",
    "meta": "charset content http-equiv media name property",
    "meter": "high low max min optimum value",
    "ol": "reversed start type",
    "optgroup": "disabled label",
    "option": "disabled label selected value",
    "p": "align",
    "progress": "max value",
    "q": "cite",
    "script": "async crossorigin defer integrity nomodule src type",
    "select": "disabled multiple name size",
    "style": "media type",
    "source": "height media sizes src srcset type width",
    "table": "align border cellpadding cellspacing summary width",
    "td": _CELL,
    "th": _CELL,
    "time": "datetime",
    "tr": "align valign",
    "track": "default kind label src srclang",
    "ul": "type",
    "use": f"{_LOOKS} href xlink:href",
    "video": f"{_MEDIA} poster",
}
_ELEMENTS = {tag: frozenset[str]() for tag in _TEXT.split()}
_ELEMENTS |= {tag: frozenset(_LOOKS.split()) for tag in _DRAWN.split()}
_ELEMENTS |= {tag: frozenset(_OF_A_FORMULA.split()) for tag in _FORMULA.split()}
_ELEMENTS |= {tag: frozenset(names.split()) for tag, names in _FURTHER.items()}

LINKS = frozenset([("a", "href"), ("a", "xlink:href"), ("area", "href")])
"""The attributes that lead somewhere once a reader follows them."""

CITED = frozenset([("blockquote", "cite"), ("q", "cite"), ("ins", "cite"), ("del", "cite")])

_RELATIONS = """
alternate apple-touch-icon apple-touch-startup-image author bookmark canonical describedby dns-prefetch help icon
latest-version license manifest mask-icon me memento modulepreload next original preconnect predecessor-version
prefetch preload prev privacy-policy search shortcut stylesheet successor-version terms-of-service timegate timemap up
version-history
"""
_LINKED = frozenset(_RELATIONS.split())
_PRAGMAS = frozenset(["content-type", "content-language", "content-security-policy", "x-ua-compatible"])
_REFERRERS = frozenset(["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"])
_VALUES = {
    ("a", "target"): frozenset(["_blank", "_self"]),
    ("area", "target"): frozenset(["_blank", "_self"]),
    ("button", "type"): frozenset(["button"]),
    ("input", "type"): frozenset(["checkbox", "radio"]),
    ("meta", "http-equiv"): _PRAGMAS,
    **{(tag, "referrerpolicy"): _REFERRERS for tag in ("a", "img", "iframe")},
}
_HANDLER = re.compile("on[a-z]", re.IGNORECASE)
_DEFAULT_TYPES = {"button": "submit", "input": "text"}
DATA_TYPES = frozenset(["application/json", "application/ld+json"])
"""The types of script elements that are data to everyone."""


def is_element_allowed(tag: str) -> bool:
    """Whether a page may have such an element at all."""
    return tag.lower() in _ELEMENTS


def is_attribute_allowed(tag: str, name: str) -> bool:
    """Whether an allowed element may have that attribute; its value is another question."""
    return name in _ON_ANY or name.startswith(_FAMILIES) or name.lower() in _ELEMENTS.get(tag.lower(), ())


def with_defaults(tag: str, attributes: Mapping[str, str]) -> Mapping[str, str]:
    """An element's attributes with the type it has where none is written: that decides what it does."""
    return {"type": _DEFAULT_TYPES[tag], **attributes} if tag in _DEFAULT_TYPES else attributes


def is_value_allowed(tag: str, name: str, value: str, attributes: Mapping[str, str]) -> bool:
    """Whether an allowed attribute, which names no address, may say that beside the others."""
    told = value.strip().lower()
    if (tag, name) == ("meta", "content") and attributes.get("name", "").strip().lower() == "referrer":
        return told in _REFERRERS
    if (tag, name) == ("link", "rel"):
        return set(told.split()) <= _LINKED
    allowed = _VALUES.get((tag, name))
    return allowed is None or told in allowed


def runs_in_attribute(name: str) -> bool:
    """Whether an attribute holds code or a page of its own, on whatever element."""
    return _HANDLER.match(name) is not None or name == "srcdoc"
