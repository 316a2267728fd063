"""What no policies can be built beside: settings in a mkdocs.yml, and the folder of another generator's site."""

from __future__ import annotations

from pathlib import Path

import yaml

from .mkdocs_yml import plugins_of, settings_of
from .yaml_limits import Unsure, pairs_of, said

REFUSED = {
    "i18n": "it builds the site once for each language from files in docs_dir, and a policy has one permanent address",
}
"""The plugins beside which no policies can be built, each with the reason."""

_WITHOUT_FOLDERS = "offline"
"""A plugin that turns use_directory_urls off."""


_GENERATORS = {
    "hugo.*": "Hugo", "config/_default": "Hugo", "config.toml": "Hugo or Zola", "conf.py": "Sphinx",
    "docs/conf.py": "Sphinx", "docs/source/conf.py": "Sphinx", "eleventy.config.*": "Eleventy",
    ".eleventy.js": "Eleventy", "_config.yml": "Jekyll", "docusaurus.config.*": "Docusaurus", "astro.config.*": "Astro",
    "zensical.toml": "Zensical", ".vitepress": "VitePress", "docs/.vitepress": "VitePress", "next.config.*": "Next.js",
    "gatsby-config.*": "Gatsby", "book.toml": "mdBook", "antora.yml": "Antora", "_quarto.yml": "Quarto",
}  # fmt: skip
"""What stands in the folder of a site that another generator builds."""


def other_generator(root: Path) -> tuple[str, str]:
    """The generator that builds a site in that folder, and the file that says so; empty when none does."""
    found = ((name, path) for pattern, name in _GENERATORS.items() for path in sorted(root.glob(pattern)))
    return next(((name, path.relative_to(root).as_posix()) for name, path in found), ("", ""))


def refused_in(source: str) -> list[str]:
    """The settings of that mkdocs.yml beside which the plugin refuses to build, as messages name them."""
    try:
        text = settings_of(source)
    except Unsure:
        return []
    is_off = said(text.keys.get("use_directory_urls")).lower() in ("false", "no", "off")
    names = {name.rpartition("/")[2] for name, options in plugins_of(text).items() if not _is_off(options)}
    return [
        *(["use_directory_urls: false"] if is_off else []),
        *(f"the plugin {name}" for name in (_WITHOUT_FOLDERS, *REFUSED) if name in names),
    ]


def _is_off(options: yaml.Node | None) -> bool:
    """Whether a plugin of Material's is switched off, at least where no variable switches it on."""
    told = dict(pairs_of(options)) if isinstance(options, yaml.MappingNode) else {}
    return said(told.get("enabled")).lower() == "false"
