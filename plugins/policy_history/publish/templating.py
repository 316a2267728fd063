"""The engine's templates: markup lives there, values come from here."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..days import day_before
from ..redline.clause_joins import join_in_words
from ..redline.description import form_in_words, sentence_html, sides_html
from ..redline.styles import quoted
from ..text.characters import shown
from ..text.keeping import kept
from ..text.languages import (
    attributes,
    note_in,
    noted,
    own_attributes,
    own_words_in,
    tagged,
    text_in,
    with_own_words_named,
    written_in,
)
from ..wording import interface_language
from ..wording.browser import words_for_scripts
from ..wording.cldr import day_of
from ..wording.templates import install
from .article_headings import is_in_capitals, is_long, title_apart, with_calm_headings, with_column_names
from .compiled_templates import compiled_templates


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("policy_history.publish", "templates"),
        auto_reload=False,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled_templates(),
    )
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
    install(environment)
    environment.globals.update(words_for_scripts=words_for_scripts, written_in=written_in, own_words_in=own_words_in)
    environment.globals.update(
        text_attributes=attributes, own_attributes=own_attributes, note_in=note_in, text_in=text_in
    )
    environment.filters.update(tagged=tagged, noted=noted, own_words_named=with_own_words_named)
    environment.filters["day"] = lambda day: _time(day, interface_language())
    environment.filters["joined"] = lambda change: join_in_words(change.added, change.from_clause)
    environment.filters["shown"] = shown
    environment.filters["sides"] = sides_html
    environment.filters["sentence"] = sentence_html
    environment.globals["form_in_words"] = form_in_words
    environment.globals["quoted"] = quoted
    environment.filters["day_before"] = day_before
    environment.filters["with_whole_days"] = _with_whole_days
    environment.filters["at"] = lambda article, root: with_calm_headings(with_column_names(article.at(root)))
    environment.filters["title_apart"] = title_apart
    environment.tests.update(capitals=is_in_capitals, long=is_long)
    return environment


@kept
def _time(day: date, language: str) -> Markup:
    # Without its role it is part of the sentence: Firefox tells screen readers of a time as of a thing apart, and Orca
    # says the sentence in pieces.
    return Markup('<time role="none" datetime="{}">{}</time>').format(day.isoformat(), day_of(day, language))


def _with_whole_days(title: Markup) -> Markup:
    """A title whose days have no blank at which a line may end, unless a line has no room for them.

    What holds days together elsewhere, ``white-space``, would push them over the edge in letters of that size.
    """
    days = re.split("(<time [^>]*>)([^<]*)", title)
    days[2::3] = [day.replace(" ", "\N{NO-BREAK SPACE}") for day in days[2::3]]
    return Markup("").join(map(Markup, days))


def render(template: str, **values: Any) -> Markup:
    """Fill in ``publish/templates/TEMPLATE``. Every value is escaped unless it is ``Markup``, as the answer is."""
    return Markup(_environment().get_template(template).render(**values))  # noqa: S704 (the template escapes)
