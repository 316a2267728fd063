"""YAML as a tree of texts, each with its place. Nothing in it has a type, refers or runs.

The tree is built from the events of PyYAML's parser and not by its constructor: so every scalar stays the
text that was written, and anchors, aliases and tags are refused before anything follows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from ..limits import spend
from ..problems import Problem, ProblemsFound
from ..text.characters import DIRECTION
from . import rules
from .decoding import character_name, unpublishable
from .places import Place, place_at
from .yaml_faults import explain


class Limits(NamedTuple):
    """What a file may have; far above any need, far below what takes long.

    ``depth`` is how deep collections may lie in one another: the fields, a list in them, the fields of an item.
    ``amount`` is how many scalars and collections there may be.
    """

    depth: int = 3
    amount: int = 2_000


FIELDS = Limits()
"""The limits of a few fields, as front matter has."""

LONG_LIST = Limits(depth=4, amount=20_000)
"""The limits of a list of many items; a list too deep in one of them does not hide what is wrong in the others."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place: a text, a list of nodes, or fields (``keys`` says where each name stands).

    ``reported`` is set when a problem has been reported already, so that none need follow from it.
    """

    place: Place
    value: str | Sequence[Node] | Mapping[str, Node]
    keys: Mapping[str, Place] = field(default_factory=dict)
    reported: bool = False

    @property
    def fields(self) -> Mapping[str, Node]:
        """The fields of this node; none when it is a text or a list."""
        return self.value if isinstance(self.value, Mapping) else {}

    @property
    def items(self) -> Sequence[Node]:
        """The items of this node; none when it is a text or fields."""
        return () if isinstance(self.value, (str, Mapping)) else self.value

    def plain(self) -> object:
        """The same as text, lists and dictionaries."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, Mapping):
            return {name: node.plain() for name, node in self.value.items()}
        return [node.plain() for node in self.value]


_SHORT = 20_000
"""Characters: of so many, plain fields are read in some milliseconds, however they are written."""

# What libyaml and PyYAML, which agree on plain fields, lists and quoted texts, may read differently: tabs, other line
# ends, flow collections, anchors, tags, directives, complex keys, and a comment right behind the sign of a block.
_UNUSUAL = re.compile(
    r"[\t\r\x85\u2028\u2029\ufeff]|(?:^|: *|- *) *[\[{&*!%@`?,}\]]|^(?:---|\.\.\.)|[|>][-+\d]*#", re.MULTILINE
)


_SEPARATOR = re.compile("[\u2028\u2029]")


def read_tree(text: str, path: str, first_line: int = 1, limits: Limits = FIELDS) -> tuple[Node, list[Problem]]:
    """The one document in ``text``, and the problems which do not keep it from being read.

    An empty text is no fields. Raises ProblemsFound when the text is not YAML, not YAML that is safe, or takes more
    than its budget.
    ``text`` comes from ``decoding.decode``, which has refused every character that PyYAML refuses.
    """
    unseen = [] if text.isascii() else _unseen(text, path, first_line)
    if not unseen and len(text) <= _SHORT and (tree := _quickly(text, path, first_line, limits)):
        return tree, []  # too little to need a budget, and a desk reads hundreds of these
    tree, problems = spend(path, lambda _: _read(text, path, first_line, limits), line=first_line, size=len(text))
    told = {each.line for each in problems if each.rule == rules.DIRECTION_CONTROL.name}
    return tree, [*problems, *(each for each in unseen if each.line not in told)]


def _unseen(text: str, path: str, first_line: int) -> list[Problem]:
    """What makes a reviewer read other fields than we do, also in a comment.

    Raises ProblemsFound for a line that ends where editors and hosts of code show no end, but YAML does.
    """
    ends = [
        rules.LINE_SEPARATOR.at(place_at(path, text, each.start(), first_line)) for each in _SEPARATOR.finditer(text)
    ]
    if ends:
        raise ProblemsFound(ends)
    return [
        rules.DIRECTION_IN_COMMENT.at(place_at(path, text, each.start(), first_line), name=character_name(each[0]))
        for each in DIRECTION.finditer(text)
    ]


def _read(text: str, path: str, first_line: int, limits: Limits) -> tuple[Node, list[Problem]]:
    reader = _TreeReader(text, path, first_line, limits, yaml.SafeLoader)
    try:
        return reader.document(), reader.problems
    # PyYAML lets ValueError and OverflowError out for numbers in escapes and directives.
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        index, rule, values = explain(error, text, reader.position(), reader.open_collections())
        raise ProblemsFound([*reader.problems, rule.at(reader.place(index), **values)]) from None
    finally:
        reader.close()


