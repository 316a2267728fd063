"""The files of a site's configuration, and where a setting stands in them."""

from __future__ import annotations

import os
import re
from pathlib import Path

from policy_history.problems import line_and_column

_INHERIT = re.compile(r"^INHERIT:[ \t]*(\S.*?)[ \t]*(?:#.*)?$", re.MULTILINE)


def configuration_files(path: Path) -> list[Path]:
    """The file of the configuration at that path, and those from which it inherits."""
    found: list[Path] = []
    while path not in found and path.is_file():
        found.append(path)
        if inherits := _INHERIT.search(text_of(path)):
            path = (path.parent / inherits[1].strip("'\"")).resolve()
    return found


def place_of(path: Path, name: str) -> tuple[str, int, int]:
    """Where the configuration at that path, or one from which it inherits, has a setting; ``name`` is a pattern."""
    for each in configuration_files(path):
        text = each.read_text("utf-8-sig", "replace")
        if found := re.search(rf"^[ \t]*[\"']?({name})[\"']?[ \t]*:", text, re.MULTILINE):
            return Path(os.path.relpath(each, path.parent)).as_posix(), *line_and_column(text, found.start(1))
    return path.name, 1, 1


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig", "replace")
