"""Where a setting stands in the files of a site's configuration."""

from __future__ import annotations

import os
import re
from pathlib import Path

from policy_history.problems import line_and_column
from policy_history.scaffold.placeholders import with_inherited


def place_of(path: Path, name: str) -> tuple[str, int, int]:
    """Where the configuration at that path, or one from which it inherits, has a setting; ``name`` is a pattern."""
    for each, text in with_inherited(path):
        if found := re.search(rf"^[ \t]*[\"']?({name})[\"']?[ \t]*:", text, re.MULTILINE):
            return Path(os.path.relpath(each, path.parent)).as_posix(), *line_and_column(text, found.start(1))
    return path.name, 1, 1
