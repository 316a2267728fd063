"""The catalogue in templates: ``{{ _("…", day=…) }}`` and ``{% trans %}`` (Jinja's i18n extension, new style).

A sentence in a template is the template's own markup and may have elements in it; whatever is put into its places is
escaped unless it is ``Markup``. So what ``_`` is given must stand in the template itself, never come in a value: a
sentence from a value is ``{{ value|worded }}``, which is text.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from .catalogue import _, interface_language, translated, translated_plural, written
from .cldr import list_of


def install(environment: Environment) -> None:
    """Let the templates of an environment speak by the catalogue. It must escape."""
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals.update(
        _=_sentence, gettext=_sentence, ngettext=_plural_sentence, interface_language=interface_language
    )
    environment.filters["worded"] = _worded
    environment.globals["any_of"] = _any_of


@pass_context  # so that nothing is said before the language is known
def _sentence(_context: Context, message: str, /, **values: object) -> Markup:
    return Markup(translated(message)) % written(values) if values else _whole(translated(message))  # noqa: S704 (the template's own words)


@lru_cache(maxsize=2048)
def _whole(sentence: str) -> Markup:
    """A sentence without places, which stands on every page in the same words."""
    return Markup(sentence) % {}  # noqa: S704 (as above)


@pass_context
def _plural_sentence(_context: Context, one: str, many: str, num: int, /, **values: object) -> Markup:
    return Markup(translated_plural(one, many, num)) % written({"num": num, **values})  # noqa: S704 (as above)


@pass_context
def _worded(_context: Context, message: str) -> str:
    return _(str(message).replace("%", "%%"))


@pass_context
def _any_of(_context: Context, messages: Iterable[str]) -> str:
    """Several sentences of the catalogue, named elsewhere, as one list: "a, b or c"."""
    return list_of([translated(each) for each in messages], interface_language(), "or")
