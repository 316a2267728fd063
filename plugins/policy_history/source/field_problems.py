"""Fields checked against their model, each fault told at the place where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from ..problems import Problem
from . import rules
from .fields import Fields
from .yaml_tree import Node

Model = TypeVar("Model", bound=Fields)

_RULES = {
    "string_type": rules.NOT_TEXT,
    "tuple_type": rules.NOT_A_LIST,
    "model_type": rules.NOT_FIELDS,
    "enum": rules.NOT_A_CHOICE,
    "empty": rules.EMPTY_FIELD,
}
_OF_A_TEXT = {"enum", "empty"}


@dataclass(frozen=True, slots=True)
class _Fault:
    """An error of pydantic, with the fields it is among (``parent``) and their model."""

    kind: str
    location: tuple[int | str, ...]
    parent: Node
    model: type[Fields]
    context: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The field's name; of an item of a list, the list's."""
        return next((part for part in reversed(self.location) if isinstance(part, str)), "")

    @property
    def label(self) -> str:
        """What a sentence calls the field; the items of a list are counted from 1."""
        return self.name if self.item is None else f"{self.name}, item {self.item + 1}"

    @property
    def guess(self) -> str:
        """The known name which an unknown one is nearest to; empty when none is near."""
        return _nearest(self.name, _names(self.model))

    def node(self) -> Node:
        """The value at fault."""
        node = self.parent.fields[self.name] if self.name else self.parent
        return node if self.item is None else node.items[self.item]

    @property
    def item(self) -> int | None:
        """The number, from 0, of the item of a list that is at fault; None when it is no item."""
        last = self.location[-1] if self.location else ""
        return last if isinstance(last, int) else None


def read_fields(tree: Node, model: type[Model]) -> tuple[Model | None, list[Problem]]:
    """The fields as the model has them, or None, and every problem that was found."""
    try:
        return model.model_validate(tree.plain()), []
    except ValidationError as error:
        faults = [_fault(details, tree, model) for details in error.errors(include_url=False)]
    unknown = [fault for fault in faults if fault.kind == "extra_forbidden"]
    # A misspelt name is reported with the name that was meant: one mistake, one sentence.
    meant = {(*fault.location[:-1], fault.guess) for fault in unknown}
    missing = [fault for fault in faults if fault.kind == "missing" and fault.location not in meant]
    values = [
        fault for fault in faults if (fault.kind in _RULES or fault.kind == "broken") and not fault.node().reported
    ]
    problems = [*map(_unknown_field, unknown), *map(_missing_field, missing), *map(_wrong_value, values)]
    return None, problems


def _fault(details: ErrorDetails, tree: Node, model: type[Fields]) -> _Fault:
    location = details["loc"]
    parent = tree
    if len(location) == 3:
        # Only lists of fields go so deep: the list's name, the item's number, the field's name.
        list_name, number, _ = location
        parent = tree.fields[str(list_name)].items[int(number)]
        model = get_args(_names(model)[str(list_name)].annotation)[0]
    return _Fault(details["type"], location, parent, model, details.get("ctx", {}))


def _unknown_field(fault: _Fault) -> Problem:
    place = fault.parent.keys[fault.name]
    if fault.guess:
        return rules.UNKNOWN_FIELD_GUESSED.at(place, field=fault.name, guess=fault.guess)
    return rules.UNKNOWN_FIELD.at(place, field=fault.name, known=", ".join(_names(fault.model)))


def _missing_field(fault: _Fault) -> Problem:
    return rules.MISSING_FIELD.at(fault.parent.place, field=fault.name, example=_example(fault))


def _wrong_value(fault: _Fault) -> Problem:
    node = fault.node()
    choices = _choices(fault)
    guess = _nearest(node.value, choices) if isinstance(node.value, str) else ""
    values = {
        "field": fault.label,
        "value": node.value,
        "choices": ", ".join(choices),
        "guess": guess,
        "example": _example(fault),
        **fault.context,
    }
    return _rule(fault, guess).at(node.place, **values)


def _rule(fault: _Fault, guess: str) -> rules.Rule:
    if fault.kind in _OF_A_TEXT and not isinstance(fault.node().value, str):
        return rules.NOT_TEXT
    if fault.kind == "empty" and (fault.item is not None or not _names(fault.model)[fault.name].is_required()):
        return rules.EMPTY_OPTIONAL_FIELD
    if fault.kind == "enum" and guess:
        return rules.NOT_A_CHOICE_GUESSED
    return fault.context["broken"] if fault.kind == "broken" else _RULES[fault.kind]


def _nearest(word: str, known: Iterable[str]) -> str:
    """The known word which another is nearest to, whatever the case of its letters; empty when none is near."""
    lowered = {each.casefold(): each for each in known}
    near = get_close_matches(word.casefold(), lowered, n=1)
    return lowered[near[0]] if near else ""


def _names(model: type[Fields]) -> dict[str, FieldInfo]:
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _example(fault: _Fault) -> str:
    """A line an editor may copy: of the field at fault, or of the first field of those that are missing."""
    names = _names(fault.model)
    if fault.kind == "model_type" and fault.name:
        names = _names(get_args(names[fault.name].annotation)[0])
    name = fault.name if fault.name in names else next(iter(names))
    example = (names[name].examples or [""])[0]
    return example if fault.item is not None and fault.kind != "model_type" else f"{name}: {example}"


def _choices(fault: _Fault) -> list[str]:
    annotation = _names(fault.model)[fault.name].annotation if fault.name else None
    return list(annotation) if isinstance(annotation, type) and issubclass(annotation, StrEnum) else []
