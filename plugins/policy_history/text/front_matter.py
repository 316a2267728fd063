"""A block of fields at the very beginning of a text, as any program writes it: between ---, +++ or ;;;, or in {}."""

from __future__ import annotations

import json
import re
import tomllib

_YAML = re.compile(r"\A\s*---[ \t]*\n(?P<fields>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(?P<fields>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_MARKED_JSON = re.compile(
    r"\A\s*(?:;;;|---json)[ \t]*\n(?P<fields>.*?)^(?:;;;|---)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_METADATA = re.compile(
    r"\A\s*title[ \t]*:.*\n(?:(?:(?:sub|short)?title|authors?|date|modified|revision|status|template|category|tags|slug"
    r"|lang(?:uage)?|summary|copyright|keywords|affiliation|css|format"
    r"|(?:base|html) header level|quotes language|latex[\w ]*)"
    r"[ \t]*:.*\n|[ \t]+\S.*\n)+(?=[ \t]*(?:\n|\Z))",
    re.IGNORECASE,
)
_FIELD = re.compile(r"[\w][\w.-]*[ \t]*:(?:[ \t]|$)")
_GOES_ON = re.compile(r"[ \t]|- |-$|#|[\]}]")


def front_matter(text: str) -> str:
    """The block of fields at the beginning of a text, its marks included; empty where there is none."""
    match = _YAML.match(text)
    if match and _are_fields(match["fields"]):
        return match[0]
    match = _TOML.match(text)
    if match and _is_toml(match["fields"]):
        return match[0]
    match = _MARKED_JSON.match(text)
    if match and _json(match["fields"]) == match["fields"]:
        return match[0]
    return _json(text)


def metadata(text: str) -> str:
    """Fields without marks around them at the beginning, as MultiMarkdown and Pelican have them; empty without any."""
    match = _METADATA.match(text)
    return match[0] if match else ""


def _json(text: str) -> str:
    """An object of JSON that begins a text and ends with its line, as Hugo has it; empty where there is none."""
    start = len(text) - len(text.lstrip())
    if not text.startswith("{", start):
        return ""
    try:
        found, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return ""
    rest = text[end:].partition("\n")
    return text[:end] + rest[1] if isinstance(found, dict) and not rest[0].strip() else ""


def _are_fields(text: str) -> bool:
    """Whether every line is a field, goes on with one, or is a comment; the first follows its mark at once."""
    lines = text.split("\n")[:-1]
    if not any(line.strip() for line in lines):
        return True
    first = next((line for line in lines if not line.startswith("#")), "")
    return bool(_FIELD.match(first)) and all(
        not line.strip() or _FIELD.match(line) or _GOES_ON.match(line) for line in lines
    )


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True
