"""Material's instant loading beside pages that are held to strict rules: these are loaded whole, and left whole."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

SCRIPT = "javascripts/policy-whole-pages.js"
_FOLDERS = "[/* folders */]"


def ask_for_whole_pages(config: MkDocsConfig, *, plain_pages: bool) -> None:
    """Have every page ask for the script, where the theme puts pages into the document that is open."""
    features = config.theme.get("features", None) or []
    if config.theme.name == "material" and not plain_pages and "navigation.instant" in features:
        config.extra_javascript.append(SCRIPT)


def name_whole_pages(site: Path, parts: Iterable[str]) -> None:
    """Write the addresses of these pages into the script of that built site; a ``*`` stands for what follows."""
    script = site / SCRIPT
    if script.is_file():
        text = script.read_text("utf-8")
        script.write_text(text.replace(_FOLDERS, json.dumps(sorted(parts))), "utf-8")
