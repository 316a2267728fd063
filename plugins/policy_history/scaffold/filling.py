"""The package's templates, filled in: each value escaped for the file it is put into."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined

from ..importing.inline_markdown import escape
from .placeholders import MARK

# What some extension of Markdown may take for a mark within a line; "&" and ":" only where no blank follows.
_MARKS = re.compile(r"""[&:](?![ ]|$)|[!#$*+<=>@\[\\\]^_`{|}~]|\bwww(?=\.)""", re.IGNORECASE)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("policy_history.scaffold", "templates"),
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
    environment.filters |= {"yaml": as_yaml, "quoted": _quoted, "markdown": as_markdown, "text": as_text}
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
    return _MARKS.sub(lambda match: f"&#{ord(match[0][0])};{match[0][1:]}", text)


def as_text(text: str) -> str:
    """The same in a text of a policy, which the engine alone reads: few signs are marks there."""
    if MARK.fullmatch(text):
        return text
    return re.sub(r"(?<!&)#|[{]", lambda match: f"&#{ord(match[0])};", escape(text))  # the id and the end of a heading
