"""What a page asks for that its content security policy will not allow, found before a reader meets it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..problems import Problem
from .content_security import is_declared
from .loads import loads
from .marking import is_alignment
from .page import Element
from .site import BuiltSite

_RUNS = re.compile(r"[\x00-\x20]*j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:", re.IGNORECASE)
_LEADING = ("href", "xlink:href", "src", "action", "formaction", "data")


def undeclared_hosts(built: BuiltSite, site_url: str, hosts: Sequence[str], inventory: str) -> list[Problem]:
    """Files that pages fetch from hosts which the storage inventory, the file ``inventory``, does not declare."""
    return [
        built.problem(
            page,
            load.element,
            "undeclared-host",
            f"This makes every reader's browser call {load.host}, which {inventory} does not list. "
            f"Publish the file with the site, or list the host in {inventory} under “requests”.",
        )
        for page in built.pages.values()
        for load in loads(page, site_url)
        if load.host and not is_declared(load.host, hosts)
    ]


def blocked(built: BuiltSite) -> list[Problem]:
    """Code and styles in attributes, and embedded programs: the content security policy lets none of them work."""
    return [
        built.problem(page, element, "blocked", message)
        for page in built.pages.values()
        for element in page.elements
        for message in _messages(element)
    ]


def _messages(element: Element) -> Iterator[str]:
    for name in element.attributes:
        if name.startswith("on"):
            yield f"“{name}” does not run: no code stands in attributes here. Delete it, or put the code into a file."
    if "style" in element.attributes and not is_alignment(element):
        yield "This style attribute has no effect here. Use a class, with its rules in a stylesheet of the site."
    for name in _LEADING:
        if _RUNS.match(element.attributes.get(name, "")):
            yield f"This {name} runs code, which nothing here may do. Write an address, or put the code into a file."
    if element.tag in {"object", "embed", "applet"}:
        yield f"<{element.tag}> is not shown here. Link to the file instead."
    if "srcdoc" in element.attributes:
        yield "A page within the page is not shown here. Link to it instead."
