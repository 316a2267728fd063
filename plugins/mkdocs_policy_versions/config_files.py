"""Where a setting stands in the files of a site's configuration."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from policy_history.problems import line_and_column
from policy_history.scaffold.mkdocs_yml import PLUGIN
from policy_history.scaffold.placeholders import with_inherited

_QUOTED = re.compile("“(.+?)”")


def place_of(path: Path, name: str) -> tuple[str, int, int]:
    """Where the configuration at that path, or one from which it inherits, has a setting; ``name`` is a pattern."""
    pattern = re.compile(rf"^[ \t]*[\"']?({name})[\"']?[ \t]*:", re.MULTILINE)
    return _found(path, lambda text: found.start(1) if (found := pattern.search(text)) else -1) or (path.name, 1, 1)


def placed(sentence: str, path: Path) -> str:
    """The sentence, behind the place where the plugin is told what it quotes first.

    What comes from the environment has none there.
    """
    quoted = _QUOTED.search(sentence)
    pattern = re.compile(rf"(?<![\w/:.-]){re.escape(quoted[1])}" if quoted else r"(?!)")

    def offset(text: str) -> int:
        at = text.find(PLUGIN)
        return found.start() if at >= 0 and (found := pattern.search(text, at)) else -1

    place = _found(path, offset)
    return f"{place[0]}:{place[1]}:{place[2]}: {sentence}" if place else sentence


def _found(path: Path, offset: Callable[[str], int]) -> tuple[str, int, int] | None:
    """The first of the files in which something stands at an offset, with line and column."""
    for each, text in with_inherited(path):
        if (at := offset(text)) >= 0:
            return Path(os.path.relpath(each, path.parent)).as_posix(), *line_and_column(text, at)
    return None
