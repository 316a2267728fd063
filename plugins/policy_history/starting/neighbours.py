"""What in a mkdocs.yml no policies can be built beside."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from .mkdocs_yml import tree_of
from .yaml_limits import Unsure

REFUSED = {
    "i18n": "it builds the site once for each language from files in docs_dir, and a policy has one permanent address",
}
"""The plugins beside which no policies can be built, each with the reason."""

_WITHOUT_FOLDERS = "offline"
"""A plugin that turns use_directory_urls off."""


def refused_in(source: str) -> list[str]:
    """The settings of that mkdocs.yml beside which the plugin refuses to build, as messages name them."""
    try:
        settings = {key.value: value for key, value in tree_of(source).value}
    except Unsure:
        return []
    addresses = settings.get("use_directory_urls")
    is_off = isinstance(addresses, yaml.ScalarNode) and addresses.value.lower() in ("false", "no", "off")
    names = {name.rpartition("/")[2] for name in _names(settings.get("plugins"))}
    return [
        *(["use_directory_urls: false"] if is_off else []),
        *(f"the plugin {name}" for name in (_WITHOUT_FOLDERS, *REFUSED) if name in names),
    ]


def _names(plugins: yaml.Node | None) -> Iterator[str]:
    nodes = plugins.value if isinstance(plugins, yaml.CollectionNode) else []
    for node in nodes:
        named = node[0] if isinstance(node, tuple) else node
        if isinstance(named, yaml.MappingNode) and named.value:
            named = named.value[0][0]
        if isinstance(named, yaml.ScalarNode):
            yield str(named.value)
