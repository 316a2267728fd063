"""How much of our pages is the same in two builds of one site."""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser

from .neighbour import ARTICLES, BYTES, NOTHING, WORDS

_OURS = "privacy/"
_WITHIN = re.compile(rb"<article\b.*?</article>", re.DOTALL)


def likeness(files: Mapping[str, bytes], before: Mapping[str, bytes]) -> str:
    """The most that all files of the policy have in common with those of the build before."""
    ours = sorted(path for path in before if path.startswith(_OURS))
    if not ours or ours != sorted(path for path in files if path.startswith(_OURS)):
        return NOTHING
    for kind, seen in ((BYTES, _whole), (ARTICLES, _article), (WORDS, _words)):
        if all(seen(path, files[path]) == seen(path, before[path]) for path in ours):
            return kind
    return NOTHING


def _whole(path: str, content: bytes) -> object:
    return content


def _article(path: str, content: bytes) -> object:
    return _WITHIN.findall(content) if path.endswith(".html") else content


def _words(path: str, content: bytes) -> object:
    if not path.endswith(".html"):
        return content
    body = LexborHTMLParser(content.decode()).body
    return body.text(separator=" ").split() if body else []
