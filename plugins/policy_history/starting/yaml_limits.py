"""What the brackets and aliases of a YAML file would make of it, before anybody walks through its tree."""

from __future__ import annotations

from itertools import accumulate

import yaml

_DEEPEST = 200
_MOST_VALUES = 100_000
"""A site's settings have some hundreds; aliases of aliases can make billions of a few lines."""


class Unsure(Exception):
    """This cannot be inserted surely."""


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
