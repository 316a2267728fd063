"""No file over 300 lines, no function over 40 or of more than six parameters. The exceptions are what was there before the rule, and only shrink."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from modules import ROOT

LONGEST_FILE, LONGEST_FUNCTION, MOST_PARAMETERS = 300, 40, 6
SUFFIXES = {".py", ".js", ".css", ".html", ".xml", ".sh"}

LONG_FILES: dict[str, int] = {
    "tests/site/test_browser_forms.py": 505,
    "tests/site/test_example_site.py": 343,
    "tests/site/test_machine_files.py": 312,
    "tests/site/test_verify.py": 396,
    "tests/test_forms_handler.py": 383,
    "tests/test_inventory.py": 335,
    "tests/test_known_edits.py": 332,
    "tests/test_provenance.py": 362,
}
"""Files that are longer, and how long each may be at most."""

LONG_FUNCTIONS: dict[str, int] = {
    "tests/site/test_browser_journey.py:test_from_the_home_page_to_a_request_that_arrives": 43,
    "tests/test_editors_day.py:test_an_editors_day": 89,
    "tests/test_forms_once.py:test_a_sudden_end_in_the_middle_of_a_thousand_posts_loses_nothing_that_was_acknowledged": 41,
}


def files() -> Iterator[Path]:
    for folder in ("plugins", "scripts", "tests"):
        for path in sorted((ROOT / folder).rglob("*")):
            is_ours = path.suffix in SUFFIXES or (path.parent.name == "scripts" and path.is_file())
            # Texts that tests read are as long as they are.
            if (
                is_ours
                and "__pycache__" not in path.parts
                and "golden" not in path.parts
                and "corpus" not in path.parts
            ):
                yield path


def too_long(found: dict[str, int], limit: int, exceptions: dict[str, int]) -> dict[str, int]:
    return {name: lines for name, lines in found.items() if lines > exceptions.get(name, limit)}


def no_longer_needed(found: dict[str, int], limit: int, exceptions: dict[str, int]) -> dict[str, int]:
    """Exceptions for what is gone, fits the rule by now, or has shrunk: then the exception shrinks with it."""
    return {name: lines for name, lines in exceptions.items() if not limit < found.get(name, 0) == lines}


def length_of_files() -> dict[str, int]:
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8").count("\n") for path in files()}


@cache
def functions() -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function by its file and name, without what it does."""
    found = {}
    for path in files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))) if path.suffix == ".py" else ():
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                found[f"{path.relative_to(ROOT).as_posix()}:{node.name}"] = node
                node.body = []
    return found


def length_of_functions() -> dict[str, int]:
    return {name: (node.end_lineno or 0) - node.lineno + 1 for name, node in functions().items()}


def number_of_parameters() -> dict[str, int]:
    """Of the product; a command has a parameter for each of its options."""
    return {
        name: len(
            [each for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs) if each.arg != "self"]
        )
        for name, node in functions().items()
        if name.startswith("plugins/") and not any("command(" in ast.unparse(each) for each in node.decorator_list)
    }


RULES = [
    pytest.param(length_of_files, LONGEST_FILE, LONG_FILES, id="no file is too long"),
    pytest.param(length_of_functions, LONGEST_FUNCTION, LONG_FUNCTIONS, id="no function is too long"),
    pytest.param(number_of_parameters, MOST_PARAMETERS, {}, id="no function has too many parameters"),
]


@pytest.mark.parametrize(("measured", "limit", "exceptions"), RULES)
def test_nothing_is_larger_than_the_rule_and_exceptions_only_shrink(
    measured: Callable[[], dict[str, int]], limit: int, exceptions: dict[str, int]
) -> None:
    found = measured()
    assert too_long(found, limit, exceptions) == {}
    assert no_longer_needed(found, limit, exceptions) == {}
