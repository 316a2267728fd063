"""Data files beside the policies: optional, read as text, every fault told at its place."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TypeVar

from ..problems import Problem, ProblemsFound
from .decoding import decode
from .disk import Disk
from .field_problems import read_fields
from .fields import Fields
from .yaml_tree import FIELDS, Limits, Node, read_tree

Model = TypeVar("Model", bound=Fields)


def read_data_tree(
    root: Path, path: str, limits: Limits = FIELDS, *, if_empty: str = ""
) -> tuple[Node, list[Problem]] | None:
    """The tree of the YAML file at ``path`` below ``root``, and the problems which do not keep it from being read.

    None when there is no such file; ``if_empty`` says how to write one that has no line of content. Raises
    ProblemsFound
    when it cannot be read, and when the path leads out of its folder.
    """
    folder, name = str(PurePosixPath(path).parent), PurePosixPath(path).name
    if not (root / folder).is_dir() or name not in (disk := Disk.at(root, folder)).names():
        return None
    shown = disk.shown(name)
    source = disk.read(name)
    if if_empty and not any(line.strip() and not line.lstrip().startswith(b"#") for line in source.splitlines()):
        raise ProblemsFound([Problem(shown, 1, 1, "empty-file", if_empty)])
    return read_tree(decode(source, shown), shown, limits=limits)


def read_data_file(
    root: Path, path: str, model: type[Model], limits: Limits = FIELDS, *, if_empty: str = ""
) -> tuple[Model, Node] | None:
    """The fields of the YAML file at ``path`` below ``root``, and its tree for the places; None without a file.

    ``if_empty`` as above. Raises ProblemsFound with everything that is wrong in it, and when the path leads out of its
    folder.
    """
    found = read_data_tree(root, path, limits, if_empty=if_empty)
    if found is None:
        return None
    tree, tree_problems = found
    fields, field_problems = read_fields(tree, model)
    problems = tree_problems + field_problems
    if problems or fields is None:
        raise ProblemsFound(problems)
    return fields, tree


def item_node(tree: Node, name: str, number: int, field: str) -> Node:
    """The node of a field of item ``number`` (from 0) of the list ``name``; the item's when it has no such field."""
    item = tree.fields[name].items[number]
    return item.fields.get(field, item)
