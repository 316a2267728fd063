"""What other plugins of a site are told of our pages, and which of them our pages cannot stand beside."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from mkdocs.utils.templates import TemplateContext

from policy_history.scaffold.neighbours import REFUSED

from .config_files import place_of

_LEFT_ALONE: Mapping[str, Mapping[str, object]] = {
    # It puts a script and a stylesheet into each page; ours run nothing but what stands in them for their own sake.
    "glightbox": {"glightbox": False},
    # It dates pages by git, and reads the file of each: a policy has feeds and days of its own, and no file there.
    "rss": {"draft": True},
}
"""By the name of a plugin, the metadata with which a page tells it to leave it alone."""

TAKEN = (
    "This stands where a policy is published. Move or rename it, or set “base” to have policies in a folder of their "
    "own. If it is the policy as it was, “policy import-history” makes its past of it."
)
_REDIRECTED = "A policy is published where “{}” leads away from. Delete this line."
_GIT_DATES = ("git_revision_date_", "git_creation_date_")
"""What a plugin that dates pages by git says of ours, which MkDocs takes for made: the day of the build."""
_GIT_AUTHORS = ("git_info", "git_page_authors", "committers")
"""What plugins that name authors by git give to templates: those who typed a text, with their mail."""


def plugin_names(config: MkDocsConfig) -> Iterator[str]:
    """The names of the site's plugins, without the theme before them and the number of a second one behind."""
    for name in config.plugins:
        yield name.split(" ")[0].rpartition("/")[2]


def refuse_neighbours(config: MkDocsConfig) -> None:
    """PluginError, with the remedy, for what no permanent address can stand beside.

    To be asked when every plugin has had its say on the configuration.
    """
    if not config.use_directory_urls:
        who = "The plugin offline turns use_directory_urls off" if "offline" in plugin_names(config) else ""
        raise PluginError(
            f"{who or 'use_directory_urls is off'}. The permanent addresses of policies need it: "
            f"{'take that plugin out, or use' if who else 'turn it on, or use'} “policy publish --inlay”, "
            "which lays the pages of policies into a site built without policy-versions."
        )
    for name in plugin_names(config):
        if reason := REFUSED.get(name):
            raise PluginError(
                f"The plugin {name} cannot stand beside policy-versions: {reason}. Take one of them out; "
                "“policy publish --inlay” lays the pages of policies into a site built without policy-versions."
            )


def redirected(config: MkDocsConfig, taken: Collection[str]) -> list[str]:
    """Sentences on the redirects from addresses of the files ``taken``, which would take the place of a policy."""
    plugin = config.plugins.get("redirects")
    found = (each for each in (plugin.config.get("redirect_maps") or {} if plugin else {}))
    return [
        f"{path}:{line}:{column}: {_REDIRECTED.format(each)}"
        for each in found
        if File(each, "", "", use_directory_urls=True).dest_uri in taken
        for path, line, column in [place_of(Path(config.config_file_path), re.escape(each))]
    ]


def remedy_of_frame(config: MkDocsConfig, *, plain_pages: bool) -> str:
    """What to do about faults that a theme other than Material puts into pages, as a line; empty with plain pages."""
    if plain_pages or config.theme.name == "material":
        return ""
    return "What the theme itself puts into pages is gone with “plain_pages: true”.\n"


def left_alone(config: MkDocsConfig, *, ours: bool) -> dict[str, Any]:
    """The metadata by which other plugins leave a page alone: one of ours, or a hand-written one with our forms."""
    names = [name for name in plugin_names(config) if ours or name != "rss"]  # a form's page is as old as its file
    return {key: value for name in names for key, value in _LEFT_ALONE.get(name, {}).items()}


def without_git(meta: Mapping[str, Any], context: TemplateContext) -> dict[str, Any]:
    """The metadata of a page of ours without days that are none of its; ``context`` loses who typed it.

    The publisher speaks there, and no author whom git knows.
    """
    for name in _GIT_AUTHORS:
        cast("dict[str, Any]", context).pop(name, None)  # what plugins add besides
    return {name: value for name, value in meta.items() if not name.startswith(_GIT_DATES)}
