"""Elements made in Python: the one place outside the templates where a text becomes HTML.

A ``str`` is a text and is escaped; ``Markup`` is HTML and stands as it is.
"""

from __future__ import annotations

from markupsafe import Markup, escape

_VOID = frozenset(("br", "hr", "img"))


def element(tag: str, *children: str, **attributes: str | None) -> Markup:
    """An element. An attribute that is None is left out; ``class_`` is ``class``."""
    if tag in _VOID:
        return start_tag(tag, **attributes)
    return Markup(start_tag(tag, **attributes) + html_of(*children) + end_tag(tag))  # noqa: S704 (its parts are escaped)


def start_tag(tag: str, **attributes: str | None) -> Markup:
    """A start tag. The values of attributes are texts always: also of Markup the signs are escaped."""
    given = "".join(
        f' {name.rstrip("_")}="{escape(str(value))}"' for name, value in attributes.items() if value is not None
    )
    return Markup(f"<{tag}{given}>")  # noqa: S704 (its values are escaped)


def end_tag(tag: str) -> Markup:
    """An end tag."""
    return Markup(f"</{tag}>")  # noqa: S704 (a tag has no text)


def html_of(*parts: str) -> Markup:
    """These parts one behind the other."""
    return Markup("").join(parts)
