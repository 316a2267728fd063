"""What a mkdocs.yml says, read without a loader that would run or fetch anything: its settings, its plugins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

from .yaml_limits import Unreadable, Unsure, is_nested_deeply, written_out

PLUGIN = "policy-versions"


@dataclass(frozen=True, slots=True)
class Settings:
    """A file with its tree: the nodes of the keys at its top, each with the places where it begins and ends.

    ``parents`` are those of the files that it inherits from, the nearest first.
    """

    source: str
    keys: Mapping[str, yaml.Node]
    parents: tuple[Mapping[str, yaml.Node], ...] = ()

    def inherited(self, key: str) -> yaml.Node | None:
        """What it inherits of that setting. Unsure when a file that it inherits from is not known."""
        if "INHERIT" in (self.keys, *self.parents)[-1]:
            raise Unsure("what it inherits cannot be read")
        return next((keys[key] for keys in self.parents if key in keys), None)

    @property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.source else "\n"

    def with_lines(self, at: int, lines: Sequence[str]) -> str:
        """The source with these lines behind the line in which ``at`` is; where a line begins, before that one."""
        begins = at == 0 or self.source[at - 1] == "\n"
        end = at if begins else self.source.find("\n", at) + 1 or len(self.source)
        before = self.source[:end]
        separator = "" if not before or before.endswith("\n") else self.newline
        return before + separator + "".join(f"{line}{self.newline}" for line in lines) + self.source[end:]


def published_by(source: str, parents: Sequence[str] = ()) -> bool:
    """Whether that mkdocs.yml has the plugin; it may inherit it from ``parents``."""
    try:
        return PLUGIN in plugins_of(settings_of(source, parents))
    except Unsure:
        return False


def folder_of(source: str, parents: Sequence[str], default: str) -> str:
    """The folder of the policies that the plugin is told in that mkdocs.yml; ``default`` when it is told none."""
    try:
        options = plugins_of(settings_of(source, parents)).get(PLUGIN)
    except Unsure:
        return default
    told = options.value if isinstance(options, yaml.MappingNode) else []
    return next((str(value.value) for key, value in told if key.value == "folder"), default)


def tree_of(source: str) -> yaml.MappingNode:
    """The settings that mkdocs.yml has at its top; Unsure when it cannot be read."""
    if is_nested_deeply(source):
        raise Unsure("it is nested too deeply")
    try:
        tree = yaml.compose(source, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise Unreadable("it cannot be read as YAML", error.problem_mark or error.context_mark) from None
    except (yaml.YAMLError, RecursionError):
        raise Unreadable("it cannot be read as YAML") from None
    if not isinstance(tree, yaml.MappingNode):
        raise Unreadable("it is no list of settings")
    written_out(tree)
    return tree


def settings_of(source: str, parents: Sequence[str] = ()) -> Settings:
    """What that mkdocs.yml says, with ``parents``, the nearest first. Unsure when one of them cannot be read."""
    return Settings(source, _keys(source), tuple(map(_keys, parents)))


def _keys(source: str) -> Mapping[str, yaml.Node]:
    tree = tree_of(source)
    if tree.flow_style:
        raise Unsure("it is no list of settings")
    keys = {key.value: value for key, value in tree.value if isinstance(key.value, str)}
    if len(keys) != len(tree.value):
        raise Unsure("a setting stands there twice")
    return keys


def plugins_of(text: Settings) -> Mapping[str, yaml.Node | None]:
    """The names of the plugins with their options, where they have some. MkDocs merges mappings, and replaces lists."""
    found: dict[str, yaml.Node | None] = {}
    for keys in (text.keys, *text.parents):
        node = keys.get("plugins")
        found = {**_named(node), **found}
        if node is not None and not isinstance(node, yaml.MappingNode):
            break
    return found


def _named(node: yaml.Node | None) -> Mapping[str, yaml.Node | None]:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): value for key, value in node.value}
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    pairs = (item.value[0] if isinstance(item, yaml.MappingNode) and item.value else (item, None) for item in items)
    return {str(key.value): value for key, value in pairs}
