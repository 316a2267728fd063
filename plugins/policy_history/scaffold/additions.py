"""An existing mkdocs.yml with the plugin, its pages and nothing else changed: by insertions, so that comments stay.

What cannot be inserted surely (a list made by an anchor, an inherited file, a list in brackets with comments) is left
to the reader, as lines to add. Whatever was inserted is read back: the rest must mean what it meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import yaml

from .mkdocs_yml import PLUGIN, Settings, plugins_of, settings_of
from .yaml_limits import Unsure

_ORDINARY = ("tag:yaml.org,2002:seq", "tag:yaml.org,2002:map", "tag:yaml.org,2002:str", "tag:yaml.org,2002:null")
_NAVIGATION_PLUGINS = ("awesome-nav", "awesome-pages", "literate-nav")
_LAST = "print-site"
"""A plugin that a strict build wants to have behind all others, whose pages it puts on one."""


@dataclass(frozen=True, slots=True)
class Additions:
    """What a site is to get: the plugin's options as lines, entries of the navigation, and a page that stays out of it.

    ``entries`` are titles with paths, under the heading ``section``; all are written as YAML already.
    """

    options: Sequence[str]
    section: str
    entries: Sequence[tuple[str, str]]
    hidden: str


@dataclass(frozen=True, slots=True)
class Edited:
    """The file as it becomes, and what its editor has to do, a sentence with lines each."""

    source: str
    by_hand: tuple[str, ...] = ()


def with_additions(source: str, additions: Additions, parents: Sequence[str] = ()) -> Edited:
    """The mkdocs.yml ``source`` with the additions, and what could not be added.

    ``parents`` are those that it inherits from, the nearest first; they stay as they are.
    """
    edited = Edited(source)
    for add, told in ((_with_plugin, _plugin_told), (_with_entries, _entries_told), (_with_hidden, _hidden_told)):
        try:
            before = settings_of(edited.source, parents)
            became = add(before, additions)
            _prove(before, became)
            edited = replace(edited, source=became)
        except Unsure as reason:
            edited = replace(edited, by_hand=(*edited.by_hand, told(additions, str(reason))))
    return edited


# The plugin


def _with_plugin(text: Settings, additions: Additions) -> str:
    node, plugins = text.keys.get("plugins"), plugins_of(text)
    if PLUGIN in plugins:
        return text.source
    if _LAST in plugins:
        raise Unsure(f"{_LAST} is to stay the last of them")
    # A site that names no plugin has the search; one that names any has only these.
    lines = ["  - search", *_item(2, additions.options)]
    if node is None:
        inherited = text.inherited("plugins")
        if isinstance(inherited, yaml.MappingNode):  # MkDocs puts ours beside those
            lines = _indented(2, _pair(additions.options))
        elif inherited is not None:
            raise Unsure("it inherits a list of plugins; add this to that list")
        return text.with_lines(len(text.source), ["", "plugins:", *lines])
    if _is_empty(node) and "INHERIT" not in text.keys:
        return text.with_lines(node.end_mark.index, lines)
    if node.tag not in _ORDINARY:
        raise Unsure("its plugins come from elsewhere")
    column = _column(node)
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        return text.with_lines(_end(node), _item(column, additions.options))
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        return text.with_lines(_end(node), _indented(column, _pair(additions.options)))
    if isinstance(node, yaml.SequenceNode):
        return _in_brackets(text, node, additions.options)
    raise Unsure("its plugins are written in a form that is not changed here")


def _pair(options: Sequence[str]) -> list[str]:
    return [f"{PLUGIN}:", *(f"  {line}" for line in options)]


def _item(column: int, options: Sequence[str]) -> list[str]:
    return _indented(column, [f"- {PLUGIN}:", *(f"    {line}" for line in options)])


def _in_brackets(text: Settings, node: yaml.SequenceNode, options: Sequence[str]) -> str:
    closing = node.end_mark.index - 1
    last = _end(node.value[-1]) if node.value else node.start_mark.index + 1
    between = text.source[last:closing]
    if "#" in between:
        raise Unsure("there is a comment in its list of plugins")
    item = {PLUGIN: yaml.safe_load("\n".join(options))}
    written = yaml.safe_dump(
        item, default_flow_style=True, allow_unicode=True, sort_keys=False, width=1_000_000
    ).strip()
    comma = "" if not node.value or between.strip() == "," else ", "
    return text.source[:last] + between.rstrip() + comma + written + text.source[closing:]


# The navigation


def _with_entries(text: Settings, additions: Additions) -> str:
    node = text.keys.get("nav")
    maker = next((name for name in plugins_of(text) if name in _NAVIGATION_PLUGINS), "")
    if maker:
        raise Unsure(f"the navigation is made by {maker}")
    if node is None:
        if text.inherited("nav") is not None:
            raise Unsure("it inherits its navigation")
        return text.source  # MkDocs lists every page by itself
    if _is_empty(node) and "INHERIT" not in text.keys:
        return text.source
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        raise Unsure("its navigation is written in a form that is not changed here")
    there = set(_scalars(node))
    if any(path in there for _, path in additions.entries):
        return text.source
    return text.with_lines(_end(node), _indented(_column(node), _entries(additions)))


def _entries(additions: Additions) -> list[str]:
    return [f"- {additions.section}:", *(f"    - {title}: {path}" for title, path in additions.entries)]


def _with_hidden(text: Settings, additions: Additions) -> str:
    node = text.keys.get("not_in_nav")
    if node is None:
        if text.inherited("not_in_nav") is not None:
            raise Unsure("it inherits its “not_in_nav”")
        return text.with_lines(len(text.source), ["", "not_in_nav: |", f"  {additions.hidden}"])
    if additions.hidden in str(node.value).split():
        return text.source
    if not isinstance(node, yaml.ScalarNode) or node.style != "|" or not node.value.strip():
        raise Unsure("its “not_in_nav” is written in a form that is not changed here")
    last = len(text.source[: node.end_mark.index].rstrip())
    line = text.source[text.source.rfind("\n", 0, last) + 1 : last]
    return text.with_lines(last, _indented(len(line) - len(line.lstrip()), [additions.hidden]))


def _scalars(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        yield node.value
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value)
    else:
        for item in node.value:
            yield from _scalars(item)


def _indented(column: int, lines: Sequence[str]) -> list[str]:
    return [f"{' ' * column}{line}" if line else "" for line in lines]


def _column(node: yaml.Node) -> int:
    """How far the lines of a collection in blocks are indented; before its first item may stand an anchor."""
    first = node.value[0] if isinstance(node, yaml.CollectionNode) and node.value else node
    mark = (first[0] if isinstance(first, tuple) else first).start_mark
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or mark.buffer is None:
        return int(mark.column)
    line = mark.buffer[: mark.pointer].rpartition("\n")[2]
    return len(line) - len(line.lstrip())


def _end(node: yaml.Node) -> int:
    """Where what is written of a node ends; a collection in blocks ends with its last item, not before the next."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


