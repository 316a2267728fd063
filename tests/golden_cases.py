"""The cases in golden/: small files of YAML that a lawyer could read, a folder for each kind."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

GOLDEN = Path(__file__).parent / "golden"


def files_of(kind: str) -> list[Path]:
    """The files of a kind, in order."""
    return sorted((GOLDEN / kind).glob("*.yml"))


@cache
def read(path: Path) -> Any:
    """What a file holds, which nobody may change."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)


def each(kind: str, *, having: str = "") -> pytest.MarkDecorator:
    """Run a test with each ``case`` of a kind, or with those that have a field of that name."""
    files = [path for path in files_of(kind) if not having or f"\n{having}: " in path.read_text("utf-8")]
    return pytest.mark.parametrize("case", files, ids=lambda path: path.stem)