def _quickly(text: str, path: str, first_line: int, limits: Limits) -> Node | None:
    """The document as libyaml reads it, ten times faster; None when PyYAML has to read it, or to say what is wrong."""
    if not yaml.__with_libyaml__ or _UNUSUAL.search(text):
        return None
    reader = _TreeReader(text, path, first_line, limits, yaml.CSafeLoader)
    try:
        tree = reader.document()
    except (yaml.YAMLError, ValueError, OverflowError, ProblemsFound):
        return None
    finally:
        reader.close()
    return None if reader.problems else tree


def _start(event: Event) -> int:
    """Where in the text an event begins; PyYAML's parser says so of every one."""
    return event.start_mark.index if event.start_mark else 0


class _TreeReader:
    def __init__(
        self,
        text: str,
        path: str,
        first_line: int,
        limits: Limits,
        loader: Callable[[str], Any],
    ) -> None:
        self.problems: list[Problem] = []
        self._limits = limits
        self._text, self._path, self._first_line = text, path, first_line
        self._loader = loader(text)
        self._open: list[Event] = []
        self._amount = 0

    def document(self) -> Node:
        self._next()
        event = self._next()
        if isinstance(event, StreamEndEvent):
            return Node(self.place(0), {})
        if isinstance(event, DocumentStartEvent) and (event.version or event.tags):
            self._stop(rules.YAML_DIRECTIVE, event)
        node = self._node(self._next())
        self._next()
        following = self._next()
        if isinstance(following, DocumentStartEvent):
            self._stop(rules.YAML_SECOND_PART, following)
        return node

    def place(self, index: int) -> Place:
        return place_at(self._path, self._text, index, self._first_line)

    def position(self) -> int:
        """How far the text was read."""
        index: int = self._loader.get_mark().index
        return index

    def open_collections(self) -> list[int]:
        """Where the brackets and braces stand that are not closed yet, the innermost last."""
        starts = [_start(event) for event in self._open]
        return [start for start in starts if self._text[start] in "[{"]

    def close(self) -> None:
        self._loader.dispose()

    def _next(self) -> Event:
        event: Event = self._loader.get_event()
        return event

    def _node(self, event: Event) -> Node:
        self._amount += 1
        if self._amount > self._limits.amount:
            self._stop(rules.YAML_AMOUNT, event, limit=self._limits.amount)
        place = self.place(_start(event))
        if isinstance(event, AliasEvent):
            return self._report(rules.YAML_ALIAS, place)
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            self._report(rules.YAML_ANCHOR, place)
        if tag is not None:
            self._report(rules.YAML_TAG, place)
        node = self._scalar(event, place) if isinstance(event, ScalarEvent) else self._collection(event, place)
        return node if anchor is None and tag is None else replace(node, reported=True)

    def _scalar(self, event: ScalarEvent, place: Place) -> Node:
        if name := unpublishable(event.value):
            return self._report(rules.ESCAPED_CHARACTER, place, name=name)
        if turned := DIRECTION.search(event.value):
            return self._report(rules.DIRECTION_CONTROL, place, name=character_name(turned[0]))
        return Node(place, event.value)

    def _collection(self, event: Event, place: Place) -> Node:
        if len(self._open) == self._limits.depth:
            self._stop(rules.YAML_DEPTH, event)
        self._open.append(event)
        node = self._mapping(place) if isinstance(event, MappingStartEvent) else self._sequence(place)
        self._open.pop()
        return node

    def _sequence(self, place: Place) -> Node:
        nodes = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            nodes.append(self._node(event))
        return Node(place, nodes)

    def _mapping(self, place: Place) -> Node:
        fields: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            key, value = self._node(event), self._node(self._next())
            if not isinstance(key.value, str):
                self._report(rules.NOT_A_NAME, key.place)
            elif key.value in fields:
                self._report(rules.DUPLICATE_FIELD, key.place, field=key.value, line=keys[key.value].line)
            elif not key.reported:
                fields[key.value], keys[key.value] = value, key.place
        return Node(place, fields, keys)

    def _report(self, rule: rules.Rule, place: Place, **values: object) -> Node:
        self.problems.append(rule.at(place, **values))
        return Node(place, "", reported=True)

    def _stop(self, rule: rules.Rule, event: Event, **values: object) -> NoReturn:
        problem = rule.at(self.place(_start(event)), **values)
        raise ProblemsFound([*self.problems, problem])
