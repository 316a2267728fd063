"""What the brackets, aliases and tags of a YAML file make of it, without a loader that would run or fetch anything."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

import yaml

_DEEPEST = 200
_MOST_VALUES = 100_000
"""A site's settings have some hundreds; aliases of aliases can make billions of a few lines."""


class Unsure(Exception):
    """This cannot be inserted surely."""


class Unreadable(Unsure):
    """MkDocs cannot read it either; ``mark`` is the place, where that is known."""

    def __init__(self, why: str, mark: yaml.Mark | None = None) -> None:
        super().__init__(why)
        self.place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""


def is_nested_deeply(source: str) -> bool:
    """Whether so many brackets are open at one place that a YAML reader would take minutes."""
    depths = accumulate((character in "[{") - (character in "]}") for character in source if character in "[]{}")
    return max(depths, default=0) > _DEEPEST


def written_out(tree: yaml.Node) -> int:
    """How many values a tree has with every alias written out.

    Unsure when these are too many, when one stands within itself, or when a key is no text.
    """
    return _count(tree, {}, set())


def _count(node: yaml.Node, known: dict[int, int], above: set[int]) -> int:
    if isinstance(node, yaml.ScalarNode):
        return 1
    if id(node) in above:
        raise Unsure("an alias in it stands within what it names")
    if id(node) not in known:
        above.add(id(node))
        if isinstance(node, yaml.MappingNode) and not all(isinstance(key, yaml.ScalarNode) for key, _ in node.value):
            raise Unsure("a key in it is no text")
        inner = [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else node.value
        known[id(node)] = 1 + sum(_count(each, known, above) for each in inner)
        above.remove(id(node))
    if known[id(node)] > _MOST_VALUES:
        raise Unsure("its aliases say too much")
    return known[id(node)]


def pairs_of(mapping: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node]]:
    """The keys of a mapping with their values, those it merges (``<<``) first, so that its own come last."""
    for key, value in mapping.value:
        merged = value.value if isinstance(value, yaml.SequenceNode) else [value]
        for each in reversed(merged) if key.value == "<<" else ():
            yield from pairs_of(each) if isinstance(each, yaml.MappingNode) else ()
    yield from ((str(key.value), value) for key, value in mapping.value if key.value != "<<")


def said(node: yaml.Node | None) -> str:
    """A scalar, or what MkDocs takes where no variable of ``!ENV [NAME, default]`` is set; empty for all else."""
    if isinstance(node, yaml.SequenceNode) and node.tag == "!ENV" and len(node.value) > 1:
        node = node.value[-1]
    return str(node.value) if isinstance(node, yaml.ScalarNode) and node.tag != "!ENV" else ""
