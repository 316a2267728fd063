"""The theme that a mkdocs.yml asks for, and what it has readers' browsers call."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from .mkdocs_yml import tree_of
from .yaml_limits import Unsure, pairs_of, said

_OF_MKDOCS = "mkdocs"


@dataclass(frozen=True, slots=True)
class Theme:
    """The theme that a mkdocs.yml asks for, and whether it is told to fetch no fonts from elsewhere."""

    name: str = _OF_MKDOCS
    is_without_fonts: bool = False

    @property
    def is_material(self) -> bool:
        """Whether it is Material, whose frame the plugin leaves whole."""
        return self.name == "material"

    @property
    def calls(self) -> tuple[str, ...]:
        """The hosts that the theme has every reader's browser call, unless it is told otherwise."""
        return ("fonts.googleapis.com", "fonts.gstatic.com") if self.is_material and not self.is_without_fonts else ()


def theme_of(source: str) -> Theme:
    """The theme that mkdocs.yml asks for; MkDocs' own when it names none."""
    try:
        theme = dict(pairs_of(tree_of(source))).get("theme")
    except Unsure:
        return Theme()
    if not isinstance(theme, yaml.MappingNode):
        return Theme(said(theme) or _OF_MKDOCS)
    told = dict(pairs_of(theme))
    return Theme(said(told.get("name")) or _OF_MKDOCS, said(told.get("font")) == "false")
