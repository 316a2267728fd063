"""Elements made in Python: the one place outside the templates where a text becomes HTML.

A ``str`` is a text and is escaped; ``Markup`` is HTML and stands as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from markupsafe import Markup, escape

_HAS_SIGNS = re.compile("[&<>'\"]").search
_VOID = frozenset(("br", "hr", "img"))


def element(tag: str, *children: str, **attributes: str | None) -> Markup:
    """An element. An attribute that is None is left out; ``class_`` is ``class``, ``aria_label`` is ``aria-label``."""
    if tag in _VOID:
        return start_tag(tag, **attributes)
    return Markup(f"<{tag}{_given(attributes)}>{_joined(children)}</{tag}>")  # noqa: S704 (its parts are escaped)


def start_tag(tag: str, **attributes: str | None) -> Markup:
    """A start tag. The values of attributes are texts always: also of Markup the signs are escaped."""
    return Markup(f"<{tag}{_given(attributes)}>")  # noqa: S704 (its values are escaped)


def attributes(**values: str | None) -> Markup:
    """Attributes as they stand in a start tag, a blank before each."""
    return Markup(_given(values))  # noqa: S704 (the values are escaped)


def _given(attributes: Mapping[str, str | None]) -> str:
    given = ((_name(name), str(value)) for name, value in attributes.items() if value is not None)
    return "".join([f' {name}="{escape(value) if _HAS_SIGNS(value) else value}"' for name, value in given])


@cache  # the names are those in this program
def _name(keyword: str) -> str:
    return keyword.rstrip("_").replace("_", "-")


def end_tag(tag: str) -> Markup:
    """An end tag."""
    return Markup(f"</{tag}>")  # noqa: S704 (a tag has no text)


def html_of(*parts: str) -> Markup:
    """These parts one behind the other."""
    return Markup(_joined(parts))  # noqa: S704 (its parts are escaped)


def _joined(parts: Iterable[str]) -> str:
    return "".join([escape(part) if _HAS_SIGNS(part) and not isinstance(part, Markup) else part for part in parts])
