"""No form in a built site but its own: a page with raw HTML in it must not collect what readers write.

The rules follow the ways in which markup can redirect a form (HTML Standard, 4.10.3 and 4.10.18.6): its action and
method, and ``target``. What could redirect one from outside, such as ``formaction`` or ``<base>``, is in no list of
what is allowed (``allowed.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..forms.endpoint import is_loopback
from .page import BuiltPage, Element, Signature
from .page_faults import FORM_REMEDY
from .written_addresses import read_address

RULE = "foreign-form"
FormSignature = tuple[Signature, ...]
"""A form's elements with their attributes: two forms with the same one ask and send the same."""

_SECRET_INPUTS = frozenset({"password", "file"})


@dataclass(frozen=True, slots=True)
class OwnForms:
    """The forms the site may have: those the engine renders for the page at an address, and the handler's address.

    Some of them ask a page of the site itself: what is written there goes nowhere else.
    """

    endpoint: str
    rendered: Callable[[str], frozenset[FormSignature]]


def signatures(page: BuiltPage) -> Iterator[tuple[Element, FormSignature]]:
    """Each form of a page with what tells it from others."""
    for form in page.all("form"):
        yield form, tuple(each.signature for each in _elements_of(form, page))


def form_faults(
    page: BuiltPage, own: OwnForms, of_the_theme: frozenset[FormSignature]
) -> Iterator[tuple[Element, list[str]]]:
    """Each form of a page with what is wrong with it, as sentences with their remedies; none when it is ours.

    A theme's form is let be when it sends nothing: it names no address (its search, its choice of colours).
    """
    ours = own.rendered(page.address) if any(page.all("form")) else frozenset[FormSignature]()
    for form, signature in signatures(page):
        if signature in ours or (signature in of_the_theme and not _sends(form, page)):
            yield form, []
        else:
            yield form, [_fault(form, own.endpoint) or f"This form is none of the site's own. {FORM_REMEDY}"]


def secret_field(element: Element) -> str:
    """What is wrong with a field that asks for what no site like this needs, as a sentence; empty when nothing is."""
    kind = element.attributes.get("type", "").strip().lower()
    if element.tag == "input" and kind in _SECRET_INPUTS:
        return f"This site never asks for a {kind}. Delete this field."
    return ""


def _elements_of(form: Element, page: BuiltPage) -> Iterator[Element]:
    return (element for element in page.elements if element is form or element.form is form)


def _sends(form: Element, page: BuiltPage) -> bool:
    return any({"action", "formaction"} & element.attributes.keys() for element in _elements_of(form, page))


def _fault(form: Element, endpoint: str) -> str:
    """What is wrong with where and how a form sends, as a sentence with its remedy; empty when nothing is."""
    method, action = form.attributes.get("method", ""), form.attributes.get("action", "")
    if method.lower() != "post":
        return f"This form sends what a reader writes as part of an address (method “{method or 'get'}”). {FORM_REMEDY}"
    if form.attributes.get("target"):
        return f"This form opens what comes back elsewhere (target “{form.attributes['target']}”). {FORM_REMEDY}"
    address = read_address(action)
    is_safe = address.scheme == "https" or (address.scheme == "http" and is_loopback(address.host))
    if address.fault or not is_safe:
        return f"This form does not send over https: its action is “{action}”. {FORM_REMEDY}"
    if action != endpoint:
        return f"This form sends to “{action}”, which is not the site's form handler. {FORM_REMEDY}"
    return ""
