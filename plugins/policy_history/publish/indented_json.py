"""JSON in lines, as ``json.dumps`` writes it with ``indent``, which takes five times as long for a long history."""

from __future__ import annotations

import json
from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Any


def indented(record: Mapping[str, Any], step: int) -> bytes:
    """A file of that record in UTF-8, each level set in by so many blanks. Raises TypeError for what is no data."""
    return f"{_written(record, chr(10), ' ' * step)}\n".encode()


def _written(value: Any, lead: str, step: str) -> str:
    """A value; ``lead`` is a line end and the blanks before the line in which it begins."""
    if isinstance(value, str):
        return encode_basestring(value)
    if not value or not isinstance(value, dict | list | tuple):
        return json.dumps(value)
    inner = lead + step
    if isinstance(value, dict):
        lines = [f"{encode_basestring(name)}: {_written(each, inner, step)}" for name, each in value.items()]
        return f"{{{inner}{f',{inner}'.join(lines)}{lead}}}"
    return f"[{inner}{f',{inner}'.join([_written(each, inner, step) for each in value])}{lead}]"
