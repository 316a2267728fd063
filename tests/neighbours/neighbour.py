"""What stands beside our plugin, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

BYTES, ARTICLES, WORDS, NOTHING = "every byte", "every byte within the frame", "every word", "nothing"
"""How much two builds have in common, from the most to the least."""


@dataclass(frozen=True)
class Neighbour:
    """What stands beside our plugin, and what is to come of it.

    ``name`` names the check, ``row`` is what the table says: the verdict and the reason. ``plugins`` are lines of mkdocs.yml
    under ``plugins``, ``theme_more`` under ``theme``, ``more`` at the end; ``files`` are further files of the site. With
    ``is_alone`` nothing but the wheel is installed; with ``is_inlaid`` the policies are laid in after the build.

    ``refused`` is what the build says when it stops. Otherwise ``alike`` says how much of our pages is as without the
    neighbour, ``shown`` which files of the built site have which texts, ``hidden`` which have them not.
    """

    name: str
    row: tuple[str, str]
    plugins: str = ""
    after: bool = False
    more: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    theme: str = "material"
    theme_more: str = ""
    plain: bool = False
    refused: str = ""
    alike: str = BYTES
    shown: Mapping[str, str] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)
    generator: str = "mkdocs"
    is_alone: bool = False
    is_inlaid: bool = False
