"""No form in a built site but its own: a page with raw HTML in it must not collect what readers write.

The rules follow the ways in which markup can redirect a form (HTML Standard, 4.10.3 and 4.10.18.6): its action and
method, the buttons' ``formaction`` and its like, ``target``, and a ``<base>`` from which all addresses are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..forms.endpoint import is_loopback
from ..problems import Problem
from .page import BuiltPage, Element
from .site import BuiltSite

RULE = "foreign-form"
Signature = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""A form's elements with their attributes: two forms with the same one ask and send the same."""

_OVERRIDES = ("formaction", "formmethod", "formtarget", "formenctype")
_CONTROLS = frozenset({"button", "fieldset", "input", "object", "output", "select", "textarea"})
_SECRET_INPUTS = frozenset({"password", "file"})
# What a browser may take for markup of a form, wherever it stands.
_ANY_MARKUP = re.compile(r"<(base|button|form|input)(?=[\s/>])", re.IGNORECASE)
_REMEDY = "Delete it and write [policy: form KIND] on a line of its own instead."


@dataclass(frozen=True, slots=True)
class OwnForms:
    """The forms the site may have: those the engine renders for the page at an address, and the handler's address."""

    endpoint: str
    rendered: Callable[[str], frozenset[Signature]]


def signatures(page: BuiltPage) -> Iterator[tuple[Element, Signature]]:
    """Each form of a page with what tells it from others."""
    for form in page.all("form"):
        within = (element for element in page.elements if element is form or element.form is form)
        yield form, tuple((each.tag, tuple(sorted(each.attributes.items()))) for each in within)


def foreign_forms(built: BuiltSite, own: OwnForms) -> list[Problem]:
    """Every form, and everything that could redirect one, that the site must not have."""
    return [problem for page in built.pages.values() for problem in _on_page(built, page, own)]


def _on_page(built: BuiltSite, page: BuiltPage, own: OwnForms) -> Iterator[Problem]:
    faults: list[tuple[Element, str]] = [*_redirections(page), *_misread(page)]
    if any(page.all("form")):
        ours = own.rendered(page.address)
        faults += [(form, fault) for form, fault in _forms(page, own.endpoint, ours) if fault]
    for element, fault in faults:
        yield built.problem(page, element, RULE, fault)


def _forms(page: BuiltPage, endpoint: str, ours: frozenset[Signature]) -> Iterator[tuple[Element, str]]:
    for form, signature in signatures(page):
        if _is_search(form, signature):
            continue
        yield (
            form,
            _fault(form, endpoint) or ("" if signature in ours else f"This form is none of the site's own. {_REMEDY}"),
        )


def _fault(form: Element, endpoint: str) -> str:
    """What is wrong with where and how a form sends, as a sentence with its remedy; empty when nothing is."""
    method, action = form.attributes.get("method", ""), form.attributes.get("action", "")
    if method.lower() != "post":
        return f"This form sends what a reader writes as part of an address (method “{method or 'get'}”). {_REMEDY}"
    if form.attributes.get("target"):
        return f"This form opens what comes back elsewhere (target “{form.attributes['target']}”). {_REMEDY}"
    parts = urlsplit(action)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        return f"This form does not send over https: its action is “{action}”. {_REMEDY}"
    if action != endpoint:
        return f"This form sends to “{action}”, which is not the site's form handler. {_REMEDY}"
    return ""


def _is_search(form: Element, signature: Signature) -> bool:
    """Whether this is the theme's search: a form that names no address and holds one line to type in."""
    if not form.attributes.keys() <= {"class", "name", "role", "data-md-component"}:
        return False
    names = {form.attributes.get("name"), form.attributes.get("role")}
    inputs = [dict(attributes).get("type", "text") for tag, attributes in signature if tag == "input"]
    return "search" in names and len(inputs) == 1 and set(inputs) <= {"text", "search"}


def _redirections(page: BuiltPage) -> Iterator[tuple[Element, str]]:
    for element in page.elements:
        if element.tag == "base":
            yield element, "A <base> changes where every link and form of the page leads. Delete it."
        for name in _OVERRIDES:
            if name in element.attributes:
                yield element, f"“{name}” changes where or how a form sends. Delete it."
        if element.tag in _CONTROLS and "form" in element.attributes:
            yield element, "“form” makes this a part of a form that stands elsewhere. Delete it."
        kind = element.attributes.get("type", "").strip().lower()
        if element.tag == "input" and kind in _SECRET_INPUTS:
            yield element, f"This site never asks for a {kind}. Delete this field."


def _misread(page: BuiltPage) -> Iterator[tuple[Element, str]]:
    """Markup that a browser may read as a form though it was not read as one here, as after ``<!-->``."""
    known = {element.start for element in page.all("base", "button", "form", "input")}
    for match in _ANY_MARKUP.finditer(page.html):
        if match.start() not in known:
            hidden = Element(match[1].lower(), {}, match.start(), match.end(), match[0])
            yield hidden, f"“{match[0]}” stands where browsers may read it as markup. Write it as &lt;{match[1]}."
