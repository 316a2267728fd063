"""What a site publishes, read as trees: what has the same shape has the same elements, attributes and keys."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree, html

Shape = list[tuple[str, ...]]

# What must differ when words differ: hashes, and how many words there are.
_COUNTED = re.compile(r"\bp-[0-9a-f]{8}\b|[0-9a-f]{12,64}|sha256-[A-Za-z0-9+/=]+")


def html_shape(source: str, texts: Mapping[str, str]) -> Shape:
    """Tags with the names and values of attributes, in order; ``texts`` are read as what they are mapped to."""
    return _shape(html.document_fromstring(source), texts) if source.strip() else []


def xml_shape(source: bytes, texts: Mapping[str, str]) -> Shape:
    """The same of XML; HTML that stands in it as a text is a tree of its own."""
    root = etree.fromstring(source)
    inner = (html_shape(node.text or "", texts) for node in root.iter("{*}content"))
    return _shape(root, texts) + [line for shape in inner for line in shape]


def json_shape(source: str, texts: Mapping[str, str]) -> Shape:
    """The paths of every key, without the numbers of a list's items; HTML in it is a tree of its own."""
    return sorted(set(_keys(json.loads(source), (), texts)))


def _shape(root: Any, texts: Mapping[str, str]) -> Shape:
    return [_line(node, texts) for node in root.iter()]


def _line(node: Any, texts: Mapping[str, str]) -> tuple[str, ...]:
    if not isinstance(node.tag, str):
        return (f"<!{type(node).__name__}>", same_words(node.text or "", texts))
    drawn = node.tag == "rect"  # the bars of how many words a version changed
    attributes = (
        name if drawn or name == "data-words" else f"{name}={same_words(value, texts)}"
        for name, value in sorted(node.attrib.items())
    )
    return (node.tag, *attributes)


def same_words(value: str, texts: Mapping[str, str]) -> str:
    """The value with one text for the other, blanks made single, without hashes."""
    value = " ".join(value.split())
    for text, other in texts.items():
        value = value.replace(text, other)
    return _COUNTED.sub("…", value)


def _keys(node: Any, path: tuple[str, ...], texts: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    if isinstance(node, dict):
        yield path
        for key, value in node.items():
            if not key.isdigit():  # a table by numbers, of which texts have more or fewer
                yield from _keys(value, (*path, same_words(key, texts)), texts)
    elif isinstance(node, list):
        for value in node:
            yield from _keys(value, path, texts)
    elif path and path[-1] == "content_html":
        yield path
        yield from ((*path, *line) for line in html_shape(node, texts))
    else:
        yield path


def files_of(site: Path, *endings: str) -> list[str]:
    """The paths of the files of those kinds, in order."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix in endings)
