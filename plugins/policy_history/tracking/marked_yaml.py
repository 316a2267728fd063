"""A YAML file as nodes that know their line and column."""

from __future__ import annotations

from pathlib import Path

import yaml
from yaml.reader import ReaderError

from policy_history.problems import Problem, ProblemsFound


def compose_yaml(text: str, path: str) -> yaml.Node | None:
    """The root node of one YAML document, None when the document is empty; no value is converted.

    ``path`` is the name the problems carry. Raises ProblemsFound with the one place the parser stopped at.
    """
    try:
        loader = yaml.SafeLoader(text)
    except ReaderError as error:
        raise _stop(path, *_position(text, error.position), _UNPRINTABLE) from None
    try:
        return loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark or loader.get_mark()
        fault = ", ".join(filter(None, (error.context, error.problem)))
        message = f"This is not valid YAML: {fault}. {_REMEDY}"
    except (ValueError, OverflowError):  # PyYAML lets these out for numbers in escapes and directives
        mark, message = loader.get_mark(), "This number names no character. Delete it."
    except RecursionError:
        mark, message = loader.get_mark(), "The lists are nested too deeply to be read. Flatten them."
    finally:
        loader.dispose()
    raise _stop(path, mark.line + 1, mark.column + 1, message)


def read_utf8(file: Path, path: str) -> str:
    """The text of a file, without a byte order mark. Raises ProblemsFound when it cannot be read as UTF-8."""
    try:
        data = file.read_bytes()
    except OSError as error:
        message = f"This file cannot be read: {error.strerror}. Check that it is a file and may be read."
        raise _stop(path, 1, 1, message, "unreadable") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = data[: error.start].decode("utf-8", errors="replace").removeprefix("\ufeff")
        message = "This character is not UTF-8. Save the file with the encoding UTF-8."
        raise _stop(path, *_position(start, len(start)), message, "not-utf-8") from None


_UNPRINTABLE = "This character is a control character, which YAML does not allow. Delete it."
_REMEDY = (
    "Put a text that contains “: ” or “ #”, or starts with a special character, between quotes, "
    "and indent with spaces, not tabs."
)


def _position(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _stop(path: str, line: int, column: int, message: str, rule: str = "yaml") -> ProblemsFound:
    return ProblemsFound([Problem(path, line, column, rule, message)])