# What is proven, and what is told


def _prove(before: Settings, became: str) -> None:
    """Unsure unless all that the file said it says still, with one more plugin, entry or page."""
    try:
        after = settings_of(became)
    except Unsure:
        raise Unsure("it would not be read as it is meant") from None
    if not set(before.keys) <= set(after.keys) <= set(before.keys) | {"plugins", "not_in_nav"}:
        raise Unsure("it would not be read as it is meant")
    for key, node in before.keys.items():
        old, new = _data(node), _data(after.keys[key])
        if old == new:
            continue
        if _is_empty(node) and key == "plugins":
            continue
        is_longer = isinstance(old, list) and isinstance(new, list) and new[:-1] == old and key in ("plugins", "nav")
        has_one_more = key == "not_in_nav" and str(after.keys[key].value).split()[:-1] == str(node.value).split()
        if not is_longer and not has_one_more:
            raise Unsure("it would not be read as it is meant")


def _is_empty(node: yaml.Node) -> bool:
    """Whether nothing stands behind a setting, which MkDocs takes for a setting that is not there."""
    return isinstance(node, yaml.ScalarNode) and node.start_mark.index == node.end_mark.index


def _data(node: yaml.Node) -> object:
    """A node as lists of what it says; the items of a mapping are pairs in their order."""
    if isinstance(node, yaml.ScalarNode):
        return node.tag, node.value
    if isinstance(node, yaml.MappingNode):
        return [(_data(key), _data(value)) for key, value in node.value]
    return [_data(item) for item in node.value]


def _plugin_told(additions: Additions, reason: str) -> str:
    return _told("Add this under “plugins:”", reason, _item(2, additions.options))


def _entries_told(additions: Additions, reason: str) -> str:
    return _told("List these pages in the navigation", reason, _indented(2, _entries(additions)))


def _hidden_told(additions: Additions, reason: str) -> str:
    return _told("Keep this page out of the navigation", reason, ["not_in_nav: |", f"  {additions.hidden}"])


def _told(what: str, reason: str, lines: Sequence[str]) -> str:
    return "\n".join([f"{what}; it is not done here, because {reason}:", *(f"    {line}" for line in lines)])
