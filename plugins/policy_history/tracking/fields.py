"""One mapping of a YAML file, its values read as text and checked, every problem kept with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from ..problems import Problem, printable
from ..source.places import Place
from ..source.yaml_tree import Node

Choice = TypeVar("Choice", bound=StrEnum)
Report = Callable[[Place, str, str], None]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def reporter(problems: list[Problem]) -> Report:
    """A function that adds a problem of a rule, at a place, to ``problems``."""

    def report(place: Place, rule: str, message: str) -> None:
        problems.append(Problem(place.path, place.line, place.column, rule, message))

    return report


class Fields:
    """The keys and values of one mapping.

    ``what`` is what the mapping is called in messages, such as “this entry”. A method that reports a problem
    returns a stand-in; whoever reads a file raises the problems before any value of it is used.
    """

    def __init__(self, node: Node, what: str, known: Sequence[str], report: Report) -> None:
        self.node, self.what, self._report = node, what, report
        self._is_mapping = isinstance(node.value, Mapping)
        self._values = {name: value for name, value in node.fields.items() if name in known}
        if not self._is_mapping and not node.reported:
            report(node.place, "wrong-shape", f"{_sentence(what)} must consist of lines “key: value”.")
        for name in node.fields:
            if name not in known:
                guess = _did_you_mean(name, known) or f" Its keys are: {', '.join(known)}."
                message = f"“{printable(name)}” is not a key of {what}.{guess}"
                report(node.keys[name], "unknown-field", message)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def report(self, key: str, rule: str, message: str) -> None:
        """Report a problem at the value of ``key``, or at the mapping when it has no such key."""
        self._report(self._values.get(key, self.node).place, rule, message)

    def items(self, key: str, remedy: str) -> list[Node]:
        """The nodes of a list that must be there, though it may be empty; ``remedy`` says how to write it."""
        node = self._required(key, remedy)
        if node is not None and not isinstance(node.value, str | Mapping):
            return list(node.value)
        if node is not None and not node.reported:
            self.report(key, "wrong-shape", f"“{key}” must be a list. {remedy}")
        return []

    def line(self, key: str) -> int:
        """The line of the value of ``key``, or of the mapping when it has no such key."""
        return self._values.get(key, self.node).place.line

    def text(self, key: str, remedy: str = "") -> str:
        """A text that must be there, with single spaces; ``remedy`` is what to do when it is missing."""
        node = self._required(key, remedy or f"Add a line “{key}: …”.")
        if node is None or node.reported:
            return ""
        if not isinstance(node.value, str):
            self.report(key, "wrong-shape", f"“{key}” must be a text, not a list or a mapping.")
            return ""
        value = " ".join(node.value.split())
        if not value:
            self.report(key, "empty-field", f"“{key}” is empty. Write its value after the colon.")
        return value

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        """One of a fixed set of words, which must be there."""
        value = self.text(key)
        if value in list(choices):
            return choices(value)
        if value:
            remedy = f"It must be one of: {', '.join(choices)}.{_did_you_mean(value, list(choices))}"
            self.report(key, "wrong-choice", f"“{key}” is “{value}”. {remedy}")
        return next(iter(choices))

    def day(self, key: str) -> date:
        """A day that must be there, written YYYY-MM-DD (RFC 3339 full-date)."""
        return self._day(key) or date.max

    def optional_day(self, key: str) -> date | None:
        """A day, or None when the key is not there."""
        return self._day(key) if key in self else None

    def _day(self, key: str) -> date | None:
        value = self.text(key, f"Add a line “{key}: YYYY-MM-DD”.")
        remedy = "Write a day as YYYY-MM-DD, such as 2014-09-24."
        try:
            if _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            remedy = "The calendar has no such day. Correct it."
        if value:
            self.report(key, "wrong-date", f"“{key}” is “{value}”. {remedy}")
        return None

    def _required(self, key: str, remedy: str) -> Node | None:
        if key not in self and self._is_mapping:
            self._report(self.node.place, "missing-field", f"{_sentence(self.what)} has no “{key}”. {remedy}")
        return self._values.get(key)


def _did_you_mean(word: str, known: Sequence[str]) -> str:
    """A closing question with the nearest known word; nothing when none is near."""
    lowered = {candidate.lower(): candidate for candidate in known}
    near = get_close_matches(word.lower(), lowered, n=1)
    return f" Did you mean “{lowered[near[0]]}”?" if near else ""


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
