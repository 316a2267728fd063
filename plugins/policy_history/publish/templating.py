"""The engine's templates: markup lives there, values come from here."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..days import day_in_words, period_in_words
from ..redline.clause_joins import join_in_words
from ..redline.description import form_in_words, quoted, sentence_html, sides_html
from ..text.characters import shown
from ..text.keeping import kept
from .tables import with_column_names


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("policy_history.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = _time
    environment.filters["joined"] = lambda change: join_in_words(change.added, change.from_clause)
    environment.filters["shown"] = shown
    environment.filters["sides"] = sides_html
    environment.filters["sentence"] = sentence_html
    environment.globals["form_in_words"] = form_in_words
    environment.globals["quoted"] = quoted
    environment.globals["period"] = period_in_words
    environment.filters["at"] = lambda article, root: with_column_names(article.at(root))
    return environment


@kept
def _time(day: date) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), day_in_words(day))


def render(template: str, **values: Any) -> Markup:
    """Fill in ``publish/templates/TEMPLATE``. Every value is escaped unless it is ``Markup``, as the answer is."""
    return Markup(_environment().get_template(template).render(**values))  # noqa: S704 (the template escapes)
