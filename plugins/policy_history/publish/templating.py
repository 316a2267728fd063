"""The engine's templates: markup lives there, values come from here."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("policy_history.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def render(template: str, **values: Any) -> str:
    """Fill in ``publish/templates/TEMPLATE``. Every value is escaped unless it is ``Markup``."""
    return _environment().get_template(template).render(**values)
