"""PyYAML's errors in words an editor can act on.

PyYAML says what its scanner expected ("expected <block end>, but found '<scalar>'"). This is a table from
that to what the editor did, and to the place where it was done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yaml.error import MarkedYAMLError

from . import rules

Finding = tuple[int, rules.Rule, dict[str, object]]
"""The index in the text, the rule, and what its sentence needs."""


@dataclass(frozen=True, slots=True)
class _YamlFault:
    """Where PyYAML stopped (``index``), and where the construct it was reading began (``start``)."""

    text: str
    start: int
    index: int
    open_collections: Sequence[int]


def explain(error: Exception, text: str, position: int, open_collections: Sequence[int]) -> Finding:
    """Where the fault is and which rule reports it.

    ``position`` is how far the text was read; ``open_collections`` is where the brackets and braces stand
    that are still open. Both serve where the error itself says less.
    """
    if not isinstance(error, MarkedYAMLError):
        return _broken_number(text, min(position, len(text)))
    problem_mark = error.problem_mark or error.context_mark
    context_mark = error.context_mark or problem_mark
    if problem_mark is None or context_mark is None:
        return min(position, len(text)), rules.YAML_BROKEN, {}
    fault = _YamlFault(text, context_mark.index, problem_mark.index, open_collections)
    for pattern, finding in _FINDINGS:
        if pattern.search(f"{error.context}; {error.problem}"):
            return finding(fault)
    return fault.index, rules.YAML_BROKEN, {}


def _at_start(rule: rules.Rule) -> Callable[[_YamlFault], Finding]:
    return lambda fault: (fault.start, rule, {})


def _at_problem(rule: rules.Rule) -> Callable[[_YamlFault], Finding]:
    return lambda fault: (fault.index, rule, {})


def _bad_character(fault: _YamlFault) -> Finding:
    character = fault.text[fault.index : fault.index + 1]
    if not character.strip():
        return fault.index, rules.YAML_BROKEN, {}
    return fault.index, rules.YAML_CHARACTER, {"character": character}


def _broken_number(text: str, position: int) -> Finding:
    """PyYAML reads numbers only in escapes and in directives; it does not say when they are too big."""
    line_start = text.rfind("\n", 0, position) + 1
    escape = text.rfind("\\", line_start, position)
    if escape >= 0:
        return escape, rules.YAML_ESCAPE, {}
    return line_start, rules.YAML_DIRECTIVE, {}


def _bad_escape(fault: _YamlFault) -> Finding:
    return fault.text.rfind("\\", 0, fault.index), rules.YAML_ESCAPE, {}


def _open_collection(fault: _YamlFault) -> Finding:
    if not fault.open_collections:
        return fault.index, rules.YAML_BROKEN, {}
    index = fault.open_collections[-1]
    return index, rules.YAML_LIST if fault.text[index] == "[" else rules.YAML_BRACE, {}


def _stray_colon(fault: _YamlFault) -> Finding:
    line_start, before = _line_before(fault)
    if re.search(r"[^\s:]\s*:\s", before):
        return fault.index, rules.YAML_COLON, {}
    return line_start + len(before) - len(before.lstrip()), rules.YAML_INDENT, {}


def _after_document(fault: _YamlFault) -> Finding:
    ends = list(re.finditer(r"^\.\.\.", fault.text[: fault.index], re.MULTILINE))
    return (ends[-1].start(), rules.YAML_SECOND_PART, {}) if ends else _does_not_fit(fault)


def _does_not_fit(fault: _YamlFault) -> Finding:
    _, before = _line_before(fault)
    rule = rules.YAML_AFTER_VALUE if before.strip() else rules.YAML_INDENT
    return fault.index, rule, {}


def _line_before(fault: _YamlFault) -> tuple[int, str]:
    line_start = fault.text.rfind("\n", 0, fault.index) + 1
    return line_start, fault.text[line_start : fault.index]


_FINDINGS = tuple(
    (re.compile(pattern), finding)
    for pattern, finding in (
        (r"found character '\\t'", _at_problem(rules.YAML_TAB)),
        (r"found character '.+' that cannot start", _bad_character),
        (r"scanning a quoted scalar", _at_start(rules.YAML_QUOTE)),
        (r"scanning a double-quoted scalar", _bad_escape),
        (r"scanning an alias", _at_start(rules.YAML_ALIAS)),
        (r"scanning an anchor", _at_start(rules.YAML_ANCHOR)),
        (r"(scanning|parsing) a (tag|node)", _at_start(rules.YAML_TAG)),
        (r"scanning a directive|YAML directive|incompatible YAML", _at_start(rules.YAML_DIRECTIVE)),
        (r"duplicate tag handle", _at_problem(rules.YAML_DIRECTIVE)),
        (r"scanning a block scalar", _at_problem(rules.YAML_BLOCK)),
        (r"mapping values are not allowed", _stray_colon),
        (r"scanning a simple key", _at_start(rules.YAML_NO_COLON)),
        (r"sequence entries are not allowed", _at_problem(rules.YAML_DASH)),
        (r"parsing a flow (sequence|mapping|node)", _open_collection),
        (r"expected '<document start>'", _after_document),
        (r"expected <block end>", _does_not_fit),
        (r"parsing a block node|mapping keys are not allowed", _bad_character),
    )
)
