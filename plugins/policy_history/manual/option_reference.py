"""The options of the plugin, as the adapter's ``config.py`` has them.

Its source is read as data: the sentence under an option is no part of the running program, and the engine imports
nothing of the adapter.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from importlib.resources import files
from inspect import cleandoc
from typing import NamedTuple

from ..cache import CACHE_FOLDER
from .markdown import as_code, as_text, page, table

_MAIN = "PolicyVersionsConfig"
_NAMED = {"CACHE_FOLDER": CACHE_FOLDER}
_KINDS = {"str": "A text", "bool": "True or false", "int": "A number", "date": "A day"}
_LISTS = {"str": "A list of texts"}
_LEAD = (
    "The options of the plugin `policy-versions`, under `plugins:` in `mkdocs.yml`. "
    "The [publisher's guide](publishers.md) says when to use which."
)


class _Option(NamedTuple):
    """An option as it is declared; ``section`` is the class of the options below it, if it has any."""

    name: str
    kind: str
    default: str
    meaning: str
    section: str


def options_page() -> str:
    """The page that lists every option with what it means, its kind and its default."""
    tree = ast.parse((files("mkdocs_policy_versions") / "config.py").read_text("utf-8"))
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    return page("Options of the plugin", _LEAD, _sections(classes))


def _sections(classes: dict[str, ast.ClassDef]) -> Iterator[str]:
    options = list(_options(classes[_MAIN]))
    yield _section("At the top", classes[_MAIN], options)
    for option in options:
        if option.section:
            yield _section(as_code(option.name), classes[option.section], list(_options(classes[option.section])))


def _section(title: str, declared: ast.ClassDef, options: list[_Option]) -> str:
    rows = ([as_code(each.name), _told(each)] for each in sorted(options, key=lambda each: each.name))
    told = as_text(cleandoc(ast.get_docstring(declared) or ""))
    return f"## {title}\n\n{told}\n\n{table(['option', 'meaning'], rows)}"


def _told(option: _Option) -> str:
    default = f", by default {as_code(option.default)}" if option.default else ""
    return f"{as_text(option.meaning)} {option.kind}{default}."


def _options(declared: ast.ClassDef) -> Iterator[_Option]:
    """Each option with the string that stands below it."""
    for node, below in zip(declared.body, [*declared.body[1:], None], strict=True):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Call):
            told = below.value if isinstance(below, ast.Expr) else None
            meaning = told.value if isinstance(told, ast.Constant) and isinstance(told.value, str) else ""
            yield _option(node.targets[0].id, node.value, meaning)


def _option(name: str, call: ast.Call, meaning: str) -> _Option:
    wrapper, first = _called(call), call.args[0]
    if wrapper == "SubConfig":
        section = first.id if isinstance(first, ast.Name) else ""
        return _Option(name, f"It has [options](#{name}) of its own", "", meaning, section)
    default = next((_default(word.value) for word in call.keywords if word.arg == "default"), "")
    inner = first if isinstance(first, ast.Call) else call
    kind = _kind(inner.args[0], _LISTS if wrapper == "ListOfItems" else _KINDS)
    return _Option(name, kind, default, meaning, "")


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _kind(declared: ast.expr, kinds: Mapping[str, str]) -> str:
    """Of several Python types the last one says what is meant: YAML reads a day as a text or as a date."""
    last = declared.elts[-1] if isinstance(declared, ast.Tuple) else declared
    return kinds[last.id if isinstance(last, ast.Name) else ""]


def _default(value: ast.expr) -> str:
    """A default as YAML has it; nothing for what is empty."""
    found = _NAMED[value.id] if isinstance(value, ast.Name) else ast.literal_eval(value)
    return str(found).lower() if isinstance(found, bool) else str(found or "")
