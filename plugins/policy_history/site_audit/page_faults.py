"""The sentences in which a page's faults are told: what is wrong, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from ..problems import one_line
from .allowed import runs_in_attribute
from .written_addresses import Address

NOT_ALLOWED = "not-allowed"
UNDECLARED = "undeclared-host"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with an element.

    ``value`` is the text in it that may stand in its source where its tag does not. ``everywhere`` is whether the theme
    may not have it either.
    """

    rule: str
    message: str
    value: str = ""
    everywhere: bool = False


FORM_REMEDY = "Delete it and write [policy: form KIND] on a line of its own instead."
_REMEDIES = {
    "applet": "Link to the file instead.",
    "base": "It changes where every link and form of the page leads. Delete it.",
    "embed": "Link to the file instead.",
    "object": "Link to the file instead.",
    "portal": "Write a link instead.",
} | dict.fromkeys(("form", "output", "textarea"), FORM_REMEDY)
_ATTRIBUTE_REMEDIES = {
    "srcdoc": "Link to a page instead.",
    "form": "It makes this a part of a form that stands elsewhere. Delete it.",
} | dict.fromkeys(
    ("formaction", "formmethod", "formtarget", "formenctype"), "It changes where or how a form sends. Delete it."
)


def element_fault(tag: str) -> Fault:
    """An element that is in no list."""
    remedy = _REMEDIES.get(tag.lower(), "Write the passage in Markdown, or delete it.")
    return Fault(NOT_ALLOWED, f"<{tag}> is not among the elements that a page may have. {remedy}")


def attribute_fault(tag: str, name: str) -> Fault:
    """An attribute that is in no list, or holds code."""
    if runs_in_attribute(name) and name != "srcdoc":
        remedy = "Delete it, or put the code into a file and list that under extra_javascript in mkdocs.yml."
        return Fault(NOT_ALLOWED, f"“{name}” is code in an attribute, which no page may have. {remedy}")
    remedy = _ATTRIBUTE_REMEDIES.get(name, "Delete it.")
    return Fault(NOT_ALLOWED, f"“{name}” is not among the attributes that <{tag}> may have. {remedy}")


def value_fault(tag: str, name: str, value: str) -> Fault:
    """An attribute that must not say what it says."""
    if (tag, name) == ("meta", "http-equiv") and value.strip().lower() == "refresh":
        message = "This takes readers to another page unasked. Delete it and write a link."
    else:
        message = f"“{name}” of <{tag}> must not be “{_short(value)}”. Delete the attribute, or the element."
    return Fault(NOT_ALLOWED, message, value)


def address_fault(address: Address) -> Fault:
    """An address that does not lead where it seems to, or that does something else than lead."""
    shown = _short(address.written)
    remedy = "Write it in full, beginning with https://, or from this site's own root, such as /cookies/."
    if address.fault:
        return Fault(NOT_ALLOWED, f"“{shown}” is no plain address: {address.fault}. {remedy}", address.written)
    what = f"“{shown}” begins with “{address.scheme}:”, which no page may use here."
    return Fault(NOT_ALLOWED, f"{what} {remedy}", address.written)


def host_fault(host: str, inventory: str, written: str) -> Fault:
    """Something fetched from a host that the storage inventory, a file, does not declare."""
    message = (
        f"This makes every reader's browser call {host}, which {inventory} does not list. "
        f"Publish the file with the site, or list the host in {inventory} under “requests”."
    )
    return Fault(UNDECLARED, message, written, everywhere=True)


def _short(text: str) -> str:
    return one_line("".join(c if c.isprintable() else " " for c in text), 60)
