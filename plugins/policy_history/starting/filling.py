"""The package's templates, filled in: each value escaped for the file it is put into."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined

from .placeholders import MARK

# Signs that no extension of Markdown takes for a mark within a line.
_PLAIN = re.compile(r"[\w .,;'’‘“”()/-]")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("policy_history.starting", "templates"),
        # Not those of Jinja: workflows have ${{ }} and {% of their own. What is put in is escaped by the filters below.
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 (Markdown and YAML, by the filters)
    )
    environment.filters |= {"yaml": as_yaml, "quoted": _quoted, "markdown": as_markdown}
    return environment


def filled(template: str, **values: Any) -> str:
    """The template of that name with those values."""
    return _environment().get_template(template).render(**values)


def as_yaml(text: str) -> str:
    """The text as a scalar of YAML on one line, quoted where it would mean something else."""
    written: str = yaml.safe_dump(str(text), allow_unicode=True, width=1_000_000)
    return written.removesuffix("\n").removesuffix("\n...")


def _quoted(text: str) -> str:
    """The same in double quotes; a string of JSON is one of YAML, but for what ``answers.line`` keeps out."""
    return json.dumps(str(text), ensure_ascii=False)


def as_markdown(text: str) -> str:
    """The text as Markdown within a line, none of its signs a mark; a placeholder stays one."""
    if MARK.fullmatch(text):
        return text
    escaped = "".join(letter if _is_plain(letter) else f"&#{ord(letter)};" for letter in text)
    return re.sub(r"(?i)\bwww(?=\.)", "&#119;ww", escaped)  # nor an address that an extension would make a link


def _is_plain(letter: str) -> bool:
    return not letter.isascii() or (letter != "_" and _PLAIN.fullmatch(letter) is not None)
